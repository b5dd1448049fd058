import assert from "node:assert/strict";
import { type Bag, UNKNOWN } from "../../../provider/src/resources/bag";
import {
  differences,
  siteTransferHandler,
} from "../../../provider/src/resources/siteTransfer";
import { guid, OTHER_SITE, SITE } from "../../support/packageFixtures";

const [SOURCE, TARGET, THIRD] = [guid("a", 1), guid("a", 2), guid("a", 3)];
const args = (more: Bag = {}): Bag => ({
  siteId: SITE,
  sourceAccountId: SOURCE,
  targetAccountId: TARGET,
  ...more,
});
const state = (more: Bag = {}): Bag => ({
  ...args(),
  ownerAccountId: TARGET,
  __v: 1,
  ...more,
});

describe("SiteTransfer check", () => {
  const faultsOf = (news: Bag) => siteTransferHandler.check({}, news).faults;
  const rows: [it: string, news: Bag, property: string, reason: RegExp][] = [
    ["no site", args({ siteId: undefined }), "siteId", /required/],
    [
      "a site that is no id",
      args({ siteId: "shop" }),
      "siteId",
      /36 characters.*got "shop"/,
    ],
    [
      "no source",
      args({ sourceAccountId: null }),
      "sourceAccountId",
      /required/,
    ],
    [
      "no target",
      args({ targetAccountId: undefined }),
      "targetAccountId",
      /required/,
    ],
    [
      "the source as target",
      args({ targetAccountId: SOURCE }),
      "targetAccountId",
      /is the source account too/,
    ],
    [
      "the source as target, in capitals",
      args({ targetAccountId: SOURCE.toUpperCase() }),
      "targetAccountId",
      /is the source/,
    ],
    [
      "notifications that are a text",
      args({ enableNotifications: "yes" }),
      "enableNotifications",
      /boolean/,
    ],
    [
      "an end that there is not",
      args({ onDelete: "delete" }),
      "onDelete",
      /keep.*return/,
    ],
    [
      "an argument that there is not",
      args({ target: TARGET }),
      "target",
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

  it("all at once", () => {
    const found = faultsOf({ siteId: 7, onDelete: 7, more: 7 }).map(
      ({ property }) => property,
    );
    assert.deepEqual(found.sort(), [
      "more",
      "onDelete",
      "siteId",
      "sourceAccountId",
      "targetAccountId",
    ]);
  });

  it("what is not known yet is tolerated anywhere", () => {
    const full = args({ enableNotifications: true, onDelete: "return" });
    assert.deepEqual(faultsOf(full), []);
    for (const name of Object.keys(full))
      assert.deepEqual(faultsOf({ ...full, [name]: UNKNOWN }), [], name);
    assert.deepEqual(
      faultsOf(args({ sourceAccountId: UNKNOWN, targetAccountId: UNKNOWN })),
      [],
    );
  });

  it("stores ids in small letters and keeps what is hidden", () => {
    const news = {
      ...args({ siteId: SITE.toUpperCase(), onDelete: null }),
      __urn: "u",
    };
    assert.deepEqual(siteTransferHandler.check({}, news).inputs, {
      ...args(),
      __urn: "u",
    });
  });
});

describe("SiteTransfer differences", () => {
  const rows: [it: string, olds: Bag, news: Bag, found: string[]][] = [
    ["nothing", state(), args(), []],
    [
      "another site",
      state(),
      args({ siteId: OTHER_SITE }),
      ["siteId: replace"],
    ],
    [
      "another target",
      state(),
      args({ targetAccountId: THIRD }),
      ["targetAccountId: replace"],
    ],
    [
      "another source",
      state(),
      args({ sourceAccountId: THIRD }),
      ["sourceAccountId: record"],
    ],
    [
      "notifications",
      state(),
      args({ enableNotifications: true }),
      ["enableNotifications: record"],
    ],
    ["the end", state(), args({ onDelete: "return" }), ["onDelete: record"]],
    [
      "timeouts",
      state(),
      args({ __timeouts: { create: 1 } }),
      ["__timeouts: record"],
    ],
    [
      "the site is in its source again: drift, no replacement",
      state({ ownerAccountId: SOURCE }),
      args(),
      ["targetAccountId: update"],
    ],
    [
      "the site is in a third account",
      state({ ownerAccountId: THIRD }),
      args(),
      ["targetAccountId: update"],
    ],
    [
      "the program follows the site",
      state({ ownerAccountId: THIRD }),
      args({ targetAccountId: THIRD }),
      ["targetAccountId: record"],
    ],
    [
      "a target that is not known yet",
      state(),
      args({ targetAccountId: UNKNOWN }),
      ["targetAccountId: update", "targetAccountId: update"],
    ],
    [
      "a site that is not known yet",
      state(),
      args({ siteId: UNKNOWN }),
      ["siteId: update"],
    ],
    [
      "another site while this one is elsewhere",
      state({ ownerAccountId: THIRD }),
      args({ siteId: OTHER_SITE }),
      ["siteId: replace"],
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

  it("following the site is said to the engine, whose inputs a refresh has changed already", () => {
    const olds = state({ ownerAccountId: THIRD });
    const diff = siteTransferHandler.diff(
      olds,
      args({ targetAccountId: THIRD }),
    );
    assert.deepEqual(diff, { changes: true, replaces: [] });
  });
});
