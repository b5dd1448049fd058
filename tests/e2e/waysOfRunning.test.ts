import assert from "node:assert/strict";
import { ACCOUNTS, demoSeed, PRODUCTS } from "pulumi-wix-simulator";
import type { Run, Stack } from "../support/cli";
import {
  CLI_SETUP_MS,
  type E2eStage,
  openE2eStage,
  packageNamed,
  STEP_MS,
  writesIn,
} from "../support/e2eStage";
import { bakery, broken, mailbox, plan } from "../support/packageArgs";
import { ROUTE } from "../support/routes";
import { shownBy } from "../support/shown";

const READ_ONLY = { WIX_READ_ONLY: "1" };
const READ_ONLY_WITHOUT_KEY = { ...READ_ONLY, WIX_API_KEY: undefined };

describe("e2e: ways of running", function () {
  this.timeout(STEP_MS);
  let stage: E2eStage;
  let stack: Stack;

  before(async function () {
    this.timeout(CLI_SETUP_MS);
    stage = await openE2eStage();
  });
  after(() => stage.close());
  beforeEach(async () => {
    stage.world.reset(demoSeed());
    stage.world.settings({ pendingMs: 200, cancelMs: 200 });
    stack = await stage.stack();
  });

  const succeeds = async (run: Promise<Run>): Promise<Run> => {
    const ended = await run;
    assert.equal(ended.code, 0, ended.text);
    return ended;
  };
  const fails = async (run: Promise<Run>): Promise<Run> => {
    const ended = await run;
    assert.notEqual(ended.code, 0, ended.text);
    return ended;
  };

  it("WIX_READ_ONLY: a plain preview needs no key, a drift run only reads, and every write is refused", async () => {
    stack.declare({ bakery: { args: { ...bakery, allowCancel: true } } });
    await succeeds(stack.preview([], READ_ONLY_WITHOUT_KEY));
    assert.deepEqual(stage.world.log(), []);
    const buy = await fails(stack.up([], READ_ONLY));
    assert.match(buy.text, /WIX_READ_ONLY/);
    assert.deepEqual(stage.world.packages(), []);

    await succeeds(stack.up());
    const [bought] = stage.world.packages();
    stage.world.clearLog();
    await succeeds(stack.driftRun(READ_ONLY));
    assert.ok(stage.world.log().length > 0);
    stack.declare({
      bakery: { args: { ...bakery, allowCancel: true, externalId: "new" } },
    });
    const edit = await fails(stack.up([], READ_ONLY));
    assert.match(edit.text, /WIX_READ_ONLY/);
    const cancel = await fails(stack.destroy([], READ_ONLY));
    assert.match(cancel.text, /WIX_READ_ONLY/);
    assert.ok(stage.world.log().every(({ kind }) => kind === "read"));
    assert.deepEqual(stage.world.packages(), [bought]);
  });

  it("customTimeouts that run out: kept with the reasons, and the next up heals it", async () => {
    stage.world.settings({ pendingMs: 12_000 });
    const options = { customTimeouts: { create: "2s" } };
    stack.declare({ bakery: { args: bakery, options } });
    const late = await fails(stack.up());
    assert.match(late.text, /1 of 1 services.*did not settle within 2 s/);
    assert.match(late.text, /customTimeouts/);
    const [bought] = stage.world.packages();
    const { bakery: kept } = await stack.state();
    assert.equal(kept?.id, bought?.id);
    assert.match(kept?.initErrors?.join("\n") ?? "", /did not settle/);

    stage.world.advance(12_000);
    stage.world.clearLog();
    await succeeds(stack.up());
    assert.deepEqual(writesIn(stage.world), []);
    const healed = (await stack.state()).bakery;
    assert.equal(healed?.id, bought?.id);
    assert.deepEqual(healed?.initErrors ?? [], []);
    assert.equal(stage.world.counters().packagesBought, 1);
    await succeeds(stack.preview(["--expect-no-changes"]));
  });

  it("1,000 products of which 100 are never delivered: kept whole, with every reason, and cancelled as a whole", async () => {
    const products = Object.fromEntries(
      Array.from({ length: 1_000 }, (_, index) => [
        `product-${index}`.padEnd(64, "-"),
        index % 10 === 9 ? broken : mailbox,
      ]),
    );
    const args = { ...bakery, products, allowCancel: true };
    stack.declare({ large: { args } });
    const half = await fails(stack.up());
    assert.match(half.text, /100 errors occurred/);
    assert.equal(half.text.split("DELIVERY_TIMEOUT").length - 1, 100);
    const kept = (await stack.state()).large;
    assert.equal(kept?.id, packageNamed(stage.world, "large").id);
    assert.equal(Object.keys(kept?.outputs.instances ?? {}).length, 1_000);
    await succeeds(stack.destroy());
    assert.deepEqual(stage.world.liveInstances(), []);
  });

  it("a change of a package shows nothing that uses its outputs as replaced, and none of it is touched", async () => {
    const voucher = {
      catalogProductId: PRODUCTS.advertVoucher,
      countryCode: "BR",
      referenceProductInstanceId: "@bakery.plan",
    };
    const free = {
      args: { accountId: ACCOUNTS.bakery, products: { voucher } },
    };
    stack.declare({ bakery: { args: bakery }, free });
    const first = shownBy(await succeeds(stack.preview(["--json"])));
    assert.deepEqual([first.bakery?.op, first.free?.op], ["create", "create"]);
    await succeeds(stack.up());
    const before = packageNamed(stage.world, "free");
    const [one] = packageNamed(stage.world, "bakery").productInstances;
    assert.equal(
      before.productInstances[0]?.referenceProductInstanceId,
      one?.instanceId,
    );

    const pro = { ...plan, catalogProductId: PRODUCTS.planPro };
    stack.declare({
      bakery: { args: { ...bakery, products: { plan: pro } } },
      free,
    });
    stage.world.clearLog();
    const shown = shownBy(await succeeds(stack.preview(["--json"])));
    assert.equal(shown.bakery?.op, "update");
    assert.notEqual(shown.free?.op, "replace");
    await succeeds(stack.up());
    assert.deepEqual(
      stage.world
        .log()
        .filter(({ kind }) => kind === "write")
        .map(({ route }) => route),
      [ROUTE.adjust],
    );
    assert.deepEqual(packageNamed(stage.world, "free"), before);
    await succeeds(stack.preview(["--expect-no-changes"]));
  });
});
