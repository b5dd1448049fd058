import assert from "node:assert/strict";
import {
  ACCOUNTS,
  type Change,
  demoSeed,
  type PackageState,
  PRODUCTS,
  SITES,
} from "pulumi-wix-simulator";
import type { Program, Run, Stack } from "../support/cli";
import {
  CLI_SETUP_MS,
  type E2eStage,
  openE2eStage,
  STEP_MS,
} from "../support/e2eStage";
import { bakery, mailbox, MONTHLY, plan, YEARLY } from "../support/packageArgs";

/** A package that somebody has bought by hand, two hours ago. */
const BY_HAND = {
  id: "dddddddd-0000-4000-8000-000000000001",
  instanceId: "eeeeeeee-0000-4000-8000-000000000001",
  externalId: "by hand",
} as const;
const byHand: Change = {
  kind: "putPackage",
  package: {
    id: BY_HAND.id,
    accountId: ACCOUNTS.bakery,
    externalId: BY_HAND.externalId,
    createdDate: new Date(Date.now() - 7_200_000).toISOString(),
    productInstances: [
      {
        instanceId: BY_HAND.instanceId,
        catalogProductId: PRODUCTS.planBasic,
        countryCode: "BR",
        siteId: SITES.bakeryShop,
        billingInfo: MONTHLY,
      },
    ],
  },
};
const NOWHERE = "dddddddd-0000-4000-8000-00000000dead";

describe("e2e: whose a package is", function () {
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
    stage.world.change(byHand);
    stack = await stage.stack();
  });

  const up = async (program: Program): Promise<Run> => {
    stage.world.clearLog();
    stack.declare(program);
    return stack.up();
  };
  const succeeds = async (run: Promise<Run>): Promise<Run> => {
    const ended = await run;
    assert.equal(ended.code, 0, ended.text);
    return ended;
  };
  const readsOnly = () =>
    assert.deepEqual(
      stage.world.log().filter(({ kind }) => kind !== "read"),
      [],
    );
  const isEmpty = async () => {
    await succeeds(stack.preview(["--expect-no-changes"]));
    await succeeds(stack.driftRun());
  };
  const live = (): readonly PackageState[] =>
    stage.world
      .packages()
      .filter(({ productInstances }) =>
        productInstances.some((one) => one.live),
      );

  it("get finds a package by id and account, and only reads", async () => {
    const state = { accountId: ACCOUNTS.bakery, products: { plan } };
    await succeeds(up({ found: { get: { id: BY_HAND.id, state } } }));
    readsOnly();
    const { stdout } = await stack.run(["stack", "output", "--json"]);
    const { found } = JSON.parse(stdout) as {
      found: { id: string; instances: { plan: { instanceId: string } } };
    };
    assert.equal(found.id, BY_HAND.id);
    assert.equal(found.instances.plan.instanceId, BY_HAND.instanceId);
    await succeeds(stack.preview(["--expect-no-changes"]));
    await succeeds(stack.destroy());
    assert.deepEqual(
      live().map(({ id }) => id),
      [BY_HAND.id],
    );
  });

  it("get of a package that is missing fails, at preview already", async () => {
    const state = { accountId: ACCOUNTS.bakery };
    stack.declare({ missing: { get: { id: NOWHERE, state } } });
    const preview = await stack.preview();
    assert.notEqual(preview.code, 0, preview.text);
    assert.match(preview.text, new RegExp(`no package ${NOWHERE}`));
    readsOnly();
  });

  it("adopt takes a package over as declared, and only reads", async () => {
    await succeeds(up({ bakery: { args: { ...bakery, adopt: BY_HAND.id } } }));
    readsOnly();
    assert.deepEqual(
      live().map(({ id }) => id),
      [BY_HAND.id],
    );
    assert.equal((await stack.state()).bakery?.id, BY_HAND.id);
    await isEmpty();
    // The word may go, and edits are sent to the package.
    await succeeds(up({ bakery: { args: bakery } }));
    readsOnly();
    const edited = { ...plan, siteId: SITES.bakeryBlog };
    await succeeds(
      up({ bakery: { args: { ...bakery, products: { plan: edited } } } }),
    );
    const [one] = stage.world.package(BY_HAND.id)?.productInstances ?? [];
    assert.equal(one?.siteId, SITES.bakeryBlog);
    assert.equal(stage.world.package(BY_HAND.id)?.externalId, "by hand");
    await isEmpty();
  });

  it("adopt refuses what is not as declared, lists each difference, and sends nothing", async () => {
    const unlike = {
      plan: { ...plan, siteId: SITES.bakeryBlog, billingInfo: YEARLY },
      box: mailbox,
    };
    const args = { ...bakery, adopt: BY_HAND.id, products: unlike };
    const { code, text } = await up({ bakery: { args } });
    assert.notEqual(code, 0, text);
    assert.match(text, /products\.plan\.siteId/);
    assert.match(text, /products\.plan\.billingInfo/);
    assert.match(text, /products\.box/);
    readsOnly();
    assert.deepEqual(await stack.state(), {});
  });

  it("an explicit externalId of another live package is refused with the ways on, and not billed", async () => {
    const args = { ...bakery, externalId: BY_HAND.externalId };
    const { code, text } = await up({ bakery: { args } });
    assert.notEqual(code, 0, text);
    assert.match(text, new RegExp(BY_HAND.id));
    for (const way of [/adopt/, /aliases/, /pulumi state move/])
      assert.match(text, way);
    readsOnly();
    assert.equal(stage.world.counters().packagesBought, 0);
    assert.deepEqual(await stack.state(), {});
  });

  describe("a rename", () => {
    const box = { accountId: ACCOUNTS.bakery, products: { box: mailbox } };

    it("with an alias: nothing happens at Wix", async () => {
      await succeeds(up({ before: { args: box } }));
      const bought = live().find(({ id }) => id !== BY_HAND.id);
      await succeeds(
        up({
          after: { args: box, options: { aliases: [{ name: "before" }] } },
        }),
      );
      readsOnly();
      assert.deepEqual(Object.keys(await stack.state()), ["after"]);
      assert.deepEqual(stage.world.package(bought?.id ?? ""), bought);
      await isEmpty();
    });

    it("without one, with an explicit externalId and allowCancel: the package survives", async () => {
      const args = { ...box, externalId: "shared", allowCancel: true };
      await succeeds(up({ before: { args } }));
      const bought = live().find(({ externalId }) => externalId === "shared");
      const renamed = await succeeds(up({ after: { args } }));
      assert.match(renamed.text, /took up package/);
      assert.match(renamed.text, /stays as it is/);
      readsOnly();
      const { after, ...others } = await stack.state();
      assert.deepEqual([after?.id, others], [bought?.id, {}]);
      assert.deepEqual(stage.world.package(bought?.id ?? ""), bought);
      assert.equal(stage.world.counters().packagesBought, 1);
      await isEmpty();
      await succeeds(stack.destroy());
      assert.deepEqual(
        live().map(({ id }) => id),
        [BY_HAND.id],
      );
    });

    it("without one and protected: refused at preview, before any request", async () => {
      await succeeds(up({ before: { args: box } }));
      stage.world.clearLog();
      stack.declare({ after: { args: box } });
      const preview = await stack.preview();
      assert.notEqual(preview.code, 0, preview.text);
      assert.match(preview.text, /protected/);
      assert.deepEqual(stage.world.log(), []);
    });
  });
});
