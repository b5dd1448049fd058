import assert from "node:assert/strict";
import type { Package } from "../../../provider/src/wire";
import type {
  PackageInputs,
  ProductArgs,
} from "../../../provider/src/resources/package/args";
import { observe } from "../../../provider/src/resources/package/observe";
import {
  type PackageState,
  stateOf,
} from "../../../provider/src/resources/package/state";
import {
  ACCOUNT,
  guid,
  inputsOf,
  instance,
  live as billed,
  livePackage,
  MARK,
  MONTH,
  ONCE,
  OTHER_PLAN,
  OTHER_SITE,
  PACKAGE,
  product,
  SITE,
  YEAR,
} from "../../support/packageFixtures";

const i1 = guid("e", 1);
const LATER = "2026-02-02T00:00:00.000Z";

/** The state after an `up` of these arguments; `plan` is instance 1. */
const stateAfter = (
  inputs: PackageInputs,
  mark: string | undefined = MARK,
): PackageState => {
  const live = livePackage([instance(1)], {
    externalId: inputs.externalId ?? mark,
  });
  return stateOf({ inputs, live, ids: { plan: i1 }, mark });
};
const stateOfPlan = (plan: Partial<ProductArgs>) =>
  stateAfter(inputsOf({ plan: product(plan) }));
const now = (
  more: Parameters<typeof instance>[1],
  pkg: Partial<Package> = {},
) => livePackage([instance(1, more)], { updatedDate: LATER, ...pkg });

describe("resources/package/observe: a product", () => {
  const all = { siteId: SITE, billingInfo: MONTH };
  const rows: [
    it: string,
    declared: Partial<ProductArgs>,
    live: Parameters<typeof instance>[1],
    inputs: Partial<ProductArgs>,
  ][] = [
    ["as declared", all, all, all],
    [
      "on another site",
      all,
      { ...all, siteId: OTHER_SITE },
      { ...all, siteId: OTHER_SITE },
    ],
    ["on no site", all, { billingInfo: MONTH }, { billingInfo: MONTH }],
    ["a site that is not managed", {}, { siteId: SITE }, {}],
    ["floating, as declared", { floating: true }, {}, { floating: true }],
    ["no longer floating", { floating: true }, { siteId: SITE }, {}],
    ["floating, not managed", {}, {}, {}],
    [
      "another product",
      {},
      { catalogProductId: OTHER_PLAN },
      { catalogProductId: OTHER_PLAN },
    ],
    [
      "another cycle",
      { billingInfo: MONTH },
      { billingInfo: YEAR },
      { billingInfo: YEAR },
    ],
    [
      "paid once",
      { billingInfo: MONTH },
      { billingInfo: ONCE },
      { billingInfo: ONCE },
    ],
    ["a cycle that is not managed", {}, { billingInfo: YEAR }, {}],
    [
      "a cycle that is not given back",
      { billingInfo: MONTH },
      {},
      { billingInfo: MONTH },
    ],
    [
      "what can be written once and is given back otherwise",
      { discountCode: "A", referenceProductInstanceId: i1 },
      {
        discountCode: "B",
        countryCode: "US",
        referenceProductInstanceId: guid("e", 9),
      },
      { discountCode: "A", referenceProductInstanceId: i1 },
    ],
    ["pending", all, { ...all, status: "PENDING" }, all],
    [
      "waiting for the customer",
      all,
      { ...all, status: "AWAITING_ACTION" },
      all,
    ],
    [
      "a status that nobody documents",
      all,
      { ...all, status: "SUSPENDED" },
      all,
    ],
    [
      "cancelled: as declared, with the status",
      all,
      { status: "CANCELED" },
      { ...all, status: "CANCELED" },
    ],
    [
      "never delivered",
      all,
      { status: "FAILED" },
      { ...all, status: "FAILED" },
    ],
    [
      "dead, and otherwise than declared",
      all,
      { status: "CANCELED", siteId: OTHER_SITE, catalogProductId: OTHER_PLAN },
      { ...all, status: "CANCELED" },
    ],
    ["alive again", { ...all, status: "CANCELED" }, all, all],
  ];
  for (const [name, declared, live, inputs] of rows) {
    it(name, () => {
      const observed = observe(stateOfPlan(declared), now(live));
      assert.deepEqual(observed.inputs.products, { plan: product(inputs) });
      assert.deepEqual(observed.state.products, { plan: product(inputs) });
    });
  }

  it("billing that no program can declare is no drift", () => {
    const odd = {
      ...instance(1),
      billingInfo: { type: "USAGE", cycleDuration: undefined },
    };
    const half = {
      ...instance(1),
      billingInfo: { type: "RECURRING", cycleDuration: undefined },
    };
    for (const one of [odd, half]) {
      const { inputs } = observe(
        stateOfPlan({ billingInfo: MONTH }),
        livePackage([one]),
      );
      assert.deepEqual(inputs.products.plan?.billingInfo, MONTH);
    }
  });

  it("fields that we do not know are left out of billing", () => {
    const more = {
      ...billed(YEAR),
      note: "x",
      cycleDuration: { unit: "YEAR", count: 1, x: 1 },
    };
    const one = { ...instance(1), billingInfo: { type: "RECURRING", ...more } };
    const { inputs } = observe(
      stateOfPlan({ billingInfo: MONTH }),
      livePackage([one]),
    );
    assert.deepEqual(inputs.products.plan?.billingInfo, YEAR);
  });

  it("an instance that is not listed counts as cancelled", () => {
    const { inputs, state } = observe(
      stateOfPlan({ siteId: SITE }),
      livePackage([instance(2)]),
    );
    assert.deepEqual(inputs.products, {
      plan: product({ siteId: SITE, status: "CANCELED" }),
    });
    assert.equal(state.instances.plan?.status, "CANCELED");
    assert.equal(state.instances.plan.instanceId, i1);
  });

  it("an instance that nobody declared does not show", () => {
    const live = livePackage([instance(1), instance(2)]);
    const { inputs, state } = observe(stateOfPlan({}), live);
    assert.deepEqual(
      [Object.keys(inputs.products), Object.keys(state.instances)],
      [["plan"], ["plan"]],
    );
  });
});

