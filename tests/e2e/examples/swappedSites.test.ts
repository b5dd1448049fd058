import assert from "node:assert/strict";
import { ACCOUNTS, SITES } from "pulumi-wix-simulator";
import { STEP_MS } from "../../support/e2eStage";
import { assignment, type KindsProgram, packageOf } from "../../support/kinds";
import { plan } from "../../support/packageArgs";
import { ROUTE } from "../../support/routes";
import { kindsStory } from "../../support/story";

const accountId = ACCOUNTS.bakery;
const { siteId: _, ...floating } = plan;
const { bakeryShop, bakeryBlog } = SITES;

/** Two plans, each of which fills its site: a site takes one. */
const onSites = (one: string, other: string): KindsProgram => ({
  plans: packageOf({
    accountId,
    products: { one: floating, other: floating },
    allowCancel: true,
  }),
  one: assignment({ accountId, productInstanceId: "@plans.one", siteId: one }),
  other: assignment({
    accountId,
    productInstanceId: "@plans.other",
    siteId: other,
  }),
});

describe("e2e: two assignments that swap their sites", function () {
  this.timeout(STEP_MS);
  const story = kindsStory();
  const sites = async () => {
    const stored = await story.stored();
    return ["one", "other"].map((name) => {
      const found = story.world
        .liveInstances()
        .find(({ instanceId }) => instanceId === stored[name]?.id);
      return [found?.siteId, found?.status];
    });
  };

  it("end swapped after one up, one of them off its site for a moment", async () => {
    story.declare(onSites(bakeryShop, bakeryBlog));
    await story.up();
    assert.deepEqual(await sites(), [
      [bakeryShop, "ENABLED"],
      [bakeryBlog, "ENABLED"],
    ]);
    story.world.clearLog();
    story.declare(onSites(bakeryBlog, bakeryShop));
    await story.up();
    assert.deepEqual(await sites(), [
      [bakeryBlog, "ENABLED"],
      [bakeryShop, "ENABLED"],
    ]);
    const { unassign, assign } = ROUTE;
    assert.deepEqual(story.writes(), [unassign, assign, assign]);
    await story.showsNothing();
    await story.finds({});
  });

  it("end with the services cancelled", async () => {
    await story.destroy();
    story.endsClean({ packages: 1 });
  });
});
