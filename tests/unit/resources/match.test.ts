import assert from "node:assert/strict";
import fc from "fast-check";
import type { ProductInstance } from "../../../provider/src/wire";
import type { ProductArgs } from "../../../provider/src/resources/package/args";
import {
  billingOf,
  match,
  sameBilling,
} from "../../../provider/src/resources/package/match";
import {
  anyInstance,
  anyProducts,
  guid,
  instance,
  MAILBOX,
  live,
  MONTH,
  ONCE,
  OTHER_PLAN,
  OTHER_SITE,
  product,
  SITE,
  YEAR,
} from "../../support/packageFixtures";

interface Row {
  readonly it: string;
  readonly products: Record<string, ProductArgs>;
  readonly instances: readonly ProductInstance[];
  /** Product keys to the numbers of their instances. */
  readonly to: Record<string, number>;
  readonly unmatched?: readonly string[];
  readonly extras?: readonly number[];
}

const [first, second] = [guid("e", 91), guid("e", 92)];

const rows: Row[] = [
  {
    it: "by product",
    products: { a: product(), b: product({ catalogProductId: MAILBOX }) },
    instances: [instance(1, { catalogProductId: MAILBOX }), instance(2)],
    to: { a: 2, b: 1 },
  },
  {
    it: "by site",
    products: {
      a: product({ siteId: SITE }),
      b: product({ siteId: OTHER_SITE }),
    },
    instances: [
      instance(1, { siteId: OTHER_SITE }),
      instance(2, { siteId: SITE }),
    ],
    to: { a: 2, b: 1 },
  },
  {
    it: "a floating one is not the one on the site",
    products: { a: product(), b: product({ siteId: SITE }) },
    instances: [instance(1, { siteId: SITE }), instance(2)],
    to: { a: 2, b: 1 },
  },
  {
    it: "by cycle",
    products: {
      a: product({ billingInfo: MONTH }),
      b: product({ billingInfo: YEAR }),
    },
    instances: [
      instance(1, { billingInfo: YEAR }),
      instance(2, { billingInfo: MONTH }),
    ],
    to: { a: 2, b: 1 },
  },
  {
    it: "by reference",
    products: {
      a: product({ referenceProductInstanceId: first }),
      b: product({ referenceProductInstanceId: second }),
      c: product(),
    },
    instances: [
      instance(1),
      instance(2, { referenceProductInstanceId: second }),
      instance(3, { referenceProductInstanceId: first }),
    ],
    to: { a: 3, b: 2, c: 1 },
  },
  {
    it: "references that Wix does not give back, in order",
    products: {
      b: product({ referenceProductInstanceId: second }),
      a: product({ referenceProductInstanceId: first }),
    },
    instances: [instance(1), instance(2)],
    to: { a: 1, b: 2 },
  },
  {
    it: "cycles that Wix does not give back say nothing",
    products: {
      a: product({ billingInfo: MONTH }),
      b: product({ siteId: SITE }),
    },
    instances: [instance(1, { siteId: SITE }), instance(2)],
    to: { a: 2, b: 1 },
  },
  {
    it: "a cycle that is not declared takes any",
    products: { a: product(), b: product({ billingInfo: YEAR }) },
    instances: [
      instance(1, { billingInfo: YEAR }),
      instance(2, { billingInfo: MONTH }),
    ],
    to: { a: 1, b: 2 },
  },
  {
    it: "another cycle on the right site counts more than the right cycle elsewhere",
    products: { a: product({ siteId: SITE, billingInfo: MONTH }) },
    instances: [
      instance(1, { siteId: OTHER_SITE, billingInfo: MONTH }),
      instance(2, { siteId: SITE, billingInfo: YEAR }),
    ],
    to: { a: 2 },
    extras: [1],
  },
  {
    it: "the right cycle elsewhere counts more than nothing",
    products: { a: product({ siteId: SITE, billingInfo: MONTH }) },
    instances: [
      instance(1, { siteId: OTHER_SITE, billingInfo: YEAR }),
      instance(2, { siteId: OTHER_SITE, billingInfo: MONTH }),
    ],
    to: { a: 2 },
    extras: [1],
  },
  {
    it: "the product alone is enough in the end",
    products: { a: product({ siteId: SITE, billingInfo: MONTH }) },
    instances: [instance(1, { siteId: OTHER_SITE, billingInfo: YEAR })],
    to: { a: 1 },
  },
  {
    it: "a better match of another key comes first",
    products: {
      a: product({ siteId: SITE }),
      b: product({ siteId: OTHER_SITE }),
    },
    instances: [instance(1, { siteId: OTHER_SITE }), instance(2)],
    to: { a: 2, b: 1 },
  },
  {
    it: "equal ones in order: keys sorted, instances as listed",
    products: { c: product(), a: product(), b: product() },
    instances: [instance(3), instance(1), instance(2)],
    to: { a: 3, b: 1, c: 2 },
  },
  {
    it: "keys that are numbers sort as text",
    products: { "10": product(), "9": product() },
    instances: [instance(1), instance(2)],
    to: { "10": 1, "9": 2 },
  },
  {
    it: "what is missing and what is too much",
    products: { a: product(), b: product({ catalogProductId: OTHER_PLAN }) },
    instances: [
      instance(1),
      instance(2),
      instance(3, { catalogProductId: MAILBOX }),
    ],
    to: { a: 1 },
    unmatched: ["b"],
    extras: [2, 3],
  },
  { it: "nothing", products: {}, instances: [], to: {} },
];

