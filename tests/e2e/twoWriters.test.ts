import assert from "node:assert/strict";
import {
  CLI_SETUP_MS,
  type E2eStage,
  openE2eStage,
  packageNamed,
  STEP_MS,
} from "../support/e2eStage";
import { eventually } from "../support/eventually";
import { bakery, mailbox } from "../support/packageArgs";
import { ROUTE } from "../support/routes";

describe("e2e: two writers", function () {
  this.timeout(STEP_MS);
  let stage: E2eStage;

  before(async function () {
    this.timeout(CLI_SETUP_MS);
    stage = await openE2eStage();
  });
  after(() => stage.close());

  const purchases = () =>
    stage.world.log().filter(({ route }) => route === ROUTE.create).length;

  it("two up of one stack at once, the lock lifted by force: bought once", async () => {
    const stack = await stage.stack();
    stack.declare({ bakery: { args: bakery } });
    // The first purchase is on its way for long enough for the second run to get as far.
    stage.world.faults({
      route: ROUTE.create,
      fault: { kind: "delay", ms: 6_000 },
    });
    const first = stack.start(["up", "--yes", "--skip-preview"]);
    await eventually(() => purchases() === 1, stack.transcript, 60_000);
    const lifted = await stack.cancel();
    assert.equal(lifted.code, 0, lifted.text);
    const second = stack.start(["up", "--yes", "--skip-preview"]);
    await Promise.all([first.ended, second.ended]);
    assert.equal(purchases(), 2, "both have sent it");
    const { packagesBought, duplicatesEver } = stage.world.counters();
    assert.deepEqual([packagesBought, duplicatesEver], [1, 0]);

    let up = await stack.up();
    if (/locked/.test(up.text)) {
      await stack.cancel();
      up = await stack.up();
    }
    assert.equal(up.code, 0, up.text);
    const { bakery: stored } = await stack.state();
    assert.equal(stored?.id, packageNamed(stage.world, "bakery").id);
    const preview = await stack.preview(["--expect-no-changes"]);
    assert.equal(preview.code, 0, preview.text);
    assert.equal(stage.world.counters().packagesBought, 1);
  });

  it("two stacks with one external id and other products: the second is refused with a sentence, not billed", async () => {
    const before = stage.world.counters().packagesBought;
    const declare = async (products: Record<string, unknown>) => {
      const stack = await stage.stack();
      const args = { ...bakery, products, externalId: "customer-42" };
      stack.declare({ shop: { args } });
      return stack.up();
    };
    const first = await declare({ mail: mailbox });
    assert.equal(first.code, 0, first.text);
    const second = await declare({ mail: mailbox, more: mailbox });
    assert.equal(second.code, 1, second.text);
    assert.match(second.text, /another live package has the externalId/);
    assert.match(second.text, /nothing was bought/);
    assert.equal(stage.world.counters().packagesBought, before + 1);
  });
});
