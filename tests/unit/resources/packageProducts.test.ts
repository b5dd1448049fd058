import assert from "node:assert/strict";
import { type Bag, UNKNOWN } from "../../../provider/src/resources/bag";
import {
  args,
  faultsOf,
  plan,
  without,
  withPlan,
} from "../../support/packageCheck";
import { guid, MONTH, SITE } from "../../support/packageFixtures";

const one = guid("e", 1);

describe("Package check: each rule of a product", () => {
  const rows: [it: string, news: Bag, property: string, reason: RegExp][] = [
    [
      "no catalog product",
      without("catalogProductId"),
      "products.plan.catalogProductId",
      /required/,
    ],
    [
      "a catalog product that is no id",
      withPlan({ catalogProductId: "premium" }),
      "products.plan.catalogProductId",
      /36 characters.*got "premium"/,
    ],
    [
      "no country",
      without("countryCode"),
      "products.plan.countryCode",
      /required/,
    ],
    [
      "a country in small letters",
      withPlan({ countryCode: "br" }),
      "products.plan.countryCode",
      /two capital letters.*got "br"/,
    ],
    [
      "a country in three letters",
      withPlan({ countryCode: "BRA" }),
      "products.plan.countryCode",
      /two capital letters/,
    ],
    [
      "a site that is no id",
      withPlan({ siteId: "shop" }),
      "products.plan.siteId",
      /36 characters/,
    ],
    [
      "floating: false",
      withPlan({ siteId: undefined, floating: false }),
      "products.plan.floating",
      /expected true/,
    ],
    [
      "floating with a site",
      withPlan({ floating: true }),
      "products.plan.floating",
      /no site; take out siteId or floating/,
    ],
    [
      "billing without a type",
      withPlan({ billingInfo: {} }),
      "products.plan.billingInfo.type",
      /ONE_TIME.*RECURRING/,
    ],
    [
      "a billing type that is none",
      withPlan({ billingInfo: { type: "WEEKLY" } }),
      "products.plan.billingInfo.type",
      /ONE_TIME.*RECURRING/,
    ],
    [
      "a recurring one without a cycle",
      withPlan({ billingInfo: { type: "RECURRING" } }),
      "products.plan.billingInfo.cycleDuration",
      /required/,
    ],
    [
      "a cycle without a unit",
      withPlan({
        billingInfo: { type: "RECURRING", cycleDuration: { count: 1 } },
      }),
      "products.plan.billingInfo.cycleDuration.unit",
      /DAY.*WEEK.*MONTH.*YEAR/,
    ],
    [
      "a unit that is none",
      withPlan({
        billingInfo: {
          type: "RECURRING",
          cycleDuration: { unit: "YEARS", count: 1 },
        },
      }),
      "products.plan.billingInfo.cycleDuration.unit",
      /DAY.*YEAR.*got "YEARS"/,
    ],
    [
      "a count of nothing",
      withPlan({
        billingInfo: {
          type: "RECURRING",
          cycleDuration: { unit: "YEAR", count: 0 },
        },
      }),
      "products.plan.billingInfo.cycleDuration.count",
      />=1/,
    ],
    [
      "half a count",
      withPlan({
        billingInfo: {
          type: "RECURRING",
          cycleDuration: { unit: "YEAR", count: 1.5 },
        },
      }),
      "products.plan.billingInfo.cycleDuration.count",
      /int/,
    ],
    [
      "a cycle of what is paid once",
      withPlan({ billingInfo: { type: "ONE_TIME", cycleDuration: MONTH } }),
      "products.plan.billingInfo.cycleDuration",
      /no such argument/,
    ],
    [
      "an empty discount code",
      withPlan({ discountCode: "" }),
      "products.plan.discountCode",
      />=1/,
    ],
    [
      "a discount code too long",
      withPlan({ discountCode: "x".repeat(26) }),
      "products.plan.discountCode",
      /<=25/,
    ],
    [
      "a reference that is no id",
      withPlan({ referenceProductInstanceId: "x" }),
      "products.plan.referenceProductInstanceId",
      /36 characters/,
    ],
    [
      "a reference twice",
      args({
        products: {
          a: { ...plan, referenceProductInstanceId: one },
          b: { ...plan, referenceProductInstanceId: one },
        },
      }),
      "products.b.referenceProductInstanceId",
      /once, and products\.a names it too/,
    ],
    [
      "a reference twice, once in capitals",
      args({
        products: {
          a: { ...plan, referenceProductInstanceId: one },
          b: { ...plan, referenceProductInstanceId: one.toUpperCase() },
        },
      }),
      "products.b.referenceProductInstanceId",
      /once/,
    ],
    [
      "one of a product",
      withPlan({ site: SITE }),
      "products.plan.site",
      /no such argument/,
    ],
    [
      "one that there is not, not known yet",
      withPlan({ site: UNKNOWN }),
      "products.plan.site",
      /no such argument/,
    ],
  ];
  for (const [name, news, property, reason] of rows) {
    it(name, () => {
      const faults = faultsOf(news);
      assert.deepEqual(
        faults.map((fault) => fault.property),
        [property],
      );
      assert.match(faults[0]?.reason ?? "", reason);
    });
  }

  it("a long value is cut in the reason, and a short one is not", () => {
    const reasonOf = (siteId: string) =>
      faultsOf(withPlan({ siteId }))[0]?.reason ?? "";
    const [fits, long] = ["x".repeat(60), "x".repeat(61)];
    assert.ok(reasonOf(fits).endsWith(`, got "${fits}"`));
    assert.ok(
      reasonOf(long).endsWith(`, got 61 characters that begin with "${fits}"`),
    );
  });

  it("a key that every object has a name for is refused", () => {
    for (const key of ["constructor", "toString", "valueOf"]) {
      const [fault] = faultsOf(args({ products: { [key]: plan } }));
      assert.equal(fault?.property, `products.${key}`);
      assert.match(fault.reason, /every JavaScript object has/);
    }
  });
});
