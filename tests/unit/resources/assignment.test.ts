import assert from "node:assert/strict";
import { type Bag, UNKNOWN } from "../../../provider/src/resources/bag";
import {
  differences,
  productInstanceAssignmentHandler as handler,
} from "../../../provider/src/resources/productInstanceAssignment";
import {
  ACCOUNT,
  guid,
  OTHER_ACCOUNT,
  OTHER_SITE,
  PACKAGE,
  SITE,
} from "../../support/packageFixtures";

const INSTANCE = guid("e", 1);
const args = (more: Bag = {}): Bag => ({
  accountId: ACCOUNT,
  productInstanceId: INSTANCE,
  siteId: SITE,
  ...more,
});
/** After an `up` that did not say `packageId`. */
const state = (more: Bag = {}): Bag => ({
  ...args(),
  packageId: PACKAGE,
  status: "ENABLED",
  __liveSiteId: SITE,
  __managed: [],
  __v: 1,
  ...more,
});

describe("ProductInstanceAssignment check", () => {
  const faultsOf = (news: Bag) => handler.check({}, news).faults;
  const rows: [it: string, news: Bag, property: string, reason: RegExp][] = [
    ["no account", args({ accountId: undefined }), "accountId", /required/],
    [
      "no instance",
      args({ productInstanceId: undefined }),
      "productInstanceId",
      /required/,
    ],
    [
      "an instance that is no id",
      args({ productInstanceId: "plan" }),
      "productInstanceId",
      /36 characters/,
    ],
    ["no site", args({ siteId: null }), "siteId", /required/],
    [
      "a package that is no id",
      args({ packageId: "shop" }),
      "packageId",
      /36 characters/,
    ],
    [
      "a word that is a text",
      args({ allowReassign: "true" }),
      "allowReassign",
      /boolean/,
    ],
    [
      "an argument that there is not",
      args({ site: SITE }),
      "site",
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

  it("what is not known yet is tolerated anywhere", () => {
    const full = args({ packageId: PACKAGE, allowReassign: true });
    assert.deepEqual(faultsOf(full), []);
    for (const name of Object.keys(full))
      assert.deepEqual(faultsOf({ ...full, [name]: UNKNOWN }), [], name);
  });
});

describe("ProductInstanceAssignment differences", () => {
  const rows: [it: string, olds: Bag, news: Bag, found: string[]][] = [
    ["nothing, and the package that was found by a query", state(), args(), []],
    [
      "another account",
      state(),
      args({ accountId: OTHER_ACCOUNT }),
      ["accountId: replace"],
    ],
    [
      "another instance",
      state(),
      args({ productInstanceId: guid("e", 2) }),
      ["productInstanceId: replace"],
    ],
    [
      "the word",
      state(),
      args({ allowReassign: true }),
      ["allowReassign: record"],
    ],
    [
      "timeouts",
      state(),
      args({ __timeouts: { create: 1 } }),
      ["__timeouts: record"],
    ],
    [
      "the package said, as it was found",
      state(),
      args({ packageId: PACKAGE }),
      [],
    ],
    [
      "the package said otherwise",
      state(),
      args({ packageId: guid("d", 2) }),
      ["packageId: record"],
    ],
    [
      "a package that was said, taken out",
      state({ __managed: ["packageId"] }),
      args(),
      ["packageId: record"],
    ],
    [
      "the instance is elsewhere: drift",
      state({ __liveSiteId: OTHER_SITE }),
      args(),
      ["siteId: update"],
    ],
    [
      "the instance is floating: drift",
      state({ __liveSiteId: undefined }),
      args(),
      ["siteId: update"],
    ],
    [
      "the program follows the instance",
      state({ __liveSiteId: OTHER_SITE }),
      args({ siteId: OTHER_SITE }),
      ["siteId: record"],
    ],
    [
      "an instance that is not known yet",
      state(),
      args({ productInstanceId: UNKNOWN }),
      ["productInstanceId: update"],
    ],
    [
      "an account that is not known yet",
      state(),
      args({ accountId: UNKNOWN }),
      ["accountId: update"],
    ],
    [
      "another instance while this one is elsewhere",
      state({ __liveSiteId: OTHER_SITE }),
      args({ productInstanceId: guid("e", 2) }),
      ["productInstanceId: replace"],
    ],
  ];
  for (const [name, olds, news, wanted] of rows) {
    it(name, () => {
      const found = differences(olds, news).map(
        ({ path, effect }) => `${path.join(".")}: ${effect}`,
      );
      assert.deepEqual(found, wanted);
    });
  }

  it("another site is an update, and no replacement", () => {
    const diff = handler.diff(state(), args({ siteId: OTHER_SITE }));
    assert.deepEqual(diff, { changes: undefined, replaces: [] });
  });
});
