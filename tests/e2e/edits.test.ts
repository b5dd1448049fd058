import assert from "node:assert/strict";
import {
  ACCOUNTS,
  type InstanceState,
  type PackageState,
  PRODUCTS,
  SITES,
} from "pulumi-wix-simulator";
import type { Run, Stack } from "../support/cli";
import {
  CLI_SETUP_MS,
  type E2eStage,
  openE2eStage,
  STEP_MS,
} from "../support/e2eStage";
import { mailbox, MONTHLY, plan, YEARLY } from "../support/packageArgs";
import { ROUTE } from "../support/routes";
import { shownBy } from "../support/shown";

type Bag = Readonly<Record<string, unknown>>;

/** A state of one package's arguments, and what it takes to come to it from the one before. */
interface Step {
  readonly args: Bag;
  /** Property paths that preview shows; none: nothing is shown. */
  readonly shows: readonly string[];
  /** Writes that Wix gets. */
  readonly sends: readonly string[];
  /** What is live afterwards. */
  readonly live: (one: InstanceState, pkg: PackageState) => void;
}

const box = (edit: Bag = {}, args: Bag = {}): Bag => ({
  accountId: ACCOUNTS.bakery,
  products: { box: { ...mailbox, ...edit } },
  ...args,
});
const tier = (catalogProductId: string, more: Bag = {}): Bag =>
  box({ ...plan, catalogProductId, ...more });
const onSite =
  (siteId: string | undefined): Step["live"] =>
  (one) =>
    assert.equal(one.siteId, siteId);
const named =
  (externalId: string | RegExp): Step["live"] =>
  (_, pkg) =>
    assert.match(pkg.externalId ?? "", new RegExp(externalId));

const UNTOUCHED: Omit<Step, "args"> = {
  shows: [],
  sends: [],
  live: () => undefined,
};
const SITE = "products.box.siteId";
const PRODUCT = "products.box.catalogProductId";
const UNIT = "products.box.billingInfo.cycleDuration.unit";

/** Each argument that is changed in place, step by step. */
const STORIES: Readonly<Record<string, readonly Step[]>> = {
  externalId: [
    { ...UNTOUCHED, args: box() },
    {
      args: box({}, { externalId: "bakery 1/ü" }),
      shows: ["externalId"],
      sends: [ROUTE.rename],
      live: named(/^bakery 1\/ü$/),
    },
    {
      args: box({}, { externalId: "bakery-2" }),
      shows: ["externalId"],
      sends: [ROUTE.rename],
      live: named(/^bakery-2$/),
    },
    {
      args: box(),
      shows: ["externalId"],
      sends: [ROUTE.rename],
      live: named(/^shop\.dev\.externalId\.[0-9a-f]{8}$/),
    },
  ],
  catalogProductId: [
    { ...UNTOUCHED, args: tier(PRODUCTS.planBasic) },
    {
      args: tier(PRODUCTS.planPro),
      shows: [PRODUCT],
      sends: [ROUTE.adjust],
      live: (one) => assert.equal(one.catalogProductId, PRODUCTS.planPro),
    },
    {
      args: tier(PRODUCTS.planBasic, { billingInfo: YEARLY }),
      shows: [UNIT, PRODUCT],
      sends: [ROUTE.adjust],
      live: (one) => {
        assert.equal(one.catalogProductId, PRODUCTS.planBasic);
        assert.deepEqual(one.billingInfo, YEARLY);
      },
    },
    {
      args: tier(PRODUCTS.planPro, {
        billingInfo: YEARLY,
        discountCode: "SPRING",
      }),
      shows: [PRODUCT, "products.box.discountCode"],
      sends: [ROUTE.adjust],
      live: (one) => assert.equal(one.discountCode, "SPRING"),
    },
  ],
  billingInfo: [
    { ...UNTOUCHED, args: box() },
    {
      args: box({ billingInfo: YEARLY }),
      shows: [UNIT],
      sends: [ROUTE.adjust],
      live: (one) => assert.deepEqual(one.billingInfo, YEARLY),
    },
    {
      args: box({
        catalogProductId: PRODUCTS.mailboxPlus,
        billingInfo: { type: "ONE_TIME" },
      }),
      shows: [
        "products.box.billingInfo.cycleDuration",
        "products.box.billingInfo.type",
        PRODUCT,
      ],
      sends: [ROUTE.adjust],
      live: (one) => assert.equal(one.billingInfo?.type, "ONE_TIME"),
    },
    {
      args: box({
        catalogProductId: PRODUCTS.mailboxPlus,
        billingInfo: MONTHLY,
      }),
      shows: [
        "products.box.billingInfo.cycleDuration",
        "products.box.billingInfo.type",
      ],
      sends: [ROUTE.adjust],
      live: (one) => assert.deepEqual(one.billingInfo, MONTHLY),
    },
  ],
  siteId: [
    { ...UNTOUCHED, args: box({ siteId: SITES.bakeryShop }) },
    {
      args: box({ siteId: SITES.bakeryBlog }),
      shows: [SITE],
      sends: [ROUTE.assign],
      live: onSite(SITES.bakeryBlog),
    },
    {
      args: box({ floating: true }),
      shows: ["products.box.floating", SITE],
      sends: [ROUTE.unassign],
      live: onSite(undefined),
    },
    {
      args: box({ siteId: SITES.bakeryShop }),
      shows: ["products.box.floating", SITE],
      sends: [ROUTE.assign],
      live: onSite(SITES.bakeryShop),
    },
  ],
  released: [
    { ...UNTOUCHED, args: box({ siteId: SITES.bakeryShop }) },
    {
      args: box(),
      shows: [SITE],
      sends: [],
      live: onSite(SITES.bakeryShop),
    },
    { ...UNTOUCHED, args: box(), live: onSite(SITES.bakeryShop) },
    {
      args: box({ siteId: SITES.bakeryBlog }),
      shows: [SITE],
      sends: [ROUTE.assign],
      live: onSite(SITES.bakeryBlog),
    },
  ],
  discountCode: [
    { ...UNTOUCHED, args: box() },
    {
      args: box({ discountCode: "SPRING" }),
      shows: ["products.box.discountCode"],
      sends: [],
      live: (one) => assert.equal(one.discountCode, undefined),
    },
    {
      args: box({ discountCode: "SUMMER" }),
      shows: ["products.box.discountCode"],
      sends: [],
      live: (one) => assert.equal(one.discountCode, undefined),
    },
    {
      args: box(),
      shows: ["products.box.discountCode"],
      sends: [],
      live: (one) => assert.equal(one.discountCode, undefined),
    },
  ],
  recorded: [
    { ...UNTOUCHED, args: box() },
    {
      args: box({}, { allowCancel: true }),
      shows: ["allowCancel"],
      sends: [],
      live: () => undefined,
    },
    {
      args: box({}, { allowCancel: true, adopt: ACCOUNTS.main }),
      shows: ["adopt"],
      sends: [],
      live: () => undefined,
    },
    {
      args: box(),
      shows: ["adopt", "allowCancel"],
      sends: [],
      live: () => undefined,
    },
  ],
};

