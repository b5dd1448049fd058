import assert from "node:assert/strict";
import type { Package } from "../../../provider/src/wire";
import type { PackageInputs } from "../../../provider/src/resources/package/args";
import { plan, type Step } from "../../../provider/src/resources/package/plan";
import {
  guid,
  inputsOf,
  instance,
  livePackage,
  MAILBOX,
  MARK,
  MONTH,
  ONCE,
  OTHER_PLAN,
  OTHER_SITE,
  product,
  SITE,
  YEAR,
} from "../../support/packageFixtures";

const [i1, i2, i3] = [guid("e", 1), guid("e", 2), guid("e", 3)];

interface Row {
  readonly it: string;
  readonly live: Package;
  readonly inputs: PackageInputs;
  readonly ids?: Record<string, string>;
  readonly externalId?: string;
  readonly steps?: readonly Step[];
  readonly refusals?: readonly RegExp[];
}

/** One product `plan`, live as instance 1. */
const one = (
  name: string,
  live: Parameters<typeof instance>[1],
  declared: Parameters<typeof product>[0],
  ...steps: Step[]
): Row => ({
  it: name,
  live: livePackage([instance(1, live)]),
  inputs: inputsOf({ plan: product(declared) }),
  steps,
});
const of = { instanceId: i1, key: "plan" };

const edits: Row[] = [
  one(
    "as declared",
    { siteId: SITE, billingInfo: MONTH },
    { siteId: SITE, billingInfo: MONTH },
  ),
  one("on a site that is not declared: left there", { siteId: SITE }, {}),
  one("floating, and no site declared", {}, {}),
  one("floating, as declared", {}, { floating: true }),
  one(
    "to be put on a site",
    {},
    { siteId: SITE },
    { do: "assign", ...of, siteId: SITE },
  ),
  one(
    "to be moved",
    { siteId: SITE },
    { siteId: OTHER_SITE },
    { do: "assign", ...of, siteId: OTHER_SITE },
  ),
  one(
    "to be taken off",
    { siteId: SITE },
    { floating: true },
    { do: "unassign", ...of },
  ),
  one(
    "another product",
    {},
    { catalogProductId: OTHER_PLAN },
    { do: "adjust", ...of, to: { catalogProductId: OTHER_PLAN } },
  ),
  one(
    "another product, with its cycle",
    { billingInfo: MONTH },
    { catalogProductId: OTHER_PLAN, billingInfo: MONTH },
    {
      do: "adjust",
      ...of,
      to: { catalogProductId: OTHER_PLAN, billingInfo: MONTH },
    },
  ),
  one(
    "another product, with a discount code",
    {},
    { catalogProductId: OTHER_PLAN, discountCode: "SPRING" },
    {
      do: "adjust",
      ...of,
      to: { catalogProductId: OTHER_PLAN, discountCode: "SPRING" },
    },
  ),
  one("a discount code by itself", {}, { discountCode: "SPRING" }),
  one(
    "another cycle",
    { billingInfo: MONTH },
    { billingInfo: YEAR },
    { do: "adjust", ...of, to: { billingInfo: YEAR } },
  ),
  one(
    "another cycle: the discount code would be ignored",
    { billingInfo: MONTH },
    { billingInfo: YEAR, discountCode: "SPRING" },
    { do: "adjust", ...of, to: { billingInfo: YEAR } },
  ),
  one(
    "paid once from now on",
    { billingInfo: MONTH },
    { billingInfo: ONCE },
    { do: "adjust", ...of, to: { billingInfo: ONCE } },
  ),
  one("a cycle that is not declared", { billingInfo: YEAR }, {}),
  one("a cycle that Wix does not give back", {}, { billingInfo: YEAR }),
  one("a country that Wix gives back otherwise", { countryCode: "US" }, {}),
  one(
    "pending: the steps are the same",
    { status: "PENDING" },
    { siteId: SITE },
    { do: "assign", ...of, siteId: SITE },
  ),
  one(
    "waiting for the customer: the steps are the same",
    { status: "AWAITING_ACTION" },
    { siteId: SITE },
    { do: "assign", ...of, siteId: SITE },
  ),
  one(
    "a status that nobody documents is alive",
    { status: "SUSPENDED" },
    { siteId: SITE },
    { do: "assign", ...of, siteId: SITE },
  ),
  one(
    "moved and adjusted",
    { siteId: SITE },
    { siteId: OTHER_SITE, catalogProductId: OTHER_PLAN },
    { do: "assign", ...of, siteId: OTHER_SITE },
    { do: "adjust", ...of, to: { catalogProductId: OTHER_PLAN } },
  ),
];

