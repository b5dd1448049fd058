import assert from "node:assert/strict";
import fc from "fast-check";
import { type Bag, UNKNOWN } from "../../../provider/src/resources/bag";
import { args, faultsOf, plan, withPlan } from "../../support/packageCheck";
import { anyArgs, guid, product } from "../../support/packageFixtures";

const one = guid("e", 1);

/** Every place in a value, as keys from the top. */
function* places(value: unknown, path: string[] = []): Generator<string[]> {
  if (path.length > 0) yield path;
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value))
    yield* places(inner, [...path, key]);
}

const replaceAt = (
  value: unknown,
  [key, ...rest]: string[],
  by: unknown,
): unknown =>
  key === undefined
    ? by
    : { ...(value as Bag), [key]: replaceAt((value as Bag)[key], rest, by) };

const atOrBelow = (property: string, path: readonly string[]): boolean => {
  const prefix = path.join(".");
  return property === prefix || property.startsWith(`${prefix}.`);
};

/** Each run checks some twenty times. */
const FEWER_RUNS = { numRuns: 30 };

describe("Package check: what is not known yet", () => {
  const unknownAnywhere = (news: Bag, olds: Bag) => {
    for (const path of places(news)) {
      const found = faultsOf(replaceAt(news, path, UNKNOWN) as Bag, olds)
        .map(({ property }) => property)
        .filter((property) => atOrBelow(property, path));
      assert.deepEqual(found, [], path.join("."));
    }
  };

  it("is tolerated anywhere in what is fine otherwise, and nothing else is then wrong", () => {
    fc.assert(
      fc.property(anyArgs, (news) => {
        assert.deepEqual(faultsOf(news), []);
        for (const path of places(news))
          assert.deepEqual(faultsOf(replaceAt(news, path, UNKNOWN) as Bag), []);
      }),
      FEWER_RUNS,
    );
  });

  it("is no change that is refused, whatever was there before", () => {
    fc.assert(
      fc.property(anyArgs, (news) => {
        for (const path of places(news))
          assert.deepEqual(
            faultsOf(replaceAt(news, path, UNKNOWN) as Bag, news),
            [],
            path.join("."),
          );
      }),
      FEWER_RUNS,
    );
  });

  it("is tolerated anywhere in what is wrong", () => {
    const wrong: Bag[] = [
      { accountId: 7, products: 7, externalId: "", adopt: "x", allowCancel: 7 },
      {
        accountId: "x",
        products: { a: 7, b: { catalogProductId: "x", countryCode: "x" } },
      },
      withPlan({ siteId: "x", floating: true }),
      withPlan({
        floating: false,
        discountCode: "",
        referenceProductInstanceId: "x",
      }),
      withPlan({
        billingInfo: { type: "X", cycleDuration: { unit: "X", count: 0 } },
      }),
      withPlan({
        billingInfo: {
          type: "RECURRING",
          cycleDuration: { unit: "X", count: "X" },
        },
      }),
      withPlan({ billingInfo: { type: "RECURRING", cycleDuration: 7 } }),
      args({
        products: {
          a: product({ referenceProductInstanceId: one }),
          b: product({ referenceProductInstanceId: one }),
        },
      }),
    ];
    for (const news of wrong) {
      assert.notDeepEqual(faultsOf(news), []);
      unknownAnywhere(news, {});
    }
  });

  it("does not hide what is wrong beside it", () => {
    assert.deepEqual(
      faultsOf(
        args({
          accountId: UNKNOWN,
          products: {
            a: UNKNOWN,
            b: { ...plan, siteId: UNKNOWN, countryCode: "x" },
          },
        }),
      ).map(({ property }) => property),
      ["products.b.countryCode"],
    );
  });
});