describe("resources/package/match", () => {
  for (const {
    it: name,
    products,
    instances,
    to,
    unmatched = [],
    extras = [],
  } of rows) {
    it(name, () => {
      const found = match(products, instances);
      const wanted = Object.entries(to).map(([key, one]) => [
        key,
        guid("e", one),
      ]);
      assert.deepEqual(found.ids, Object.fromEntries(wanted));
      assert.deepEqual(found.unmatchedKeys, unmatched);
      assert.deepEqual(
        found.extras.map(({ instanceId }) => instanceId),
        extras.map((one) => guid("e", one)),
      );
    });
  }

  const anyInstances = fc
    .array(anyInstance, { maxLength: 6 })
    .map((some) => some.map((one, index) => one(index + 1)));

  it("uses every instance at most once, and leaves none that would fit", () => {
    fc.assert(
      fc.property(anyProducts(6), anyInstances, (products, instances) => {
        const { ids, unmatchedKeys, extras } = match(products, instances);
        const used = Object.values(ids);
        assert.equal(new Set(used).size, used.length);
        assert.equal(used.length + extras.length, instances.length);
        assert.deepEqual(
          [...Object.keys(ids), ...unmatchedKeys].sort(),
          Object.keys(products).sort(),
        );
        const byId = new Map(instances.map((one) => [one.instanceId, one]));
        for (const [key, id] of Object.entries(ids)) {
          const one = byId.get(id);
          assert.equal(one?.catalogProductId, products[key]?.catalogProductId);
        }
        for (const key of unmatchedKeys) {
          const left = extras.map((one) => one.catalogProductId);
          assert.ok(!left.includes(products[key]?.catalogProductId ?? ""));
        }
      }),
    );
  });

  it("finds what was bought, whatever order Wix lists it in and whatever it leaves out", () => {
    const echoes = fc.record({
      billing: fc.boolean(),
      reference: fc.boolean(),
    });
    fc.assert(
      fc.property(
        anyProducts(5),
        echoes,
        fc.infiniteStream(fc.nat()),
        (products, echo, dice) => {
          const bought = Object.values(products).map((one, index) =>
            instance(index + 1, {
              catalogProductId: one.catalogProductId,
              siteId: one.siteId,
              ...(echo.billing ? { billingInfo: one.billingInfo } : {}),
              ...(echo.reference
                ? { referenceProductInstanceId: one.referenceProductInstanceId }
                : {}),
            }),
          );
          const listed = bought
            .map((one) => ({ one, at: Number(dice.next().value) }))
            .sort((one, other) => one.at - other.at)
            .map(({ one }) => one);
          const { ids, unmatchedKeys, extras } = match(products, listed);
          assert.deepEqual([unmatchedKeys, extras], [[], []]);
          for (const [key, declared] of Object.entries(products)) {
            const one = bought.find(
              ({ instanceId }) => instanceId === ids[key],
            );
            assert.equal(one?.catalogProductId, declared.catalogProductId);
            assert.equal(one.siteId, declared.siteId);
          }
        },
      ),
    );
  });
});

describe("resources/package/match: sameBilling", () => {
  const rows: [
    it: string,
    declared: NonNullable<ProductArgs["billingInfo"]>,
    live: ProductInstance["billingInfo"],
    equal: boolean,
  ][] = [
    ["equal", MONTH, live(MONTH), true],
    ["another unit", MONTH, live(YEAR), false],
    [
      "another count",
      MONTH,
      { type: "RECURRING", cycleDuration: { unit: "MONTH", count: 2 } },
      false,
    ],
    ["another type", MONTH, live(ONCE), false],
    ["once", ONCE, { type: "ONE_TIME", cycleDuration: undefined }, true],
    [
      "once, with a cycle that says nothing",
      ONCE,
      { type: "ONE_TIME", cycleDuration: { unit: "UNKNOWN", count: 0 } },
      true,
    ],
    [
      "fields that we do not know",
      MONTH,
      {
        type: "RECURRING",
        cycleDuration: { unit: "MONTH", count: 1, x: 1 },
        y: 2,
      },
      true,
    ],
    ["no cycle", MONTH, { type: "RECURRING", cycleDuration: undefined }, false],
    ["billing that is not given back", MONTH, undefined, true],
    [
      "a type that is not given back",
      MONTH,
      { type: undefined, cycleDuration: undefined },
      true,
    ],
    [
      "a type that nobody documents",
      MONTH,
      { type: "USAGE", cycleDuration: undefined },
      false,
    ],
  ];
  for (const [name, declared, live, equal] of rows) {
    it(`${name}: ${equal ? "equal" : "differs"}`, () => {
      assert.equal(sameBilling(declared, live), equal);
    });
  }

  it("billingOf keeps what a program can declare", () => {
    assert.deepEqual(
      billingOf({ type: "ONE_TIME", cycleDuration: { unit: "DAY", count: 1 } }),
      { type: "ONE_TIME" },
    );
    assert.deepEqual(
      billingOf({
        type: "RECURRING",
        cycleDuration: { unit: "DAY", count: 3, x: 1 },
      }),
      { type: "RECURRING", cycleDuration: { unit: "DAY", count: 3 } },
    );
  });
});
