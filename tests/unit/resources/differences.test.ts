import assert from "node:assert/strict";
import type { Bag } from "../../../provider/src/resources/bag";
import {
  PACKAGE_CHANGES,
  PRODUCT_CHANGES,
} from "../../../provider/src/resources/package/args";
import {
  type Declared,
  differences,
} from "../../../provider/src/resources/package/differences";
import {
  ACCOUNT,
  guid,
  MARK,
  MONTH,
  ONCE,
  OTHER_ACCOUNT,
  OTHER_PLAN,
  OTHER_SITE,
  PACKAGE,
  product,
  SITE,
  YEAR,
} from "../../support/packageFixtures";

/** As a program may declare it, with what is not known yet in place of anything. */
const declared = (more: Bag = {}, plan: Bag = {}): Declared => ({
  accountId: ACCOUNT,
  products: { plan: { ...product(), ...plan } },
  mark: MARK,
  ...more,
});

const told = (state: Declared, program: Declared): string[] =>
  differences(state, program).map(
    ({ path, effect }) => `${path.join(".")}: ${effect}`,
  );

const one = guid("e", 1);

describe("resources/package/differences", () => {
  const rows: [it: string, olds: Declared, news: Declared, found: string[]][] =
    [
      ["nothing", declared(), declared(), []],
      [
        "the account",
        declared(),
        declared({ accountId: OTHER_ACCOUNT }),
        ["accountId: replace"],
      ],
      [
        "an external id",
        declared({ externalId: "a" }),
        declared({ externalId: "b" }),
        ["externalId: update"],
      ],
      [
        "an external id instead of the mark",
        declared({ externalId: MARK }),
        declared({ externalId: "a" }),
        ["externalId: update"],
      ],
      [
        "the mark again",
        declared({ externalId: "a" }),
        declared(),
        ["externalId: update"],
      ],
      [
        "a mark that somebody changed",
        declared({ externalId: "drifted" }),
        declared(),
        ["externalId: update"],
      ],
      [
        "the mark, spelled out",
        declared({ externalId: MARK }),
        declared({ externalId: MARK }),
        [],
      ],
      [
        "no external id, and the mark in the state",
        declared({ externalId: MARK }),
        declared(),
        [],
      ],
      [
        "adopt, said later",
        declared(),
        declared({ adopt: PACKAGE }),
        ["adopt: record"],
      ],
      [
        "adopt, taken out",
        declared({ adopt: PACKAGE }),
        declared(),
        ["adopt: record"],
      ],
      [
        "allowCancel",
        declared(),
        declared({ allowCancel: true }),
        ["allowCancel: record"],
      ],
      [
        "allowCancel, taken back",
        declared({ allowCancel: true }),
        declared(),
        ["allowCancel: record"],
      ],
      [
        "timeouts",
        declared(),
        declared({ timeouts: { create: 60 } }),
        ["__timeouts: record"],
      ],
      [
        "timeouts, taken out",
        declared({ timeouts: { create: 60 } }),
        declared(),
        ["__timeouts: record"],
      ],
      [
        "a product added",
        declared(),
        declared({ products: { mail: product(), plan: product() } }),
        ["products.mail: replace"],
      ],
      [
        "a product removed",
        declared({ products: { mail: product(), plan: product() } }),
        declared(),
        ["products.mail: update"],
      ],
      [
        "a product renamed",
        declared(),
        declared({ products: { basic: product() } }),
        ["products.basic: replace", "products.plan: update"],
      ],
      [
        "the catalog product",
        declared(),
        declared({}, { catalogProductId: OTHER_PLAN }),
        ["products.plan.catalogProductId: update"],
      ],
      [
        "the country",
        declared(),
        declared({}, { countryCode: "US" }),
        ["products.plan.countryCode: replace"],
      ],
      [
        "a site",
        declared(),
        declared({}, { siteId: SITE }),
        ["products.plan.siteId: update"],
      ],
      [
        "another site",
        declared({}, { siteId: SITE }),
        declared({}, { siteId: OTHER_SITE }),
        ["products.plan.siteId: update"],
      ],
      [
        "no site",
        declared({}, { siteId: SITE }),
        declared(),
        ["products.plan.siteId: update"],
      ],
      [
        "floating instead",
        declared({}, { siteId: SITE }),
        declared({}, { floating: true }),
        ["products.plan.siteId: update", "products.plan.floating: update"],
      ],
      [
        "billing",
        declared({}, { billingInfo: MONTH }),
        declared({}, { billingInfo: YEAR }),
        ["products.plan.billingInfo: update"],
      ],
      [
        "another type of billing",
        declared({}, { billingInfo: MONTH }),
        declared({}, { billingInfo: ONCE }),
        ["products.plan.billingInfo: update"],
      ],
      [
        "the order inside billing",
        declared({}, { billingInfo: MONTH }),
        declared(
          {},
          {
            billingInfo: {
              cycleDuration: { count: 1, unit: "MONTH" },
              type: "RECURRING",
            },
          },
        ),
        [],
      ],
      [
        "a discount code",
        declared(),
        declared({}, { discountCode: "SPRING" }),
        ["products.plan.discountCode: record"],
      ],
      [
        "a reference",
        declared(),
        declared({}, { referenceProductInstanceId: one }),
        ["products.plan.referenceProductInstanceId: replace"],
      ],
      [
        "a status that refresh found",
        declared({}, { status: "CANCELED" }),
        declared(),
        ["products.plan.status: update"],
      ],
      [
        "no products on either side",
        declared({ products: undefined }),
        declared({ products: undefined }),
        [],
      ],
      [
        "null and absent",
        declared({ adopt: null }, { siteId: null }),
        declared(),
        [],
      ],
      [
        "two at once",
        declared(),
        declared({ accountId: OTHER_ACCOUNT }, { countryCode: "US" }),
        ["accountId: replace", "products.plan.countryCode: replace"],
      ],
    ];
  for (const [name, olds, news, found] of rows) {
    it(`${name}: ${found.join(", ") || "nothing"}`, () => {
      assert.deepEqual(told(olds, news), found);
    });
  }

  it("every argument has the effect that its record says", () => {
    const other: Record<keyof typeof PACKAGE_CHANGES, unknown> = {
      accountId: OTHER_ACCOUNT,
      products: { plan: product(), more: product() },
      externalId: "other",
      adopt: PACKAGE,
      allowCancel: true,
    };
    for (const [name, effect] of Object.entries(PACKAGE_CHANGES)) {
      const news = declared({ [name]: other[name as keyof typeof other] });
      assert.deepEqual(
        differences(declared(), news).map((found) => found.effect),
        [effect],
        name,
      );
    }
    const ofProduct: Record<keyof typeof PRODUCT_CHANGES, unknown> = {
      catalogProductId: OTHER_PLAN,
      countryCode: "US",
      siteId: SITE,
      floating: true,
      billingInfo: YEAR,
      discountCode: "SPRING",
      referenceProductInstanceId: one,
      status: "CANCELED",
    };
    for (const [name, effect] of Object.entries(PRODUCT_CHANGES)) {
      const news = declared(
        {},
        { [name]: ofProduct[name as keyof typeof ofProduct] },
      );
      assert.deepEqual(told(declared(), news), [
        `products.plan.${name}: ${effect}`,
      ]);
    }
  });

  it("a product key that every object has a name for is a key like any other", () => {
    for (const key of ["constructor", "toString", "valueOf"]) {
      const plan = product();
      const both = { products: { plan, [key]: plan } };
      assert.deepEqual(told(declared(), declared(both)), [
        `products.${key}: replace`,
      ]);
      assert.deepEqual(told(declared(both), declared()), [
        `products.${key}: update`,
      ]);
    }
  });
});