describe("resources/package/observe: the package", () => {
  it("instances as they are live", () => {
    const expirationDate = "2027-01-01T00:00:00.000Z";
    const { state } = observe(
      stateOfPlan({}),
      now({
        siteId: SITE,
        status: "PENDING",
        catalogProductId: OTHER_PLAN,
        expirationDate,
      }),
    );
    assert.deepEqual(state.instances, {
      plan: {
        instanceId: i1,
        status: "PENDING",
        catalogProductId: OTHER_PLAN,
        siteId: SITE,
        expirationDate,
      },
    });
  });

  it("keeps what only the state knows", () => {
    const inputs = inputsOf(
      { plan: product() },
      {
        adopt: PACKAGE,
        allowCancel: true,
        __urn: "urn",
        __timeouts: { create: 60 },
      },
    );
    const before = stateAfter(inputs);
    const { state, inputs: shown } = observe(before, now({}));
    assert.deepEqual(state, { ...before, __updatedDate: LATER });
    assert.deepEqual(shown, {
      accountId: ACCOUNT,
      adopt: PACKAGE,
      allowCancel: true,
      products: { plan: product() },
    });
  });

  it("keeps the date that it knows when Wix gives none", () => {
    const { state } = observe(
      stateOfPlan({}),
      now({}, { updatedDate: undefined }),
    );
    assert.equal(state.__updatedDate, "2026-01-02T00:00:00.000Z");
  });

  const marks: [
    it: string,
    declared: string | undefined,
    mark: string | undefined,
    live: string | undefined,
    shown: string | undefined,
  ][] = [
    ["the default mark does not show", undefined, MARK, MARK, undefined],
    [
      "a default mark that somebody changed shows",
      undefined,
      MARK,
      "theirs",
      "theirs",
    ],
    [
      "a default mark that somebody took off shows",
      undefined,
      MARK,
      undefined,
      "",
    ],
    ["an external id of the program shows", "mine", MARK, "mine", "mine"],
    [
      "one that somebody changed shows as it is",
      "mine",
      MARK,
      "theirs",
      "theirs",
    ],
    ["one that is the mark shows: the program says it", MARK, MARK, MARK, MARK],
    [
      "the own mark of an adopted package does not show",
      undefined,
      "theirs",
      "theirs",
      undefined,
    ],
    [
      "an adopted package without a mark has none",
      undefined,
      undefined,
      undefined,
      undefined,
    ],
  ];
  for (const [name, declared, mark, live, shown] of marks) {
    it(name, () => {
      const inputs = inputsOf(
        { plan: product() },
        declared === undefined ? {} : { externalId: declared },
      );
      const recorded = stateOf({
        inputs,
        live: livePackage([instance(1)], { externalId: declared ?? mark }),
        ids: { plan: i1 },
        mark,
      });
      const observed = observe(recorded, now({}, { externalId: live }));
      assert.equal(observed.inputs.externalId, shown);
      assert.equal("externalId" in observed.inputs, shown !== undefined);
      assert.equal(observed.state.externalId, live);
      assert.equal("externalId" in observed.state, live !== undefined);
    });
  }
});
