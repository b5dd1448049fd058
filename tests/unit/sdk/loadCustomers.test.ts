import assert from "node:assert/strict";
import {
  ID,
  SHOP,
  OTHER,
  load,
  told,
  faults,
} from "../../support/customerTexts";

describe("loadCustomers", () => {
  it("gives each file as what CustomerSetup takes, by name", () => {
    const customers = load({
      "customers/shop.yaml": SHOP,
      "customers/atelier.json": JSON.stringify({
        $schema: "../node_modules/pulumi-wix/customer.schema.json",
        accountId: ID("0012"),
      }),
    });
    assert.deepEqual(customers, [
      {
        name: "atelier",
        file: "customers/atelier.json",
        accountId: ID("0012"),
      },
      {
        name: "shop",
        file: "customers/shop.yaml",
        accountId: ID("0010"),
        sites: { shop: { siteId: ID("0020") } },
        packages: {
          web: {
            products: {
              plan: {
                catalogProductId: ID("0030"),
                countryCode: "BR",
                site: "shop",
              },
            },
          },
        },
      },
    ]);
  });

  it("follows anchors and merge keys, also from keys that begin with x-", () => {
    const [customer] = load({
      "customers/shop.yaml": `x-plan: &plan
  catalogProductId: ${ID("0030")}
  countryCode: BR
accountId: ${ID("0010")}
packages:
  web: { products: { one: &one { <<: *plan, floating: true }, other: { <<: *one, countryCode: AR }, third: *one } }
`,
    });
    const plan = { catalogProductId: ID("0030"), floating: true };
    assert.deepEqual(customer?.packages?.web?.products, {
      one: { ...plan, countryCode: "BR" },
      other: { ...plan, countryCode: "AR" },
      third: { ...plan, countryCode: "BR" },
    });
  });

  it("takes a file with a byte order mark and with the line ends of Windows", () => {
    const text = `\uFEFF${SHOP.replaceAll("\n", "\r\n")}`;
    assert.deepEqual(
      load({ "customers/shop.yaml": text }),
      load({ "customers/shop.yaml": SHOP }),
    );
  });

  it("tells all faults of all files at once, each with its line", () => {
    assert.equal(
      told({
        "customers/a.yaml": SHOP.replace(
          "countryCode: BR",
          "countryCode: Brazil",
        ),
        "customers/b.yaml": OTHER.replace("site: shop", "site: shpo").replace(
          "accountId",
          "acountId",
        ),
        "customers/c.yaml": SHOP.replace("0010", "0012").replace(
          /\n {8}/g,
          "\n\t",
        ),
      }),
      `6 faults in 3 customer files; nothing was changed
customers/a.yaml:10:22: packages.web.products.plan.countryCode: expected two capital letters (ISO 3166-1 alpha-2), such as "BR"
  10 |         countryCode: Brazil
     |                      ^^^^^^
customers/b.yaml:1:1: accountId: is required
  1 | acountId: ${ID("0011")}
    | ^
customers/b.yaml:1:1: acountId: there is no such key; did you mean accountId?
  1 | acountId: ${ID("0011")}
    | ^^^^^^^^
customers/c.yaml:9:1: Tabs are not allowed as indentation
  9 | 	catalogProductId: ${ID("0030")}
    | ^
customers/c.yaml:10:1: Tabs are not allowed as indentation
  10 | 	countryCode: BR
     | ^
customers/c.yaml:11:1: Tabs are not allowed as indentation
  11 | 	site: shop
     | ^`,
    );
  });

  const product = (line: string) => SHOP.replace("site: shop", line);
  const table: readonly [what: string, text: string, told: string[]][] = [
    [
      "an empty file",
      "",
      ["1:1: the file is empty; it must say at least accountId"],
    ],
    [
      "only a comment",
      "# nothing\n",
      ["1:1: the file is empty; it must say at least accountId"],
    ],
    [
      "a list",
      "- one\n",
      ["1:1: Invalid input: expected object, received array"],
    ],
    [
      "two documents",
      `${SHOP}---\n${OTHER}`,
      ["12:1: a file holds one customer, and this is another document"],
    ],
    [
      "broken YAML",
      "accountId: [1, 2\n",
      [
        "2:1: Flow sequence in block collection must be sufficiently indented and end with a ]",
      ],
    ],
    ["a key twice", `${SHOP}accountId: x\n`, ["12:1: Map keys must be unique"]],
    [
      "an alias of nothing",
      product("site: *gone"),
      ["11:15: there is no anchor &gone before this alias of it"],
    ],
    [
      "an id that is none",
      SHOP.replace(ID("0020"), "shop-1"),
      [
        "4:13: sites.shop.siteId: expected an id such as 2250b761-b31c-453b-a85b-76e9fc04bdc6 (36 characters, hexadecimal, hyphenated)",
      ],
    ],
    [
      "an id that YAML takes for a number",
      SHOP.replace(ID("0020"), "20"),
      [
        "4:13: sites.shop.siteId: Invalid input: expected string, received number",
      ],
    ],
    [
      "a key of another place",
      product("siteId: x"),
      [
        "11:9: packages.web.products.plan.siteId: there is no such key; did you mean site?",
      ],
    ],
    [
      "a key that is like none",
      product("colour: red"),
      [
        "11:9: packages.web.products.plan.colour: there is no such key; there are catalogProductId, countryCode, site, floating, billingInfo, discountCode, reference",
      ],
    ],
    [
      "a key with a space",
      SHOP.replace("  web:", "  the web:"),
      [
        "6:3: packages.the web: expected a key of 1 to 64 characters out of A-Z a-z 0-9 _ -",
      ],
    ],
    [
      "a key that an object of JavaScript loses",
      SHOP.replace("  web:", "  __proto__:"),
      ["6:3: __proto__ cannot be a key"],
    ],
    [
      "no products",
      "accountId: " + ID("0010") + "\npackages:\n  web: { products: {} }\n",
      ["3:10: packages.web.products: expected 1 to 1000 products"],
    ],
    [
      "nothing in a package",
      "accountId: " + ID("0010") + "\npackages:\n  web:\n",
      ["3:3: packages.web: Invalid input: expected object, received null"],
    ],
    [
      "a site and none",
      product("site: shop\n        floating: true"),
      [
        "8:7: packages.web.products.plan: `site` and `floating` exclude each other",
      ],
    ],
    [
      "a cycle of half a kind",
      product("billingInfo: { type: RECURRING }"),
      [
        "11:9: packages.web.products.plan.billingInfo.cycleDuration: is required",
      ],
    ],
    [
      "a cycle of no kind",
      product("billingInfo: { type: MONTHLY }"),
      [
        "11:30: packages.web.products.plan.billingInfo.type: Invalid discriminator value. Expected 'ONE_TIME' | 'RECURRING'",
      ],
    ],
    [
      "a site that there is not",
      product("site: shpo"),
      [
        '11:15: packages.web.products.plan.site: there is no site "shpo"; there is "shop"',
      ],
    ],
    [
      "a reference of no shape",
      product("reference: plan"),
      [
        '11:20: packages.web.products.plan.reference: expected "package.product", such as "web.plan"',
      ],
    ],
    [
      "a reference to no package",
      product("reference: mail.plan"),
      [
        '11:20: packages.web.products.plan.reference: there is no package "mail"; there is "web"',
      ],
    ],
    [
      "a reference to no product",
      product("reference: web.domain"),
      [
        '11:20: packages.web.products.plan.reference: package "web" has no product "domain"; there is "plan"',
      ],
    ],
    [
      "a reference to itself",
      product("reference: web.plan"),
      [
        "5:1: packages: shop: packages name each other as reference in a circle: web -> web; one of them must be bought first",
      ],
    ],
    [
      "a transfer from the customer's own account",
      SHOP.replace(
        ID("0020"),
        `${ID("0020")}\n    transferFrom: ${ID("0010")}`,
      ),
      [
        "5:19: sites.shop.transferFrom: is the customer's own account; leave it out when the site is there already",
      ],
    ],
    [
      "what to do with a transfer that there is not",
      SHOP.replace(ID("0020"), `${ID("0020")}\n    onDelete: return`),
      [
        "3:3: sites.shop: `enableNotifications` and `onDelete` belong to a transfer; say `transferFrom`, or leave them out",
      ],
    ],
  ];
  for (const [what, text, expected] of table)
    it(`refuses ${what}`, () => assert.deepEqual(faults(text), expected));

  it("refuses a reference that serves twice", () => {
    const voucher = (key: string) =>
      `  ${key}: { products: { voucher: { catalogProductId: ${ID("0031")}, countryCode: BR, reference: web.plan } } }\n`;
    assert.deepEqual(faults(SHOP + voucher("one") + voucher("two")), [
      "13:117: packages.two.products.voucher.reference: web.plan is the reference of one.voucher already; each product serves once",
    ]);
  });

  it("refuses a bomb of aliases", () => {
    const bomb = Array.from(
      { length: 8 },
      (_, level) =>
        `x-${level}: &a${level} [${
          level === 0
            ? "1"
            : Array(9)
                .fill(`*a${level - 1}`)
                .join(", ")
        }]`,
    );
    assert.deepEqual(faults(`${bomb.join("\n")}\naccountId: ${ID("0010")}\n`), [
      "1:1: Excessive alias count indicates a resource exhaustion attack",
    ]);
  });

  it("tells 50 faults and counts the rest", () => {
    const files = Object.fromEntries(
      Array.from({ length: 60 }, (_, at) => [`customers/${at}.yaml`, "{}"]),
    );
    const text = told(files);
    assert.match(text, /^60 faults in 60 customer files;/);
    assert.match(text, /\nand 10 faults more$/);
  });

  it("refuses a pattern that no file fits", () => {
    assert.throws(
      () => load({}),
      /no customer file fits customers\/\*\.\{yaml,json\} in .*; a pattern is relative/,
    );
  });

  it("tells of a file that is no text beside the faults of the others", () => {
    const text = told({
      "customers/a.yaml": Buffer.from("accountId: caf\xe9", "latin1"),
      "customers/b.yaml": "{}",
    });
    assert.match(
      text,
      /customers\/a\.yaml:1:1: cannot be read: .*not valid for encoding utf-8/,
    );
    assert.match(text, /customers\/b\.yaml:1:1: accountId: is required/);
  });
});
