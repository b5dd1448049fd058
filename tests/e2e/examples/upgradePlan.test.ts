import assert from "node:assert/strict";
import { PRODUCTS, SITES } from "pulumi-wix-simulator";
import { STEP_MS } from "../../support/e2eStage";
import { exampleStory, set } from "../../support/story";
import { YEARLY } from "../../support/packageArgs";
import { ROUTE } from "../../support/routes";

describe("e2e: examples/upgrade-plan", function () {
  this.timeout(STEP_MS);
  const story = exampleStory("upgrade-plan");
  let planId: string;
  let mailboxId: string;

  it("up buys plan and mailbox, and nothing is left to do", async () => {
    await story.up();
    assert.deepEqual(story.writes(), [ROUTE.create]);
    planId = story.live(PRODUCTS.planBasic).instanceId;
    mailboxId = story.live(PRODUCTS.mailbox).instanceId;
    await story.showsNothing();
    await story.finds({});
  });

  it("an edit of plan and cycle adjusts the plan in place, and nothing else", async () => {
    const edit = { plan: PRODUCTS.planPro, cycle: "YEAR" };
    assert.deepEqual(await story.shown(...set(edit)), {
      bakery: {
        op: "update",
        paths: [
          "products.plan.billingInfo.cycleDuration.unit",
          "products.plan.catalogProductId",
        ],
      },
    });
    await story.up();
    assert.deepEqual(story.writes(), [ROUTE.adjust]);
    const plan = story.live(PRODUCTS.planPro);
    assert.equal(plan.instanceId, planId);
    assert.deepEqual(plan.billingInfo, YEARLY);
    assert.equal(story.live(PRODUCTS.mailbox).instanceId, mailboxId);
    await story.showsNothing();
    await story.finds({});
  });

  it("another product than the declared one is found by catalogProductId alone, and adjusted back", async () => {
    await story.heals(
      {
        kind: "adjustInstance",
        instanceId: planId,
        catalogProductId: PRODUCTS.planBasic,
      },
      { bakery: ["products.plan.catalogProductId"] },
    );
    assert.deepEqual(story.writes(), [ROUTE.adjust]);
  });

  it("another cycle is found by billingInfo alone, and adjusted back", async () => {
    await story.heals(
      { kind: "adjustInstance", instanceId: mailboxId, billingInfo: YEARLY },
      { bakery: ["products.mailbox.billingInfo.cycleDuration.unit"] },
    );
    assert.deepEqual(story.writes(), [ROUTE.adjust]);
  });

  it("another site is found by siteId alone, and the service moved back", async () => {
    await story.heals(
      {
        kind: "moveInstance",
        instanceId: planId,
        siteId: SITES.bakeryBlog,
      },
      { bakery: ["products.plan.siteId"] },
    );
    assert.deepEqual(story.writes(), [ROUTE.assign]);
    await story.showsNothing();
    await story.finds({});
  });

  it("a service cancelled beside a live one is found by its status alone, and neither bought again nor taken for a reason to cancel its sibling", async () => {
    await story.up(...set({ allowCancel: "true" }));
    story.world.change({ kind: "cancelInstance", instanceId: mailboxId });
    await story.finds({ bakery: ["products.mailbox.status"] });
    const up = await story.upFails("--refresh");
    assert.match(up.text, /products\.mailbox .* was cancelled outside/);
    assert.match(up.text, /declare the product in a new wix\.Package/);
    assert.deepEqual(story.writes(), []);
    assert.equal(story.live(PRODUCTS.planPro).instanceId, planId);
  });

  it("destroy cancels what is live", async () => {
    await story.destroy();
    assert.deepEqual(story.writes(), [ROUTE.cancel]);
    story.endsClean({ packages: 1 });
  });
});
