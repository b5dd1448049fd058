import assert from "node:assert/strict";
import { ACCOUNTS, SITES } from "pulumi-wix-simulator";
import { STEP_MS } from "../../support/e2eStage";
import { exampleStory, set } from "../../support/story";

const TRANSFER = "POST /b2b-site-management/v1/transfer-site";
const siteId = SITES.agencyDraft;

describe("e2e: examples/transfer-site", function () {
  this.timeout(STEP_MS);
  const story = exampleStory("transfer-site");
  const owner = () => story.world.site(siteId)?.ownerAccountId;

  it("up hands the site over to the customer's account, and nothing is left to do", async () => {
    await story.up();
    assert.equal(owner(), ACCOUNTS.bakery);
    assert.deepEqual(story.writes(), [TRANSFER]);
    await story.showsNothing();
    await story.finds({});
  });

  it("a site that is back in its source is found by targetAccountId alone, and transferred again", async () => {
    await story.heals(
      { kind: "moveSite", siteId, accountId: ACCOUNTS.agency },
      { site: ["targetAccountId"] },
    );
    assert.deepEqual(story.writes(), [TRANSFER]);
    await story.showsNothing();
    await story.finds({});
  });

  it("a site that somebody moved to an account that the program does not name is found, and not taken from there", async () => {
    story.world.change({
      kind: "moveSite",
      siteId,
      accountId: ACCOUNTS.main,
    });
    await story.finds({ site: ["targetAccountId"] });
    const up = await story.upFails("--refresh");
    assert.match(up.text, new RegExp(`in account ${ACCOUNTS.main}`));
    assert.match(up.text, /which this program does not name/);
    assert.match(up.text, /what to do: set sourceAccountId/);
    assert.equal(owner(), ACCOUNTS.main);
    assert.deepEqual(story.writes(), []);
  });

  it("nor is it taken by the next up", async () => {
    await story.upFails();
    assert.equal(owner(), ACCOUNTS.main);
    assert.deepEqual(story.writes(), []);
  });

  it("it is taken when the program names that account as its source", async () => {
    await story.up(...set({ sourceAccountId: ACCOUNTS.main }));
    assert.equal(owner(), ACCOUNTS.bakery);
    assert.deepEqual(story.writes(), [TRANSFER]);
    await story.showsNothing();
    await story.finds({});
  });

  it("a site in a sub-account that no list shows is found as gone; one that a list shows, by targetAccountId", async () => {
    const moves = (accountId: string) =>
      story.world.change({ kind: "moveSite", siteId, accountId });
    moves(ACCOUNTS.studio);
    await story.finds({ site: ["delete"] });
    story.world.settings({ parentSeesSubAccountSites: true });
    await story.finds({ site: ["targetAccountId"] });
    story.world.settings({ parentSeesSubAccountSites: false });
    moves(ACCOUNTS.bakery);
    await story.finds({});
  });

  it("an edit of source and target moves the site on, shown as a replacement", async () => {
    const edit = {
      sourceAccountId: ACCOUNTS.bakery,
      targetAccountId: ACCOUNTS.clinic,
    };
    assert.deepEqual(await story.shown(...set(edit)), {
      site: { op: "replace", paths: ["sourceAccountId", "targetAccountId"] },
    });
    await story.up();
    assert.equal(owner(), ACCOUNTS.clinic);
    assert.deepEqual(story.writes(), [TRANSFER]);
    await story.showsNothing();
    await story.finds({});
  });

  it("destroy leaves the site where it is, without a request", async () => {
    await story.destroy();
    assert.equal(owner(), ACCOUNTS.clinic);
    assert.deepEqual(story.world.log(), []);
  });

  it("destroy takes it back to its source with onDelete: return", async () => {
    await story.up(...set({ onDelete: "return" }));
    assert.deepEqual(story.writes(), []);
    await story.destroy();
    assert.equal(owner(), ACCOUNTS.bakery);
    assert.deepEqual(story.writes(), [TRANSFER]);
    story.endsClean({ packages: 0 });
  });
});