const programAt = (step: number) =>
  Object.fromEntries(
    Object.entries(STORIES).map(([name, steps]) => [
      name,
      { args: steps[step]?.args ?? {} },
    ]),
  );

describe("e2e: each argument that is changed in place", function () {
  this.timeout(STEP_MS);
  let stage: E2eStage;
  let stack: Stack;
  /** Package and instance ids by name, which no edit may change. */
  let ids: Record<string, { packageId: string; instanceId: string }>;

  before(async function () {
    this.timeout(CLI_SETUP_MS);
    stage = await openE2eStage();
    stack = await stage.stack();
    stack.declare(programAt(0));
    const up = await stack.up();
    assert.equal(up.code, 0, up.text);
    const stored = await stack.state();
    ids = Object.fromEntries(
      Object.entries(stored).map(([name, { id = "" }]) => {
        const [one] = stage.world.package(id)?.productInstances ?? [];
        return [name, { packageId: id, instanceId: one?.instanceId ?? "" }];
      }),
    );
  });
  after(() => stage.close());

  for (const step of [1, 2, 3]) {
    describe(`edit ${step}`, () => {
      let shown: ReturnType<typeof shownBy>;
      let previewed: number;
      let up: Run;
      let sent: { route: string; path: string }[];

      before(async () => {
        stage.world.clearLog();
        stack.declare(programAt(step));
        shown = shownBy(await stack.preview(["--json"]));
        previewed = stage.world.log().length;
        up = await stack.up();
        sent = stage.world.log().filter(({ kind }) => kind === "write");
      });

      it("is previewed without a request, and carried out", () => {
        assert.equal(previewed, 0);
        assert.equal(up.code, 0, up.text);
      });

      for (const [name, steps] of Object.entries(STORIES)) {
        const { shows, sends, live } = steps[step] as Step;
        it(`${name}: shows [${shows.join(", ")}], sends ${sends.length} writes`, () => {
          assert.deepEqual(
            shown[name],
            shows.length === 0
              ? undefined
              : { op: "update", paths: [...shows].sort() },
          );
          const { packageId = "", instanceId = "" } = ids[name] ?? {};
          const ofThis = sent.filter(
            ({ path }) => path.includes(packageId) || path.includes(instanceId),
          );
          assert.deepEqual(
            ofThis.map(({ route }) => route),
            sends,
          );
          const pkg = stage.world.package(packageId);
          assert.ok(pkg);
          const [one, ...others] = pkg.productInstances;
          assert.ok(one && others.length === 0);
          assert.equal(one.instanceId, instanceId);
          assert.equal(one.status, "ENABLED");
          live(one, pkg);
        });
      }

      it("is followed by an empty preview, without a request", async () => {
        stage.world.clearLog();
        const preview = await stack.preview(["--expect-no-changes"]);
        assert.equal(preview.code, 0, preview.text);
        assert.deepEqual(stage.world.log(), []);
      });
    });
  }

  describe("afterwards", () => {
    it("an empty refresh, and nothing bought or cancelled on the way", async () => {
      const drift = await stack.driftRun();
      assert.equal(drift.code, 0, drift.text);
      const { packagesBought, cancels } = stage.world.counters();
      assert.equal(packagesBought, Object.keys(STORIES).length);
      assert.equal(cancels, 0);
    });

    it("another product type: Wix refuses, which is said with the way on, and nothing is lost", async () => {
      const before = stage.world.package(ids.siteId?.packageId ?? "");
      const program = programAt(3);
      stack.declare({
        ...program,
        siteId: {
          args: box({
            siteId: SITES.bakeryShop,
            catalogProductId: PRODUCTS.advertVoucher,
            billingInfo: { type: "ONE_TIME" },
          }),
        },
      });
      const up = await stack.up();
      assert.notEqual(up.code, 0, up.text);
      assert.match(up.text, /INCOMPATIBLE_PRODUCT\b/);
      assert.match(up.text, /what to do: .*package/);
      assert.deepEqual(
        stage.world.package(ids.siteId?.packageId ?? ""),
        before,
      );
      stack.declare(program);
      const preview = await stack.preview(["--expect-no-changes"]);
      assert.equal(preview.code, 0, preview.text);
    });
  });
});
