import assert from "node:assert/strict";
import type { Bag } from "../../../provider/src/resources/bag";
import { args, faultsOf, plan, withPlan } from "../../support/packageCheck";
import { guid, PACKAGE, product } from "../../support/packageFixtures";

const [one, other] = [guid("e", 1), guid("e", 2)];

describe("Package check: each rule of the package", () => {
  const rows: [it: string, news: Bag, property: string, reason: RegExp][] = [
    ["no account", args({ accountId: undefined }), "accountId", /required/],
    ["no account, by null", args({ accountId: null }), "accountId", /required/],
    [
      "an account that is no id",
      args({ accountId: "bakery" }),
      "accountId",
      /36 characters.*got "bakery"/,
    ],
    [
      "an account that is a number",
      args({ accountId: 7 }),
      "accountId",
      /expected string/,
    ],
    ["no products", args({ products: undefined }), "products", /required/],
    [
      "not one product",
      args({ products: {} }),
      "products",
      /1 to 1000 products, got 0/,
    ],
    [
      "a product too many",
      args({
        products: Object.fromEntries(
          Array.from({ length: 1001 }, (_, key) => [`p${key}`, plan]),
        ),
      }),
      "products",
      /1 to 1000 products, got 1001/,
    ],
    [
      "products that are a text",
      args({ products: "plan" }),
      "products",
      /expected record/,
    ],
    [
      "products that are a list",
      args({ products: [plan] }),
      "products",
      /expected record/,
    ],
    [
      "a product that is a text",
      args({ products: { plan: "plan" } }),
      "products.plan",
      /expected object/,
    ],
    [
      "a key with a space",
      args({ products: { "my plan": plan } }),
      'products["my plan"]',
      /A-Z, a-z, 0-9, _ and -/,
    ],
    [
      "a key that is empty",
      args({ products: { "": plan } }),
      'products[""]',
      /1 to 64/,
    ],
    [
      "a key that is too long",
      args({ products: { ["k".repeat(65)]: plan } }),
      `products.${"k".repeat(65)}`,
      /1 to 64/,
    ],
    ["an empty external id", args({ externalId: "" }), "externalId", />=1/],
    [
      "an external id too long",
      args({ externalId: "x".repeat(101) }),
      "externalId",
      /<=100/,
    ],
    [
      "an external id that is a folder",
      args({ externalId: "." }),
      "externalId",
      /something else/,
    ],
    [
      "or its parent",
      args({ externalId: ".." }),
      "externalId",
      /something else/,
    ],
    [
      "an external id that no URL can carry",
      args({ externalId: "a\ud800b" }),
      "externalId",
      /./,
    ],
    ["adopt that is no id", args({ adopt: "yes" }), "adopt", /36 characters/],
    [
      "allowCancel that is a text",
      args({ allowCancel: "true" }),
      "allowCancel",
      /boolean/,
    ],
    [
      "an argument that there is not",
      args({ discount: 1 }),
      "discount",
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

  const fine: [it: string, news: Bag][] = [
    ["the smallest", args({ products: { p: product() } })],
    [
      "everything",
      args({
        externalId: "x".repeat(100),
        adopt: PACKAGE,
        allowCancel: false,
        products: {
          plan: {
            ...plan,
            discountCode: "x".repeat(25),
            referenceProductInstanceId: one,
          },
        },
      }),
    ],
    [
      "two references",
      args({
        products: {
          a: product({ referenceProductInstanceId: one }),
          b: product({ referenceProductInstanceId: other }),
        },
      }),
    ],
    [
      "floating without a site",
      args({ products: { a: product({ floating: true }) } }),
    ],
    ["the longest key", args({ products: { ["k".repeat(64)]: plan } })],
    [
      "a thousand products",
      args({
        products: Object.fromEntries(
          Array.from({ length: 1000 }, (_, key) => [`p${key}`, plan]),
        ),
      }),
    ],
    [
      "nulls where something may be left out",
      withPlan({
        siteId: null,
        billingInfo: null,
        floating: null,
        discountCode: undefined,
      }),
    ],
    [
      "an id whose version nobody knows",
      args({ accountId: "2250b761-b31c-853b-485b-76e9fc04bdc6" }),
    ],
    ["an external id with odd characters", args({ externalId: "a/b ü?#%" })],
  ];
  for (const [name, news] of fine) {
    it(`${name} is fine`, () => assert.deepEqual(faultsOf(news), []));
  }

  it("all faults come at once", () => {
    const news = {
      accountId: "bakery",
      adopt: "x",
      externalId: "",
      discount: 1,
      products: {
        "a b": { ...plan, discountCode: "" },
        c: { countryCode: "br", siteId: "s", floating: true },
        d: { ...plan, billingInfo: { type: "RECURRING" }, site: 1 },
      },
    };
    const found = faultsOf(news).map(({ property }) => property);
    assert.deepEqual(found.sort(), [
      "accountId",
      "adopt",
      "discount",
      "externalId",
      "products.c.catalogProductId",
      "products.c.countryCode",
      "products.c.floating",
      "products.c.siteId",
      "products.d.billingInfo.cycleDuration",
      "products.d.site",
      'products["a b"]',
      'products["a b"].discountCode',
    ]);
  });
});
