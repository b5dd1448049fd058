import assert from "node:assert/strict";
import {
  ACCOUNTS,
  type PackageState,
  PRODUCTS,
  SITES,
} from "pulumi-wix-simulator";
import type { Program, Stack } from "../support/cli";
import {
  CLI_SETUP_MS,
  type E2eStage,
  openE2eStage,
  STEP_MS,
} from "../support/e2eStage";
import { mailbox, plan } from "../support/packageArgs";
import { ROUTE } from "../support/routes";
import { shownBy } from "../support/shown";

type Bag = Readonly<Record<string, unknown>>;

const voucher = {
  catalogProductId: PRODUCTS.advertVoucher,
  countryCode: "BR",
} as const;

/** An edit that Wix can only make by cancelling, from these arguments to those. */
interface Edit {
  readonly from: Bag;
  readonly to: Bag;
  readonly path: string;
  /** Essential words of the refusal without `allowCancel`. */
  readonly refusal: RegExp;
  readonly op: "replace" | "update";
}

const bakery = (products: Bag): Bag => ({
  accountId: ACCOUNTS.bakery,
  products,
});

/** @param references instances that may serve as a reference */
const edits = (references: readonly string[]): Record<string, Edit> => ({
  countryCode: {
    from: bakery({ box: mailbox }),
    to: bakery({ box: { ...mailbox, countryCode: "PT" } }),
    path: "products.box.countryCode",
    refusal:
      /cannot change countryCode.*cancelled and bought again.*allowCancel/,
    op: "replace",
  },
  reference: {
    from: bakery({
      box: { ...voucher, referenceProductInstanceId: references[0] },
    }),
    to: bakery({
      box: { ...voucher, referenceProductInstanceId: references[1] },
    }),
    path: "products.box.referenceProductInstanceId",
    refusal: /cannot change referenceProductInstanceId.*allowCancel/,
    op: "replace",
  },
  added: {
    from: bakery({ box: mailbox }),
    to: bakery({ box: mailbox, second: mailbox }),
    path: "products.second",
    refusal: /cannot add a product.*declare another wix\.Package.*allowCancel/,
    op: "replace",
  },
  accountId: {
    from: bakery({ box: mailbox }),
    to: { accountId: ACCOUNTS.clinic, products: { box: mailbox } },
    path: "accountId",
    refusal: /cannot change accountId.*allowCancel/,
    op: "replace",
  },
  removed: {
    from: bakery({ box: mailbox, second: mailbox }),
    to: bakery({ box: mailbox }),
    path: "products.second",
    refusal: /taking a product out cancels a paid service.*allowCancel/,
    op: "update",
  },
});

