import assert from "node:assert/strict";
import fc from "fast-check";
import {
  AdjustRequest,
  CreatePackageRequest,
  CursorQueryRequest,
  KeyedRequest,
  TransferSiteRequest,
} from "../../provider/src/wire";
import type { Repeat } from "../../provider/src/wix/endpoint";
import { packageEndpoints } from "../../provider/src/wix/endpoints/packages";
import {
  anyArgs,
  guid,
  MARK,
  MONTH,
  ONCE,
  PACKAGE,
  PLAN,
  SITE,
} from "../support/packageFixtures";
import { scriptedPackages, STUB } from "../support/scriptedProvider";

const product = { catalogProductId: PLAN, countryCode: "BR" };
const create = (more: object = {}, one: object = {}) => ({
  products: [{ ...product, ...one }],
  ...more,
});

describe("contract: what a request may hold", () => {
  const fine: [
    it: string,
    schema: { safeParse(body: unknown): { success: boolean } },
    body: unknown,
  ][] = [
    [
      "the documented create",
      CreatePackageRequest,
      create(
        { externalId: "sub-42", idempotencyKey: "k-1" },
        { siteId: SITE, billingInfo: MONTH },
      ),
    ],
    ["the smallest create", CreatePackageRequest, create()],
    [
      "all of a product",
      CreatePackageRequest,
      create(
        {},
        {
          billingInfo: ONCE,
          discountCode: "x".repeat(25),
          referenceProductInstanceId: guid("e", 1),
        },
      ),
    ],
    [
      "a thousand products",
      CreatePackageRequest,
      { products: Array.from({ length: 1000 }, () => product) },
    ],
    [
      "the longest texts",
      CreatePackageRequest,
      create({ externalId: "x".repeat(100), idempotencyKey: "x".repeat(100) }),
    ],
    ["an empty cancel", KeyedRequest, {}],
    ["a keyed cancel", KeyedRequest, { idempotencyKey: "k" }],
    [
      "an adjust of the product",
      AdjustRequest,
      { catalogProductId: PLAN, discountCode: "x" },
    ],
    ["an adjust of the billing", AdjustRequest, { billingInfo: MONTH }],
    [
      "a first page",
      CursorQueryRequest,
      {
        query: {
          filter: { accountId: { $eq: "x" } },
          sort: [{ fieldName: "createdDate", order: "DESC" }],
          cursorPaging: { limit: 100 },
        },
      },
    ],
    [
      "a next page",
      CursorQueryRequest,
      { query: { cursorPaging: { cursor: "n" } } },
    ],
    [
      "a transfer",
      TransferSiteRequest,
      {
        siteTransfer: {
          siteId: SITE,
          sourceAccountId: guid("a", 1),
          enableNotifications: true,
        },
      },
    ],
  ];
  for (const [name, schema, body] of fine) {
    it(name, () => assert.ok(schema.safeParse(body).success));
  }

  const refused: typeof fine = [
    ["no products", CreatePackageRequest, { products: [] }],
    [
      "a product too many",
      CreatePackageRequest,
      { products: Array.from({ length: 1001 }, () => product) },
    ],
    [
      "no country, which V2 requires",
      CreatePackageRequest,
      { products: [{ catalogProductId: PLAN }] },
    ],
    [
      "no product id",
      CreatePackageRequest,
      { products: [{ countryCode: "BR" }] },
    ],
    [
      "external_id, as a sample has it",
      CreatePackageRequest,
      create({ external_id: "x" }),
    ],
    [
      "productInstances, as the answer has it",
      CreatePackageRequest,
      { productInstances: [product] },
    ],
    [
      "an argument of ours",
      CreatePackageRequest,
      create({}, { floating: true }),
    ],
    [
      "a key too long",
      CreatePackageRequest,
      create({ idempotencyKey: "x".repeat(101) }),
    ],
    [
      "an external id too long",
      CreatePackageRequest,
      create({ externalId: "x".repeat(101) }),
    ],
    [
      "a discount code too long",
      CreatePackageRequest,
      create({}, { discountCode: "x".repeat(26) }),
    ],
    ["null for absent", CreatePackageRequest, create({}, { siteId: null })],
    [
      "half a cycle",
      CreatePackageRequest,
      create(
        {},
        { billingInfo: { type: "RECURRING", cycleDuration: { unit: "YEAR" } } },
      ),
    ],
    [
      "UNKNOWN, which answers may hold",
      CreatePackageRequest,
      create({}, { billingInfo: { type: "UNKNOWN" } }),
    ],
    ["an adjust of nothing", AdjustRequest, { idempotencyKey: "k" }],
    ["an adjust of a discount alone", AdjustRequest, { discountCode: "x" }],
    [
      "an adjust of a site",
      AdjustRequest,
      { catalogProductId: PLAN, siteId: SITE },
    ],
    [
      "a page too long",
      CursorQueryRequest,
      { query: { cursorPaging: { limit: 101 } } },
    ],
    [
      "offset paging",
      CursorQueryRequest,
      { query: { paging: { limit: 1, offset: 1 } } },
    ],
    ["a query without its wrapping", CursorQueryRequest, { filter: {} }],
    [
      "the target of a transfer in the body",
      TransferSiteRequest,
      {
        siteTransfer: {
          siteId: SITE,
          sourceAccountId: guid("a", 1),
          targetAccountId: guid("a", 2),
        },
      },
    ],
  ];
  for (const [name, schema, body] of refused) {
    it(`not ${name}`, () => assert.ok(!schema.safeParse(body).success));
  }
});