const marks: Row[] = [
  { ...one("the mark as it should be", {}, {}), externalId: MARK },
  { ...one("the mark that nobody minds", {}, {}) },
  {
    ...one("another mark", {}, {}, { do: "externalId", externalId: "mine" }),
    externalId: "mine",
  },
  {
    ...one(
      "a mark where there was none",
      {},
      {},
      { do: "externalId", externalId: "mine" },
    ),
    live: livePackage([instance(1)], { externalId: undefined }),
    externalId: "mine",
  },
];

const twoLive = livePackage([
  instance(1),
  instance(2, { catalogProductId: MAILBOX }),
]);
const removals: Row[] = [
  {
    it: "a product that is no longer declared, with allowCancel",
    live: twoLive,
    inputs: inputsOf({ plan: product() }, { allowCancel: true }),
    ids: { plan: i1, mail: i2 },
    steps: [{ do: "cancel", instanceId: i2, key: "mail" }],
  },
  {
    it: "an instance that the program never named, with allowCancel",
    live: twoLive,
    inputs: inputsOf({ plan: product() }, { allowCancel: true }),
    steps: [{ do: "cancel", instanceId: i2, key: i2 }],
  },
  {
    it: "a dead one that is no longer declared: nothing is left to cancel",
    live: livePackage([
      instance(1),
      instance(2, { status: "CANCELED" }),
      instance(3, { status: "FAILED" }),
    ]),
    inputs: inputsOf({ plan: product() }),
    ids: { plan: i1, mail: i2, more: i3 },
  },
];

const orders: Row[] = [
  {
    it: "frees sites first, names things last, keys in the order of the program",
    live: livePackage([
      instance(1, { siteId: SITE }),
      instance(2, { siteId: OTHER_SITE }),
      instance(3),
      instance(4, { siteId: guid("b", 3) }),
    ]),
    inputs: inputsOf(
      {
        moved: product({ siteId: OTHER_SITE, catalogProductId: OTHER_PLAN }),
        off: product({ floating: true, billingInfo: MONTH }),
        put: product({ siteId: SITE }),
      },
      { allowCancel: true },
    ),
    ids: { moved: i1, off: i2, put: i3, gone: guid("e", 4) },
    externalId: "mine",
    steps: [
      { do: "cancel", instanceId: guid("e", 4), key: "gone" },
      { do: "unassign", instanceId: i2, key: "off" },
      { do: "assign", instanceId: i1, key: "moved", siteId: OTHER_SITE },
      { do: "assign", instanceId: i3, key: "put", siteId: SITE },
      {
        do: "adjust",
        instanceId: i1,
        key: "moved",
        to: { catalogProductId: OTHER_PLAN },
      },
      { do: "externalId", externalId: "mine" },
    ],
  },
  {
    it: "refuses every product that it must, and still says what the others need",
    live: livePackage([
      instance(1),
      instance(2, { status: "CANCELED" }),
      instance(3),
    ]),
    inputs: inputsOf({
      plan: product({ siteId: SITE }),
      mail: product(),
      more: product(),
    }),
    ids: { plan: i1, mail: i2 },
    steps: [{ do: "assign", ...of, siteId: SITE }],
    refusals: [
      /^products\.mail .*cancelled/,
      /^products\.more is not in/,
      new RegExp(`^${i3} is a live`),
    ],
  },
];

describe("resources/package/plan", () => {
  const tables = { edits, marks, removals, orders };
  for (const [table, rows] of Object.entries(tables)) {
    describe(table, () => {
      for (const {
        it: name,
        live,
        inputs,
        ids = { plan: i1 },
        externalId,
        steps = [],
        refusals = [],
      } of rows) {
        it(name, () => {
          const found = plan({ live, inputs, ids, externalId });
          assert.deepEqual(found.steps, steps);
          assert.equal(
            found.refusals.length,
            refusals.length,
            found.refusals.join("\n"),
          );
          refusals.forEach((words, at) =>
            assert.match(found.refusals[at] ?? "", words),
          );
        });
      }
    });
  }
});
