import assert from "node:assert/strict";
import { PRODUCTS, SITES } from "pulumi-wix-simulator";
import { STEP_MS } from "../../support/e2eStage";
import { exampleStory, set } from "../../support/story";
import { ROUTE } from "../../support/routes";

describe("e2e: examples/reassign-service", function () {
  this.timeout(STEP_MS);
  const story = exampleStory("reassign-service");
  const plan = () => story.live(PRODUCTS.planBasic);
  let instanceId: string;

  it("up buys the plan and puts it on the site", async () => {
    await story.up();
    assert.deepEqual(story.writes(), [ROUTE.create, ROUTE.assign]);
    assert.equal(plan().siteId, SITES.bakeryShop);
    ({ instanceId } = plan());
    await story.showsNothing();
    await story.finds({});
  });

  it("an edit moves it to the other site, in place", async () => {
    assert.deepEqual(await story.shown(...set({ siteId: SITES.bakeryBlog })), {
      "plan-on-site": { op: "update", paths: ["siteId"] },
    });
    await story.up();
    assert.deepEqual(story.writes(), [ROUTE.assign]);
    assert.equal(plan().siteId, SITES.bakeryBlog);
    assert.equal(plan().instanceId, instanceId);
    await story.showsNothing();
    await story.finds({});
  });

  for (const [what, siteId] of [
    ["that somebody put on another site", SITES.bakeryShop],
    ["that somebody took off its site", undefined],
  ] as const) {
    it(`a service ${what} is found by siteId alone, and brought back`, async () => {
      await story.heals(
        {
          kind: "moveInstance",
          instanceId,
          ...(siteId === undefined ? {} : { siteId }),
        },
        { "plan-on-site": ["siteId"] },
      );
      assert.deepEqual(story.writes(), [ROUTE.assign]);
    });
  }

  it("a move that fails half way leaves it where it was, and says so", async () => {
    // Wix wants it off its site first, and then does not take it on the new one.
    story.world.settings({ directMove: "refused" });
    story.world.faults({
      route: ROUTE.assign,
      nth: 2,
      fault: { kind: "status", status: 428, code: "PRODUCT_LIMIT_EXCEEDED" },
    });
    const up = await story.upFails(...set({ siteId: SITES.bakeryShop }));
    assert.match(up.text, /PRODUCT_LIMIT_EXCEEDED/);
    assert.match(
      up.text,
      new RegExp(
        `back on the site it came from, (it is on )?${SITES.bakeryBlog}`,
      ),
    );
    assert.deepEqual(story.writes(), [ROUTE.unassign, ROUTE.assign]);
    assert.equal(plan().siteId, SITES.bakeryBlog);
    assert.equal(plan().status, "ENABLED");
  });

  it("the next up moves it", async () => {
    await story.up();
    assert.deepEqual(story.writes(), [ROUTE.unassign, ROUTE.assign]);
    assert.equal(plan().siteId, SITES.bakeryShop);
    story.world.settings({ directMove: "ok" });
    await story.showsNothing();
    await story.finds({});
  });

  it("destroy of the assignment leaves a service that somebody put on another site there", async () => {
    const siteId = SITES.bakeryBlog;
    story.world.change({ kind: "moveInstance", instanceId, siteId });
    const { urn } = (await story.stored())["plan-on-site"] ?? {};
    assert.ok(urn);
    await story.destroy("--target", urn);
    assert.equal(plan().siteId, siteId);
    assert.equal(plan().status, "ENABLED");
    assert.deepEqual(story.writes(), []);
  });

  it("nor is it taken from there by a new assignment, which says the word that does", async () => {
    const up = await story.upFails();
    assert.match(up.text, /is on another site, .* and is not taken from there/);
    assert.match(up.text, /allowReassign: true/);
    assert.equal(plan().siteId, SITES.bakeryBlog);
    assert.deepEqual(story.writes(), []);
  });

  it("destroy takes it off its site and cancels it", async () => {
    await story.up(...set({ siteId: SITES.bakeryBlog, allowCancel: "true" }));
    assert.deepEqual(story.writes(), []);
    await story.destroy();
    assert.deepEqual(story.writes(), [ROUTE.unassign, ROUTE.cancel]);
    story.endsClean({ packages: 1 });
  });
});
