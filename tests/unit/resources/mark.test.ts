import assert from "node:assert/strict";
import fc from "fast-check";
import {
  defaultMark,
  purchaseKey,
  type Purchase,
} from "../../../provider/src/resources/package/mark";
import {
  ACCOUNT,
  anyText,
  guid,
  MONTH,
  PLAN,
  SITE,
  YEAR,
} from "../../support/packageFixtures";

const TYPE = "pulumi-nodejs:dynamic/wix:Package";
const urn = (
  name: string,
  { stack = "dev", project = "shop", type = TYPE } = {},
) => `urn:pulumi:${stack}::${project}::${type}::${name}`;

describe("resources/package/mark: defaultMark", () => {
  it("is stable: it stands at Wix on what was bought with an older version", () => {
    assert.equal(defaultMark(urn("bakery")), "shop.dev.bakery.0adeac9b");
    assert.equal(
      defaultMark(
        urn("bakery-plan", { type: `wix:index:CustomerSetup$${TYPE}` }),
      ),
      "shop.dev.bakery-plan.caa59831",
    );
  });

  const rows: [it: string, urn: string, readable: string][] = [
    ["project, stack and name", urn("bakery"), "shop.dev.bakery"],
    [
      "odd characters",
      urn("my bäckerei/№1 & söhne"),
      "shop.dev.my-b-ckerei--1---s-hne",
    ],
    ["colons in the name", urn("a::b:c"), "shop.dev.a--b-c"],
    ["a slash in the stack", urn("a", { stack: "org/dev" }), "shop.org-dev.a"],
    ["what an id may hold stays", urn("A.b_c-9"), "shop.dev.A.b_c-9"],
  ];
  for (const [name, one, readable] of rows) {
    it(name, () => {
      assert.match(defaultMark(one), /\.[0-9a-f]{8}$/);
      assert.equal(defaultMark(one).slice(0, -9), readable);
    });
  }

  it("two resources of one name in different parents have different marks", () => {
    const inside = urn("plan", { type: `my:Shop$${TYPE}` });
    assert.notEqual(defaultMark(urn("plan")), defaultMark(inside));
  });

  it("two long names that are cut alike have different marks", () => {
    const long = "x".repeat(120);
    const [one, other] = [
      defaultMark(urn(`${long}1`)),
      defaultMark(urn(`${long}2`)),
    ];
    assert.deepEqual([one.length, other.length], [100, 100]);
    assert.equal(one.slice(0, 91), other.slice(0, 91));
    assert.notEqual(one, other);
  });

  it("two names that are written alike have different marks", () => {
    assert.notEqual(defaultMark(urn("a b")), defaultMark(urn("a-b")));
  });

  it("whatever the urn, it is an external id that a path can carry", () => {
    fc.assert(
      fc.property(anyText(200), (name) => {
        const mark = defaultMark(urn(name));
        assert.match(mark, /^[A-Za-z0-9._-]{1,100}$/);
        assert.equal(encodeURIComponent(mark), mark);
        assert.notEqual(mark, defaultMark(urn(`${name}x`)));
      }),
    );
  });
});

describe("resources/package/mark: purchaseKey", () => {
  const purchase: Purchase = {
    accountId: ACCOUNT,
    mark: "shop.dev.bakery.0a1b2c3d",
    generation: 0,
    products: [
      {
        catalogProductId: PLAN,
        countryCode: "BR",
        siteId: SITE,
        billingInfo: MONTH,
      },
      { catalogProductId: guid("c", 3), countryCode: "BR" },
    ],
  };
  const [plan, mailbox] = purchase.products;
  assert.ok(plan && mailbox);

  it("is stable: a crash may lie between two versions", () => {
    assert.equal(
      purchaseKey(purchase),
      "3fff226f36152a26b6eaa32baf88f4357afe43ce306fd72642a6e2f697f93c34",
    );
  });

  it("fits in what Wix takes", () => {
    assert.match(purchaseKey(purchase), /^[0-9a-f]{64}$/);
  });

  const alike: [it: string, other: Purchase][] = [
    [
      "the order of the fields of a product",
      {
        ...purchase,
        products: [
          {
            billingInfo: {
              cycleDuration: { count: 1, unit: "MONTH" },
              type: "RECURRING",
            },
            siteId: SITE,
            countryCode: "BR",
            catalogProductId: PLAN,
          },
          mailbox,
        ],
      },
    ],
    [
      "the order of the fields of the purchase",
      {
        products: purchase.products,
        generation: 0,
        mark: purchase.mark,
        accountId: ACCOUNT,
      },
    ],
    ["fields that are undefined", { ...purchase, slot: undefined }],
    [
      "fields of a product that are undefined",
      {
        ...purchase,
        products: [{ ...plan, discountCode: undefined }, mailbox],
      },
    ],
  ];
  for (const [name, other] of alike) {
    it(`is the same whatever ${name}`, () => {
      assert.equal(purchaseKey(other), purchaseKey(purchase));
    });
  }

  const others: [it: string, other: Purchase][] = [
    ["account", { ...purchase, accountId: guid("a", 2) }],
    ["mark", { ...purchase, mark: "other" }],
    ["generation", { ...purchase, generation: 1 }],
    ["slot", { ...purchase, slot: 1 }],
    ["later slot", { ...purchase, slot: 2 }],
    ["number of products", { ...purchase, products: [plan] }],
    [
      "number of equal products",
      { ...purchase, products: [plan, mailbox, mailbox] },
    ],
    [
      "product",
      {
        ...purchase,
        products: [{ ...plan, catalogProductId: guid("c", 2) }, mailbox],
      },
    ],
    [
      "country",
      { ...purchase, products: [{ ...plan, countryCode: "US" }, mailbox] },
    ],
    [
      "site",
      { ...purchase, products: [{ ...plan, siteId: guid("b", 2) }, mailbox] },
    ],
    [
      "billing",
      { ...purchase, products: [{ ...plan, billingInfo: YEAR }, mailbox] },
    ],
    [
      "discount",
      { ...purchase, products: [{ ...plan, discountCode: "SPRING" }, mailbox] },
    ],
    [
      "reference",
      {
        ...purchase,
        products: [
          { ...plan, referenceProductInstanceId: guid("e", 1) },
          mailbox,
        ],
      },
    ],
    [
      "place of a site",
      {
        ...purchase,
        products: [
          { catalogProductId: PLAN, countryCode: "BR", billingInfo: MONTH },
          { ...mailbox, siteId: SITE },
        ],
      },
    ],
  ];
  it("is another one when anything that is asked for differs", () => {
    const keys = [purchase, ...others.map(([, other]) => other)].map(
      purchaseKey,
    );
    const twice = keys.flatMap((key, at) =>
      keys.indexOf(key) === at ? [] : [others[at - 1]?.[0]],
    );
    assert.deepEqual(twice, []);
    assert.equal(keys.length, others.length + 1);
  });
});
