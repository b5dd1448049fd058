import assert from "node:assert/strict";
import type { z } from "zod";
import {
  type Package,
  PackageResponse,
  UpdatedPackageResponse,
} from "../../provider/src/wire";
import {
  ACCOUNT,
  guid,
  OTHER_ACCOUNT,
  PACKAGE,
  PLAN,
  SITE,
} from "../support/packageFixtures";

const CREATED = "2024-02-22T09:30:00.123Z";
const UPDATED = "2024-02-22T09:31:00.456Z";

/** An instance in the shape of the documented samples, ids of our own. */
const instance = (number: number, more: object = {}) => ({
  instanceId: guid("e", number),
  siteId: SITE,
  catalogProductId: PLAN,
  status: "PENDING",
  billingInfo: { type: "RECURRING", cycleDuration: { unit: "YEAR", count: 1 } },
  countryCode: "BR",
  createdDate: CREATED,
  updatedDate: CREATED,
  ...more,
});
const pkg = (productInstances: object[], more: object = {}) => ({
  id: PACKAGE,
  accountId: ACCOUNT,
  externalId: "sub-42",
  productInstances,
  createdDate: CREATED,
  updatedDate: UPDATED,
  ...more,
});

/** As it comes over the network. */
const parse = <Schema extends z.ZodType>(
  schema: Schema,
  sample: unknown,
): z.output<Schema> => schema.parse(JSON.parse(JSON.stringify(sample)));

const packageOf = (sample: object): Package =>
  parse(PackageResponse, { package: sample }).package;

