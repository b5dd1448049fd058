import assert from "node:assert/strict";
import {
  ACCOUNTS,
  type Change,
  type InstanceState,
  type PackageState,
  PRODUCTS,
  SITES,
} from "pulumi-wix-simulator";
import type { Program, Stack } from "../support/cli";
import {
  CLI_SETUP_MS,
  type E2eStage,
  openE2eStage,
  packageNamed,
  STEP_MS,
} from "../support/e2eStage";
import { mailbox, YEARLY } from "../support/packageArgs";
import { diffIn } from "../support/shown";

const box = { ...mailbox, siteId: SITES.bakeryShop };
const PROGRAM: Program = {
  bakery: { args: { accountId: ACCOUNTS.bakery, products: { box } } },
  named: {
    args: {
      accountId: ACCOUNTS.bakery,
      externalId: "named by us",
      products: { box: { ...mailbox, floating: true } },
    },
  },
  pair: {
    args: {
      accountId: ACCOUNTS.bakery,
      products: { one: mailbox, two: mailbox },
    },
  },
};

/** What somebody else does, and how it shows. */
interface Drift {
  readonly of: "bakery" | "named";
  readonly change: (pkg: PackageState, one: InstanceState) => Change;
  readonly paths: readonly string[];
}

const DRIFTS: Readonly<Record<string, Drift>> = {
  "moved to another site": {
    of: "bakery",
    change: (_, { instanceId }) => ({
      kind: "moveInstance",
      instanceId,
      siteId: SITES.bakeryBlog,
    }),
    paths: ["products.box.siteId"],
  },
  "taken off its site": {
    of: "bakery",
    change: (_, { instanceId }) => ({ kind: "moveInstance", instanceId }),
    paths: ["products.box.siteId"],
  },
  "put on a site though it is to float": {
    of: "named",
    change: (_, { instanceId }) => ({
      kind: "moveInstance",
      instanceId,
      siteId: SITES.bakeryBlog,
    }),
    paths: ["products.box.floating"],
  },
  "turned into another product": {
    of: "bakery",
    change: (_, { instanceId }) => ({
      kind: "adjustInstance",
      instanceId,
      catalogProductId: PRODUCTS.mailboxPlus,
    }),
    paths: ["products.box.catalogProductId"],
  },
  "put on another cycle": {
    of: "bakery",
    change: (_, { instanceId }) => ({
      kind: "adjustInstance",
      instanceId,
      billingInfo: YEARLY,
    }),
    paths: ["products.box.billingInfo.cycleDuration.unit"],
  },
  "given another mark than the default one": {
    of: "bakery",
    change: ({ id }) => ({
      kind: "setExternalId",
      packageId: id,
      externalId: "somebody's",
    }),
    paths: ["externalId"],
  },
  "given another external id than the declared one": {
    of: "named",
    change: ({ id }) => ({
      kind: "setExternalId",
      packageId: id,
      externalId: "somebody's",
    }),
    paths: ["externalId"],
  },
};

