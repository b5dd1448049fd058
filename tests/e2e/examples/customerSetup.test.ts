import assert from "node:assert/strict";
import { ACCOUNTS, PRODUCTS, SITES } from "pulumi-wix-simulator";
import { STEP_MS } from "../../support/e2eStage";
import { ROUTE } from "../../support/routes";
import { exampleStory, set } from "../../support/story";

const TRANSFER = "POST /b2b-site-management/v1/transfer-site";

describe("e2e: the root project, a whole customer setup", function () {
  this.timeout(STEP_MS);
  const story = exampleStory("customer-setup");
  const ownerOfSite = () =>
    story.world.sites().find(({ id }) => id === SITES.agencyDraft)
      ?.ownerAccountId;
  let planId: string;

  it("up transfers the site, buys the plan, then the domain that the plan makes free", async () => {
    await story.up();
    assert.deepEqual(story.writes(), [TRANSFER, ROUTE.create, ROUTE.create]);
    assert.equal(ownerOfSite(), ACCOUNTS.bakery);
    planId = story.live(PRODUCTS.planBasic).instanceId;
    const domain = story.live(PRODUCTS.domain);
    assert.equal(domain.referenceProductInstanceId, planId);
    assert.equal(domain.siteId, SITES.agencyDraft);
    const requests = story.world.log().length;
    // A transfer with its look, and for each package a look for the mark, the purchase and looks until it has settled.
    assert.ok(requests <= 14, `${requests} requests`);
  });

  it("nothing is left to do, and nothing has changed", async () => {
    await story.showsNothing();
    await story.finds({});
  });

  it("another plan is adjusted in place; the domain's reference is not known in preview, and replaces nothing", async () => {
    const edit = set({ plan: PRODUCTS.planPro });
    assert.deepEqual(await story.shown(...edit), {
      "bakery-web": {
        op: "update",
        paths: ["products.plan.catalogProductId"],
      },
      "bakery-name": {
        op: "update",
        paths: ["products.domain.referenceProductInstanceId"],
      },
    });
    await story.up(...edit);
    assert.deepEqual(story.writes(), [ROUTE.adjust]);
    assert.equal(story.live(PRODUCTS.planPro).instanceId, planId);
    await story.showsNothing();
  });

  it("a plan that somebody changed is found, and brought back", async () => {
    await story.heals(
      {
        kind: "adjustInstance",
        instanceId: planId,
        catalogProductId: PRODUCTS.planBasic,
      },
      { "bakery-web": ["products.plan.catalogProductId"] },
    );
  });

  it("an external id that somebody changed is found, and brought back", async () => {
    const { packageId } = story.live(PRODUCTS.domain);
    await story.heals(
      { kind: "setExternalId", packageId, externalId: "somebody's" },
      { "bakery-name": ["externalId"] },
    );
  });

  it("destroy is refused while the services are protected", async () => {
    const run = await story.stack.destroy();
    assert.notEqual(run.code, 0, run.text);
    assert.deepEqual(story.writes(), []);
  });

  it("destroy cancels the domain, then the plan, and leaves the site with the customer", async () => {
    await story.up(...set({ allowCancel: "true" }));
    assert.deepEqual(story.writes(), []);
    await story.destroy();
    assert.deepEqual(story.writes(), [ROUTE.cancel, ROUTE.cancel]);
    assert.equal(ownerOfSite(), ACCOUNTS.bakery);
    story.endsClean({ packages: 2 });
  });
});

describe("e2e: a customer who moves to another account", function () {
  this.timeout(STEP_MS);
  const story = exampleStory("customer-setup");

  it("goes in one up: packages cancelled, site transferred on, packages bought again", async () => {
    await story.up(...set({ allowCancel: "true" }));
    story.world.clearLog();
    await story.up(
      ...set({ accountId: ACCOUNTS.clinic, agencyId: ACCOUNTS.bakery }),
    );
    assert.deepEqual(story.writes(), [
      ROUTE.cancel,
      ROUTE.cancel,
      TRANSFER,
      ROUTE.create,
      ROUTE.create,
    ]);
    assert.equal(story.live(PRODUCTS.planBasic).accountId, ACCOUNTS.clinic);
    assert.equal(story.live(PRODUCTS.domain).accountId, ACCOUNTS.clinic);
    await story.showsNothing();
    await story.destroy();
    story.endsClean({ packages: 4 });
  });
});
