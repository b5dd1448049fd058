import assert from "node:assert/strict";
import { PRODUCTS, SITES } from "pulumi-wix-simulator";
import { STEP_MS } from "../../support/e2eStage";
import { exampleStory, set } from "../../support/story";
import { ROUTE } from "../../support/routes";

describe("e2e: examples/domain-with-plan", function () {
  this.timeout(STEP_MS);
  const story = exampleStory("domain-with-plan");
  const plan = () => story.live(PRODUCTS.planBasic);
  const domain = () => story.live(PRODUCTS.domain);

  it("up buys the plan, and then the domain that is free because of it", async () => {
    await story.up();
    assert.deepEqual(story.writes(), [ROUTE.create, ROUTE.create]);
    assert.equal(domain().referenceProductInstanceId, plan().instanceId);
    assert.equal(domain().siteId, SITES.bakeryShop);
    assert.ok(domain().expirationDate !== undefined);
    assert.notEqual(domain().packageId, plan().packageId);
    await story.showsNothing();
    await story.finds({});
  });

  it("an upgrade of the plan leaves the domain alone: no replacement is shown, and nothing is refused", async () => {
    const before = domain();
    const shown = await story.shown(...set({ plan: PRODUCTS.planPro }));
    assert.deepEqual(shown.premium, {
      op: "update",
      paths: ["products.plan.catalogProductId"],
    });
    assert.notEqual(shown.address?.op, "replace");
    await story.up();
    assert.deepEqual(story.writes(), [ROUTE.adjust]);
    assert.deepEqual(domain(), before);
    await story.showsNothing();
    await story.finds({});
  });

  it("another mark is found by externalId alone, and set back", async () => {
    const { packageId } = domain();
    await story.heals(
      { kind: "setExternalId", packageId, externalId: "somebody's" },
      { address: ["externalId"] },
    );
    assert.deepEqual(story.writes(), [ROUTE.rename]);
  });

  it("a domain cancelled elsewhere is found as gone", async () => {
    const { packageId, instanceId } = domain();
    story.world.change({ kind: "cancelPackage", packageId });
    await story.finds({ address: ["delete"] });
    // Whether a reference may be used again is not documented; here it may.
    story.world.settings({ referenceReusable: true });
    const up = await story.up("--refresh");
    assert.match(up.text, new RegExp(`warning: .*${packageId}`));
    assert.deepEqual(story.writes(), [ROUTE.create]);
    assert.notEqual(domain().instanceId, instanceId);
    await story.showsNothing();
    await story.finds({});
  });

  it("destroy is refused while nothing says allowCancel, without a request", async () => {
    const destroy = await story.stack.destroy();
    assert.equal(destroy.code, 1, destroy.text);
    assert.match(destroy.text, /protected/);
    assert.deepEqual(story.world.log(), []);
  });

  it("destroy cancels the domain before the plan that it needs", async () => {
    const packages = [domain().packageId];
    packages.push(story.live(PRODUCTS.planPro).packageId);
    await story.up(...set({ allowCancel: "true" }));
    await story.destroy();
    assert.deepEqual(
      story.world
        .log()
        .filter(({ route }) => route === ROUTE.cancel)
        .map(({ path }) => path.split("/").at(-1)),
      packages,
    );
    story.endsClean({ packages: 3 });
  });
});