describe("e2e: changes by somebody else", function () {
  this.timeout(STEP_MS);
  let stage: E2eStage;
  let stack: Stack;
  /** Without what a change and its undoing move. */
  const essence = (pkg: PackageState | undefined) =>
    pkg && {
      ...pkg,
      updatedDate: "",
      productInstances: pkg.productInstances.map((one) => ({
        ...one,
        updatedDate: "",
      })),
    };

  const healthy = async () => {
    const drift = await stack.driftRun();
    assert.equal(drift.code, 0, drift.text);
    const preview = await stack.preview(["--expect-no-changes"]);
    assert.equal(preview.code, 0, preview.text);
  };

  before(async function () {
    this.timeout(CLI_SETUP_MS);
    stage = await openE2eStage();
    stack = await stage.stack();
    stack.declare(PROGRAM);
    const up = await stack.up();
    assert.equal(up.code, 0, up.text);
    await healthy();
  });
  after(() => stage.close());

  const ofName = async (name: string): Promise<PackageState> => {
    const { id = "" } = (await stack.state())[name] ?? {};
    const pkg = stage.world.package(id);
    assert.ok(pkg);
    return pkg;
  };

  // That nothing is left of one change is what the next one shows, alone, and the last step.
  for (const [what, { of, change, paths }] of Object.entries(DRIFTS)) {
    it(`${what}: shown alone with exit code 7, and healed by up --refresh`, async () => {
      const before = await ofName(of);
      const [one] = before.productInstances;
      assert.ok(one);
      stage.world.change(change(before, one));
      assert.notDeepEqual(essence(await ofName(of)), essence(before));

      stage.world.clearLog();
      const drift = await stack.driftRun();
      assert.equal(drift.code, 7, drift.text);
      assert.deepEqual(diffIn(drift), { [of]: paths }, drift.text);
      assert.ok(stage.world.log().every(({ kind }) => kind === "read"));

      const up = await stack.up(["--refresh"]);
      assert.equal(up.code, 0, up.text);
      assert.deepEqual(essence(await ofName(of)), essence(before));
    });
  }

  it("after which nothing is left to do, nothing was bought again and nothing cancelled", async () => {
    const { packagesBought, cancels } = stage.world.counters();
    assert.deepEqual([packagesBought, cancels], [3, 0]);
    await healthy();
  });

  describe("a service cancelled beside a live one", () => {
    let dead: string;

    before(async () => {
      const { instances } = (await stack.state()).pair?.outputs as {
        instances: { one: { instanceId: string } };
      };
      dead = instances.one.instanceId;
      stage.world.change({ kind: "cancelInstance", instanceId: dead });
    });

    it("is shown by the status of its key alone, with exit code 7", async () => {
      const drift = await stack.driftRun();
      assert.equal(drift.code, 7, drift.text);
      assert.deepEqual(diffIn(drift), { pair: ["products.one.status"] });
      assert.match(drift.text, /CANCELED/);
    });

    for (const allowCancel of [false, true]) {
      it(`is not bought again, nor its sibling cancelled: up refuses with allowCancel ${allowCancel}`, async () => {
        stage.world.clearLog();
        stack.declare({
          ...PROGRAM,
          pair: { args: { ...PROGRAM.pair?.args, allowCancel } },
        });
        const up = await stack.up(["--refresh"]);
        assert.notEqual(up.code, 0, up.text);
        assert.match(up.text, /products\.one/);
        assert.match(up.text, /cancelled outside/);
        assert.match(up.text, /new wix\.Package/);
        assert.ok(stage.world.log().every(({ kind }) => kind === "read"));
      });
    }

    it("is in order when the key is taken out, and costs no word", async () => {
      stack.declare({
        ...PROGRAM,
        pair: {
          args: { accountId: ACCOUNTS.bakery, products: { two: mailbox } },
        },
      });
      stage.world.clearLog();
      const up = await stack.up(["--refresh"]);
      assert.equal(up.code, 0, up.text);
      assert.ok(stage.world.log().every(({ kind }) => kind === "read"));
      await healthy();
    });
  });

  it("a package cancelled as a whole: refresh shows it gone, up buys it anew and says so", async () => {
    const { id, externalId } = packageNamed(stage.world, "bakery");
    stage.world.change({ kind: "cancelPackage", packageId: id });
    const drift = await stack.driftRun();
    assert.equal(drift.code, 7, drift.text);
    assert.deepEqual(diffIn(drift), { bakery: ["delete"] }, drift.text);

    const up = await stack.up(["--refresh"]);
    assert.equal(up.code, 0, up.text);
    assert.match(up.text, new RegExp(`warning: .*${id}`));
    const bought = packageNamed(stage.world, "bakery");
    assert.notEqual(bought.id, id);
    assert.equal(bought.externalId, externalId);
    assert.equal(stage.world.counters().duplicatesEver, 0);
    assert.equal((await stack.preview(["--expect-no-changes"])).code, 0);
  });
});
