import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { type Bag, UNKNOWN } from "../../../provider/src/resources/bag";
import { packageHandler } from "../../../provider/src/resources/package";
import {
  type Declared,
  differences,
} from "../../../provider/src/resources/package/differences";
import {
  ACCOUNT,
  anyArgs,
  MARK,
  OTHER_ACCOUNT,
  product,
  SITE,
} from "../../support/packageFixtures";

const told = (state: Declared, program: Declared): string[] =>
  differences(state, program).map(
    ({ path, effect }) => `${path.join(".")}: ${effect}`,
  );

/** As a program may declare it, with what is not known yet in place of anything. */
const declared = (more: Bag = {}, plan: Bag = {}): Declared => ({
  accountId: ACCOUNT,
  products: { plan: { ...product(), ...plan } },
  mark: MARK,
  ...more,
});

describe("resources/package/differences: what is not known yet", () => {
  const rows: [it: string, news: Declared, found: string[]][] = [
    ["the account", declared({ accountId: UNKNOWN }), ["accountId: update"]],
    [
      "the account, where cancelling is allowed",
      declared({ accountId: UNKNOWN, allowCancel: true }),
      ["accountId: replace", "allowCancel: record"],
    ],
    ["all products", declared({ products: UNKNOWN }), ["products: update"]],
    [
      "one product",
      declared({ products: { plan: UNKNOWN } }),
      ["products.plan: update"],
    ],
    [
      "the country",
      declared({}, { countryCode: UNKNOWN }),
      ["products.plan.countryCode: update"],
    ],
    [
      "a reference",
      declared({}, { referenceProductInstanceId: UNKNOWN }),
      ["products.plan.referenceProductInstanceId: update"],
    ],
    [
      "a part of billing",
      declared(
        {},
        {
          billingInfo: {
            type: "RECURRING",
            cycleDuration: { unit: UNKNOWN, count: 1 },
          },
        },
      ),
      ["products.plan.billingInfo: update"],
    ],
    [
      "a site",
      declared({}, { siteId: UNKNOWN }),
      ["products.plan.siteId: update"],
    ],
    [
      "an external id",
      declared({ externalId: UNKNOWN }),
      ["externalId: update"],
    ],
    ["adopt", declared({ adopt: UNKNOWN }), ["adopt: record"]],
    [
      "a country, where cancelling is allowed",
      declared({ allowCancel: true }, { countryCode: UNKNOWN }),
      ["allowCancel: record", "products.plan.countryCode: update"],
    ],
  ];
  for (const [name, news, found] of rows) {
    it(`${name}: ${found.join(", ")}`, () => {
      assert.deepEqual(told(declared(), news), found);
    });
  }

  it("a product added beside it is added all the same", () => {
    const news = declared({
      products: { plan: { ...product(), siteId: UNKNOWN }, mail: product() },
    });
    assert.deepEqual(told(declared(), news), [
      "products.mail: replace",
      "products.plan.siteId: update",
    ]);
  });
});
/** The same value with the keys of every bag the other way round. */
const reversed = (value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, inner]) => [key, reversed(inner)]),
      )
    : value;

describe("resources/package/differences: properties", () => {
  it("equal arguments do not differ, whatever the order of their keys", () => {
    fc.assert(
      fc.property(anyArgs, (args) => {
        const state = { ...args, mark: MARK } as Declared;
        assert.deepEqual(told(state, structuredClone(state)), []);
        assert.deepEqual(told(state, reversed(state) as Declared), []);
      }),
    );
  });

  it("different arguments differ, one way and the other, at the same places", () => {
    fc.assert(
      fc.property(anyArgs, anyArgs, (one, other) => {
        const [left, right] = [one, other].map((args) => ({
          ...args,
          mark: MARK,
        }));
        assert.ok(left && right);
        const places = (found: readonly { path: readonly string[] }[]) =>
          found.map(({ path }) => path.join(".")).sort();
        const there = places(differences(left, right));
        assert.deepEqual(there, places(differences(right, left)));
        assert.equal(there.length === 0, isDeepStrictEqual(one, other));
      }),
    );
  });
});

describe("Package diff", () => {
  const stored = (more: Bag = {}, plan: Bag = {}): Bag => ({
    accountId: ACCOUNT,
    products: { plan: { ...product(), ...plan } },
    ...more,
    __mark: MARK,
  });
  /** Outputs hold what the program never said. */
  const state = {
    ...stored({ externalId: MARK }),
    instances: {},
    __v: 1,
    __managed: [],
  };

  it("says no when nothing differs", () => {
    assert.deepEqual(packageHandler.diff(state, stored()), {
      changes: false,
      replaces: [],
    });
  });

  it("names what replaces, each argument once, and leaves the rest to the engine", () => {
    const news = stored({
      accountId: OTHER_ACCOUNT,
      products: {
        a: product(),
        b: product(),
        plan: product({ countryCode: "US" }),
      },
    });
    assert.deepEqual(packageHandler.diff(state, news), {
      changes: undefined,
      replaces: ["accountId", "products"],
    });
  });

  it("replaces nothing for an update or a record", () => {
    const news = stored(
      { externalId: "x", allowCancel: true },
      { siteId: SITE, discountCode: "x" },
    );
    assert.deepEqual(packageHandler.diff(state, news), {
      changes: undefined,
      replaces: [],
    });
  });

  it("sees timeouts, which the display does not show", () => {
    const news = { ...stored(), __timeouts: { delete: 60 } };
    assert.deepEqual(packageHandler.diff(state, news), {
      changes: undefined,
      replaces: [],
    });
  });

  it("never throws, whatever it is given", () => {
    const odd: Bag[] = [
      {},
      { products: null },
      { products: UNKNOWN },
      { products: [] },
      { products: { a: null } },
      { accountId: UNKNOWN, products: { plan: UNKNOWN } },
    ];
    for (const olds of [...odd, state])
      for (const news of [...odd, stored()]) packageHandler.diff(olds, news);
  });
});
