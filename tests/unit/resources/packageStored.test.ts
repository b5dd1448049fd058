import assert from "node:assert/strict";
import type { Bag } from "../../../provider/src/resources/bag";
import { packageHandler } from "../../../provider/src/resources/package";
import { args, plan, URN, without, withPlan } from "../../support/packageCheck";
import { ACCOUNT, PACKAGE, SITE } from "../../support/packageFixtures";

describe("Package check: what is stored", () => {
  const inputsOf = (news: Bag, olds: Bag = {}) =>
    packageHandler.check(olds, news).inputs;

  it("ids in small letters, as Wix writes them, and free text as it is", () => {
    const shout = (id: string) => id.toUpperCase();
    const news = {
      accountId: shout(ACCOUNT),
      externalId: shout(PACKAGE),
      products: {
        plan: { ...plan, siteId: shout(SITE), discountCode: "SpRiNg" },
      },
    };
    const { accountId, externalId, products } = inputsOf(news);
    assert.deepEqual(
      { accountId, externalId, products },
      {
        accountId: ACCOUNT,
        externalId: shout(PACKAGE),
        products: { plan: { ...plan, discountCode: "SpRiNg" } },
      },
    );
  });

  it("also under a product key that is called like free text", () => {
    const news = args({
      products: { externalId: { ...plan, siteId: SITE.toUpperCase() } },
    });
    assert.deepEqual(inputsOf(news).products, { externalId: plan });
  });

  it("no nulls, and every hidden key", () => {
    const news = {
      ...withPlan({ siteId: null }),
      adopt: null,
      __urn: URN,
      __timeouts: { create: 60 },
      __provider: "x",
    };
    const { __mark, ...inputs } = inputsOf(news);
    assert.deepEqual(inputs, {
      ...without("siteId"),
      __urn: URN,
      __timeouts: { create: 60 },
      __provider: "x",
    });
    assert.match(String(__mark), /^shop\.dev\.bakery\./);
  });

  it("the mark of the first time, whatever the urn is later", () => {
    const first = inputsOf({ ...args(), __urn: URN });
    const renamed = inputsOf({ ...args(), __urn: `${URN}-renamed` }, first);
    assert.equal(renamed.__mark, first.__mark);
    assert.notEqual(
      inputsOf({ ...args(), __urn: `${URN}-renamed` }).__mark,
      first.__mark,
    );
  });

  it("not a mark that the program made up", () => {
    const news = { ...args(), __urn: URN, __mark: "forged" };
    assert.match(String(inputsOf(news).__mark), /^shop\.dev\.bakery\./);
  });

  it("is refused without a urn: every such package would carry one mark", () => {
    const { faults } = packageHandler.check({}, args());
    assert.deepEqual(
      faults.map(({ property }) => property),
      ["externalId"],
    );
    assert.match(faults[0]?.reason ?? "", /required.*no URN to make a mark of/);
  });

  it("is fine without a urn where there is a mark already, or a reference of the program's own", () => {
    const kept = packageHandler.check({ __mark: "kept" }, args());
    const named = packageHandler.check({}, args({ externalId: "mine" }));
    assert.deepEqual([kept.faults, named.faults], [[], []]);
    assert.deepEqual(
      [kept.inputs.__mark, named.inputs.__mark],
      ["kept", "mine"],
    );
  });

  it("does not change what it was given", () => {
    const news = Object.freeze(withPlan({ siteId: null }));
    const before = structuredClone(news);
    inputsOf(news);
    assert.deepEqual(news, before);
  });
});