describe("contract: documented answers about packages", () => {
  it("Create Package V2", () => {
    const live = packageOf(pkg([instance(1)]));
    assert.deepEqual(
      [live.id, live.accountId, live.externalId, live.updatedDate],
      [PACKAGE, ACCOUNT, "sub-42", UPDATED],
    );
    const [one] = live.productInstances;
    assert.deepEqual(one?.billingInfo?.cycleDuration, {
      unit: "YEAR",
      count: 1,
    });
    assert.deepEqual([one?.status, one?.siteId], ["PENDING", SITE]);
  });

  it("with the idempotency key echoed beside the package, and without", () => {
    const sample = { package: pkg([instance(1)]) };
    assert.equal(
      parse(PackageResponse, { ...sample, idempotencyKey: "k-1" })
        .idempotencyKey,
      "k-1",
    );
    assert.equal(parse(PackageResponse, sample).idempotencyKey, undefined);
  });

  it("Assign: the account's parent is named", () => {
    assert.equal(
      packageOf(pkg([instance(1)], { parentAccountId: OTHER_ACCOUNT }))
        .parentAccountId,
      OTHER_ACCOUNT,
    );
  });

  it("Unassign: the site is simply absent", () => {
    const { siteId: _, ...floating } = instance(1);
    assert.equal(
      packageOf(pkg([floating])).productInstances[0]?.siteId,
      undefined,
    );
  });

  it("Get: usable, cancelled and failed services side by side", () => {
    const failure = {
      code: "DELIVERY_TIMEOUT",
      message: "delivery reached it's deadline",
    };
    const live = packageOf(
      pkg([
        instance(1, { status: "ENABLED", expirationDate: UPDATED }),
        instance(2, { status: "CANCELED" }),
        instance(3, { status: "FAILED", failure }),
        instance(4, { status: "AWAITING_ACTION" }),
      ]),
    );
    assert.deepEqual(
      live.productInstances.map(({ status }) => status),
      ["ENABLED", "CANCELED", "FAILED", "AWAITING_ACTION"],
    );
    assert.equal(live.productInstances[0]?.expirationDate, UPDATED);
    assert.deepEqual(live.productInstances[2]?.failure, failure);
  });

  it("null is as good as absent, in every field that may be missing", () => {
    const { instanceId, catalogProductId, status } = instance(1);
    const nulls = Object.fromEntries(
      [
        "siteId",
        "billingInfo",
        "failure",
        "countryCode",
        "expirationDate",
        "discountCode",
        "referenceProductInstanceId",
        "createdDate",
        "updatedDate",
      ].map((field) => [field, null]),
    );
    const bare = { instanceId, catalogProductId, status };
    const withNulls = packageOf({
      id: PACKAGE,
      accountId: ACCOUNT,
      productInstances: [{ ...bare, ...nulls }],
      externalId: null,
      parentAccountId: null,
      createdDate: null,
      updatedDate: null,
    });
    const without = packageOf({
      id: PACKAGE,
      accountId: ACCOUNT,
      productInstances: [bare],
    });
    assert.deepEqual(
      JSON.parse(JSON.stringify(withNulls)),
      JSON.parse(JSON.stringify(without)),
    );
    assert.equal(withNulls.productInstances[0]?.siteId, undefined);
  });

  const billings: [it: string, billingInfo: unknown, read: unknown][] = [
    ["paid once", { type: "ONE_TIME" }, { type: "ONE_TIME" }],
    [
      "a count as a string",
      { type: "RECURRING", cycleDuration: { unit: "MONTH", count: "3" } },
      { type: "RECURRING", cycleDuration: { unit: "MONTH", count: 3 } },
    ],
    [
      "no cycle",
      { type: "RECURRING", cycleDuration: null },
      { type: "RECURRING" },
    ],
    [
      "unset members",
      { type: "UNKNOWN", cycleDuration: { unit: "UNKNOWN", count: 0 } },
      { type: "UNKNOWN", cycleDuration: { unit: "UNKNOWN", count: 0 } },
    ],
    [
      "members of tomorrow",
      { type: "USAGE", cycleDuration: { unit: "DECADE", count: 1 } },
      { type: "USAGE", cycleDuration: { unit: "DECADE", count: 1 } },
    ],
    ["nothing in it", {}, {}],
  ];
  for (const [name, billingInfo, read] of billings) {
    it(`billing: ${name}`, () => {
      const [one] = packageOf(
        pkg([instance(1, { billingInfo })]),
      ).productInstances;
      assert.deepEqual(JSON.parse(JSON.stringify(one?.billingInfo)), read);
    });
  }

  it("ACTIVE, the word of the prose, is ENABLED; a status of tomorrow passes as it is", () => {
    const live = packageOf(
      pkg(
        ["ACTIVE", "SUSPENDED"].map((status, at) =>
          instance(at + 1, { status }),
        ),
      ),
    );
    assert.deepEqual(
      live.productInstances.map(({ status }) => status),
      ["ENABLED", "SUSPENDED"],
    );
  });

  it("paymentInfo, as two samples call it, is no reason to fail", () => {
    const { billingInfo, ...rest } = instance(1);
    const [one] = packageOf(
      pkg([{ ...rest, paymentInfo: billingInfo }]),
    ).productInstances;
    assert.equal(one?.billingInfo, undefined);
  });

  it("fields of tomorrow pass at every level", () => {
    const more = { of: { tomorrow: [1] } };
    const failure = { code: "NEW", more };
    const sample = {
      package: pkg(
        [
          instance(1, {
            more,
            failure,
            billingInfo: { type: "ONE_TIME", more },
          }),
        ],
        { more },
      ),
      more,
    };
    assert.deepEqual(parse(PackageResponse, sample).more, more);
  });

  it("an account id whose version nibble is 8, as in a sample", () => {
    assert.equal(
      packageOf(pkg([], { accountId: "2250b761-b31c-853b-485b-76e9fc04bdc6" }))
        .accountId.length,
      36,
    );
  });

  it("Update External Id calls its package `updatedPackage`", () => {
    assert.equal(
      parse(UpdatedPackageResponse, { updatedPackage: pkg([instance(1)]) })
        .updatedPackage.id,
      PACKAGE,
    );
    assert.ok(
      !UpdatedPackageResponse.safeParse({ package: pkg([instance(1)]) })
        .success,
    );
  });

  const broken: [it: string, sample: object][] = [
    ["id", pkg([instance(1)], { id: undefined })],
    ["an id that is empty", pkg([instance(1)], { id: "" })],
    ["account", pkg([instance(1)], { accountId: null })],
    ["instances", pkg([], { productInstances: undefined })],
    ["an instance's id", pkg([instance(1, { instanceId: null })])],
    [
      "an instance's product",
      pkg([instance(1, { catalogProductId: undefined })]),
    ],
    ["an instance's status", pkg([instance(1, { status: null })])],
  ];
  for (const [name, sample] of broken) {
    it(`what everything rests on must be there: ${name}`, () => {
      assert.throws(() => packageOf(sample));
    });
  }
});