describe("e2e: edits that cancel a paid service", function () {
  this.timeout(STEP_MS);
  let stage: E2eStage;
  let stack: Stack;
  let all: Record<string, Edit>;
  const NAMES = Object.keys(edits([]));
  const plans: Program = {
    plans: {
      args: bakery({
        first: plan,
        other: { ...plan, siteId: SITES.bakeryBlog },
      }),
    },
  };

  const programOf = (
    side: "from" | "to",
    names: readonly string[],
    allowCancel?: boolean,
  ): Program => ({
    ...plans,
    ...Object.fromEntries(
      NAMES.map((name) => {
        const edited = names.includes(name) ? side : "from";
        const word = allowCancel === undefined ? {} : { allowCancel };
        return [name, { args: { ...all[name]?.[edited], ...word } }];
      }),
    ),
  });

  /** Package ids by name. */
  const idsByName = async (): Promise<Record<string, string>> =>
    Object.fromEntries(
      Object.entries(await stack.state()).map(([name, { id = "" }]) => [
        name,
        id,
      ]),
    );
  const livePackage = (id: string | undefined): PackageState | undefined =>
    stage.world
      .packages()
      .find(
        (pkg) => pkg.id === id && pkg.productInstances.some(({ live }) => live),
      );

  before(async function () {
    this.timeout(CLI_SETUP_MS);
    stage = await openE2eStage();
    stack = await stage.stack();
    stack.declare(plans);
    const first = await stack.up();
    assert.equal(first.code, 0, first.text);
    all = edits(
      stage.world.liveInstances().map(({ instanceId }) => instanceId),
    );
    stack.declare(programOf("from", []));
    const second = await stack.up();
    assert.equal(second.code, 0, second.text);
  });
  after(() => stage.close());

  for (const name of NAMES) {
    it(`${name}: refused at preview without allowCancel, before any request`, async () => {
      stage.world.clearLog();
      stack.declare(programOf("to", [name]));
      const preview = await stack.preview();
      assert.notEqual(preview.code, 0, preview.text);
      const { path = "", refusal = /^$/ } = all[name] ?? {};
      const line = preview.text
        .split("\n")
        .find((one) => one.includes(`property ${path} `));
      assert.match(line ?? "", refusal, preview.text);
      assert.deepEqual(stage.world.log(), []);
    });
  }

  it("refused by an up without preview as well, all of them, before any write", async () => {
    stage.world.clearLog();
    const live = stage.world.liveInstances();
    stack.declare(programOf("to", NAMES));
    const up = await stack.up(["--continue-on-error"]);
    assert.notEqual(up.code, 0, up.text);
    assert.deepEqual(stage.world.log(), []);
    assert.deepEqual(stage.world.liveInstances(), live);
  });

  it("delete and destroy are refused at preview, before any request", async () => {
    stage.world.clearLog();
    stack.declare(plans);
    const preview = await stack.preview();
    assert.notEqual(preview.code, 0, preview.text);
    assert.match(preview.text, /protected/);
    const destroy = await stack.destroy();
    assert.notEqual(destroy.code, 0, destroy.text);
    assert.deepEqual(stage.world.log(), []);
  });

  describe("with allowCancel", () => {
    let shown: ReturnType<typeof shownBy>;
    let olds: Record<string, string>;
    let news: Record<string, string>;

    before(async () => {
      stack.declare(programOf("from", [], true));
      const word = await stack.up();
      assert.equal(word.code, 0, word.text);
      olds = await idsByName();
      stage.world.clearLog();
      stack.declare(programOf("to", NAMES, true));
      shown = shownBy(await stack.preview(["--json"]));
      assert.deepEqual(stage.world.log(), []);
      const up = await stack.up();
      assert.equal(up.code, 0, up.text);
      news = await idsByName();
    });

    for (const name of NAMES.filter((one) => one !== "removed")) {
      it(`${name}: shown as a replacement, and cancelled before it is bought again`, () => {
        assert.deepEqual(shown[name], {
          op: "replace",
          paths: [all[name]?.path],
        });
        const old = olds[name] ?? "";
        assert.notEqual(news[name], old);
        assert.equal(livePackage(old), undefined);
        const live = livePackage(news[name]);
        assert.equal(live?.accountId, (all[name]?.to as Bag).accountId);
        const keys = Object.keys((all[name]?.to as Bag).products as Bag);
        assert.equal(live?.productInstances.length, keys.length);

        const mark = live?.externalId;
        const log = stage.world.log();
        const cancelled = log.findIndex(
          ({ route, path }) => route === ROUTE.cancel && path.includes(old),
        );
        const bought = log.findIndex(
          ({ route, body }) =>
            route === ROUTE.create &&
            (body as { externalId?: string }).externalId === mark,
        );
        assert.ok(cancelled >= 0 && bought > cancelled);
      });
    }

    it("removed: shown as an update, and only that service is cancelled", () => {
      assert.deepEqual(shown.removed, {
        op: "update",
        paths: ["products.second"],
      });
      assert.equal(news.removed, olds.removed);
      const pkg = livePackage(news.removed);
      assert.deepEqual(
        pkg?.productInstances.map(({ status }) => status).sort(),
        ["CANCELED", "ENABLED"],
      );
    });

    it("is followed by an empty preview, without a request, and an empty refresh", async () => {
      stage.world.clearLog();
      const preview = await stack.preview(["--expect-no-changes"]);
      assert.equal(preview.code, 0, preview.text);
      assert.deepEqual(stage.world.log(), []);
      const drift = await stack.driftRun();
      assert.equal(drift.code, 0, drift.text);
    });

    it("nothing was bought twice", () => {
      const { duplicatesEver } = stage.world.counters();
      assert.equal(duplicatesEver, 0);
      assert.equal(stage.world.liveInstances().length, 2 + NAMES.length + 1);
    });

    it("destroy is allowed where the word is said: nothing is live at the end", async () => {
      stack.declare({
        ...programOf("to", NAMES, true),
        plans: { args: { ...plans.plans?.args, allowCancel: true } },
      });
      const up = await stack.up();
      assert.equal(up.code, 0, up.text);
      const destroy = await stack.destroy();
      assert.equal(destroy.code, 0, destroy.text);
      assert.deepEqual(stage.world.liveInstances(), []);
    });
  });
});
