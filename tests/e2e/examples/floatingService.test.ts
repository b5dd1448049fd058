import assert from "node:assert/strict";
import { PRODUCTS, SITES } from "pulumi-wix-simulator";
import { STEP_MS } from "../../support/e2eStage";
import { exampleStory, set } from "../../support/story";
import { ROUTE } from "../../support/routes";

describe("e2e: examples/floating-service", function () {
  this.timeout(STEP_MS);
  const story = exampleStory("floating-service");
  const mailbox = () => story.live(PRODUCTS.mailbox);
  let instanceId: string;

  it("up buys a mailbox that is on no site", async () => {
    await story.up();
    assert.deepEqual(story.writes(), [ROUTE.create]);
    assert.equal(mailbox().siteId, undefined);
    ({ instanceId } = mailbox());
    await story.showsNothing();
    await story.finds({});
  });

  it("one that somebody put on a site is found by floating alone, and taken off", async () => {
    await story.heals(
      { kind: "moveInstance", instanceId, siteId: SITES.bakeryBlog },
      { bakery: ["products.mailbox.floating"] },
    );
    assert.deepEqual(story.writes(), [ROUTE.unassign]);
    await story.showsNothing();
    await story.finds({});
  });

  it("switched on, the assignment puts it on the site: one request", async () => {
    assert.deepEqual(await story.shown(...set({ assigned: "true" })), {
      bakery: { op: "update", paths: ["products.mailbox.floating"] },
      "mailbox-on-site": { op: "create", paths: [] },
    });
    await story.up();
    assert.deepEqual(story.writes(), [ROUTE.assign]);
    assert.equal(mailbox().siteId, SITES.bakeryShop);
    await story.showsNothing();
    await story.finds({});
  });

  it("an upgrade of the package does not show the assignment as replaced, and does not touch it", async () => {
    const edit = { mailbox: PRODUCTS.mailboxPlus };
    const { bakery, "mailbox-on-site": onSite } = await story.shown(
      ...set(edit),
    );
    assert.deepEqual(bakery, {
      op: "update",
      paths: ["products.mailbox.catalogProductId"],
    });
    assert.ok(onSite === undefined || onSite.op === "update", onSite?.op);
    const up = await story.up();
    assert.match(up.text, /~ 1 updated\n\s+2 unchanged/);
    assert.deepEqual(story.writes(), [ROUTE.adjust]);
    const upgraded = story.live(PRODUCTS.mailboxPlus);
    assert.equal(upgraded.instanceId, instanceId);
    assert.equal(upgraded.siteId, SITES.bakeryShop);
    await story.showsNothing();
    await story.finds({});
  });

  it("switched off, it floats again", async () => {
    await story.up(...set({ assigned: "false" }));
    assert.deepEqual(story.writes(), [ROUTE.unassign]);
    assert.equal(story.live(PRODUCTS.mailboxPlus).siteId, undefined);
    await story.showsNothing();
    await story.finds({});
  });

  it("destroy cancels it", async () => {
    await story.up(...set({ allowCancel: "true", assigned: "true" }));
    await story.destroy();
    assert.deepEqual(story.writes(), [
      ROUTE.assign,
      ROUTE.unassign,
      ROUTE.cancel,
    ]);
    story.endsClean({ packages: 1 });
  });
});
