import assert from "node:assert/strict";
import { ID, SHOP, OTHER, load, told } from "../../support/customerTexts";

describe("loadCustomers: across files", () => {
  const pairs: readonly [
    what: string,
    first: string,
    second: string,
    told: string,
  ][] = [
    [
      "one site for two customers",
      SHOP,
      OTHER.replace("0021", "0020"),
      "customers/b.yaml:4:13: sites.shop.siteId: the same site again; it belongs to one customer, as in customers/a.yaml:4:13",
    ],
    [
      "one externalId in one account",
      `${SHOP}    externalId: x\n`,
      `${OTHER.replace("0011", "0010")}    externalId: x\n`,
      "customers/b.yaml:12:17: packages.web.externalId: the same externalId again in one account; give each package its own, as in customers/a.yaml:12:17",
    ],
    [
      "one package taken over twice",
      `${SHOP}    adopt: ${ID("0040")}\n`,
      `${OTHER}    adopt: ${ID("0040")}\n`,
      "customers/b.yaml:12:12: packages.web.adopt: the same package is taken over again; one customer has it, as in customers/a.yaml:12:12",
    ],
  ];
  for (const [what, first, second, expected] of pairs)
    it(`refuses ${what}`, () => {
      const text = told({
        "customers/a.yaml": first,
        "customers/b.yaml": second,
      });
      assert.match(text, /^1 fault in 1 customer file; nothing was changed\n/);
      assert.equal(text.split("\n")[1], expected);
    });

  it("lets two accounts have the same externalId", () => {
    const mine = (text: string) => `${text}    externalId: x\n`;
    const both = load({
      "customers/a.yaml": mine(SHOP),
      "customers/b.yaml": mine(OTHER),
    });
    assert.equal(both.length, 2);
  });

  it("refuses two files of one name", () => {
    const text = told({
      "customers/shop.json": JSON.stringify({ accountId: ID("0012") }),
      "customers/shop.yaml": SHOP,
    });
    assert.equal(
      text.split("\n")[1],
      "customers/shop.yaml:1:1: a second customer named shop; rename one of the files, as in customers/shop.json:1:1",
    );
  });
});