describe("contract: endpoints as they are documented", () => {
  const documented: Record<keyof typeof packageEndpoints, string> = {
    create: "POST /resellers/v2/packages",
    get: "GET /resellers/v1/packages/{id}",
    query: "POST /resellers/v1/packages/query",
    cancel: "DELETE /resellers/v1/packages/{id}",
    cancelInstance:
      "DELETE /resellers/v1/packages/product-instances/{instanceId}",
    adjust: "PATCH /resellers/v1/packages/product-instances/{instanceId}",
    assign:
      "PATCH /resellers/v1/packages/product-instances/{instanceId}/{siteId}",
    unassign:
      "PATCH /resellers/v1/packages/product-instances/{instanceId}/unassign",
    updateExternalId:
      "PATCH /resellers/v1/packages/update/{packageId}/{externalId}",
  };
  for (const [name, route] of Object.entries(documented)) {
    it(`${name} is ${route}`, () => {
      const { method, route: template } =
        packageEndpoints[name as keyof typeof documented];
      assert.equal(`${method} ${template}`, route);
    });
  }

  const repeats: Record<keyof typeof packageEndpoints, Repeat> = {
    create: "look-first",
    get: "harmless",
    query: "harmless",
    cancel: "keyed",
    cancelInstance: "keyed",
    adjust: "keyed",
    assign: "keyed",
    unassign: "keyed",
    updateExternalId: "look-first",
  };
  it("what reads is harmless, and what writes is keyed or looked up", () => {
    for (const [name, { access, repeat }] of Object.entries(packageEndpoints)) {
      const wanted = repeats[name as keyof typeof repeats];
      assert.equal(repeat, wanted, name);
      assert.equal(access, wanted === "harmless" ? "read" : "write", name);
    }
  });

  it("only what carries a key is repeated with it", () => {
    for (const [name, one] of Object.entries(packageEndpoints)) {
      if (one.repeat !== "keyed") continue;
      assert.ok("request" in one, name);
      const body = { catalogProductId: PLAN, idempotencyKey: "k" };
      const { catalogProductId: _, ...key } = body;
      const sent = name === "adjust" ? body : key;
      assert.ok(one.request.safeParse(sent).success, name);
    }
  });
});

describe("contract: a purchase", () => {
  it("whatever the arguments, it is a request that Wix takes, with just what is declared", async () => {
    await fc.assert(
      fc.asyncProperty(anyArgs, async ({ adopt: _, ...args }) => {
        const bought = {
          id: PACKAGE,
          accountId: args.accountId,
          externalId: args.externalId ?? MARK,
          productInstances: [],
        };
        const { provider, script } = scriptedPackages([
          { body: { packages: [] } },
          {
            body: { package: bought },
            headers: { date: "Thu, 15 Jan 2026 12:00:00 GMT" },
          },
        ]);
        // What comes of it does not matter here: the answer holds no instance.
        await provider
          .create({ ...args, __mark: MARK, __provider: STUB })
          .catch(() => undefined);
        const [, purchase] = script.sent;
        const { products, externalId, idempotencyKey } =
          CreatePackageRequest.parse(purchase?.body);
        assert.equal(purchase?.headers["wix-account-id"], args.accountId);
        assert.equal(externalId, args.externalId ?? MARK);
        assert.match(idempotencyKey ?? "", /^[0-9a-f]{64}$/);
        const declared = Object.entries(args.products)
          .sort(([one], [other]) => (one < other ? -1 : 1))
          .map(([, { floating: _floating, status: _status, ...one }]) => one);
        assert.deepEqual(products, declared);
      }),
      { numRuns: 50 },
    );
  });
});
