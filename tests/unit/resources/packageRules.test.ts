import assert from "node:assert/strict";
import fc from "fast-check";
import { type Bag, UNKNOWN } from "../../../provider/src/resources/bag";
import {
  args,
  faultsOf,
  plan,
  without,
  withPlan,
} from "../../support/packageCheck";
import {
  anyArgs,
  guid,
  MONTH,
  OTHER_ACCOUNT,
  OTHER_PLAN,
  OTHER_SITE,
  PACKAGE,
  YEAR,
} from "../../support/packageFixtures";

const mail = { ...plan, siteId: undefined };
const both = args({ products: { plan, mail } });
const dead = { ...mail, status: "CANCELED" };
const one = guid("e", 1);

describe("Package check: edits that would cancel a paid service", () => {
  const refused: [
    it: string,
    olds: Bag,
    news: Bag,
    property: string,
    reason: RegExp,
  ][] = [
    [
      "a product taken out",
      both,
      args(),
      "products.mail",
      /cancels a paid service; put it back, or set allowCancel: true/,
    ],
    [
      "the last product swapped",
      args(),
      args({ products: { mail } }),
      "products.plan",
      /cancels a paid service/,
    ],
    [
      "a product taken out while another is not known yet",
      both,
      args({ products: { plan: { ...plan, siteId: UNKNOWN } } }),
      "products.mail",
      /cancels a paid service/,
    ],
    [
      "a product added",
      args(),
      both,
      "products.mail",
      /cannot add a product to a package.*another wix\.Package.*allowCancel: true/,
    ],
    [
      "a product added that is not known yet in part",
      args(),
      args({ products: { plan, mail: { ...mail, siteId: UNKNOWN } } }),
      "products.mail",
      /cannot add a product/,
    ],
    [
      "another account",
      args(),
      args({ accountId: OTHER_ACCOUNT }),
      "accountId",
      /cannot change accountId of a package.*cancelled and bought again.*another wix\.Package/,
    ],
    [
      "another country",
      args(),
      withPlan({ countryCode: "US" }),
      "products.plan.countryCode",
      /cannot change countryCode/,
    ],
    [
      "a reference",
      args(),
      withPlan({ referenceProductInstanceId: one }),
      "products.plan.referenceProductInstanceId",
      /cannot change referenceProductInstanceId/,
    ],
    [
      "a reference taken out",
      withPlan({ referenceProductInstanceId: one }),
      args(),
      "products.plan.referenceProductInstanceId",
      /cannot change/,
    ],
  ];
  for (const [name, olds, news, property, reason] of refused) {
    it(`${name} is refused`, () => {
      const fault = faultsOf(news, olds).find(
        (found) => found.property === property,
      );
      assert.ok(fault, JSON.stringify(faultsOf(news, olds)));
      assert.match(fault.reason, reason);
    });

    it(`${name} is fine with allowCancel, though the state does not have the word yet`, () => {
      assert.deepEqual(faultsOf({ ...news, allowCancel: true }, olds), []);
    });

    it(`${name} is refused again when allowCancel is taken back with it`, () => {
      const found = faultsOf(
        { ...news, allowCancel: false },
        { ...olds, allowCancel: true },
      );
      assert.ok(found.some((fault) => fault.property === property));
    });
  }

  const fine: [it: string, olds: Bag, news: Bag][] = [
    ["a create", {}, both],
    ["nothing", both, both],
    [
      "another catalog product",
      args(),
      withPlan({ catalogProductId: OTHER_PLAN }),
    ],
    ["another cycle", args(), withPlan({ billingInfo: YEAR })],
    ["no cycle", args(), without("billingInfo")],
    ["another site", args(), withPlan({ siteId: OTHER_SITE })],
    ["no site", args(), without("siteId")],
    ["floating", args(), withPlan({ siteId: undefined, floating: true })],
    ["a discount code", args(), withPlan({ discountCode: "SPRING" })],
    ["an external id", args(), args({ externalId: "mine" })],
    ["adopt", args(), args({ adopt: PACKAGE })],
    ["the word itself", args(), args({ allowCancel: true })],
    ["the word taken back", args({ allowCancel: true }), args()],
    [
      "a dead product taken out",
      args({ products: { plan, mail: dead } }),
      args(),
    ],
    ["a dead product left in", args({ products: { plan, mail: dead } }), both],
    ["an account not known yet", args(), args({ accountId: UNKNOWN })],
    ["products not known yet", both, args({ products: UNKNOWN })],
    [
      "a product not known yet",
      both,
      args({ products: { plan, mail: UNKNOWN } }),
    ],
    ["a country not known yet", args(), withPlan({ countryCode: UNKNOWN })],
    [
      "ids in capitals",
      args(),
      args({ accountId: args().accountId?.toString().toUpperCase() }),
    ],
  ];
  for (const [name, olds, news] of fine) {
    it(`${name} is fine`, () => assert.deepEqual(faultsOf(news, olds), []));
  }

  it("every one of them is told, beside the faults of the arguments", () => {
    const news = args({
      accountId: OTHER_ACCOUNT,
      externalId: "",
      products: {
        plan: { ...plan, countryCode: "US", billingInfo: MONTH },
        more: mail,
      },
    });
    const found = faultsOf(news, both).map(({ property }) => property);
    assert.deepEqual(found.sort(), [
      "accountId",
      "externalId",
      "products.mail",
      "products.more",
      "products.plan.countryCode",
    ]);
  });

  it("what was declared once is fine again", () => {
    fc.assert(
      fc.property(anyArgs, (news) => {
        assert.deepEqual(faultsOf(structuredClone(news), news), []);
      }),
    );
  });
});
