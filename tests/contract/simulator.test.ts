import assert from "node:assert/strict";
import { ACCOUNTS, PRODUCTS, type Settings, SITES } from "pulumi-wix-simulator";
import type { z } from "zod";
import { ErrorBody, RESELLERS_ERRORS } from "../../provider/src/wire";
import type { Endpoint } from "../../provider/src/wix/endpoint";
import { accountEndpoints } from "../../provider/src/wix/endpoints/accounts";
import { packageEndpoints } from "../../provider/src/wix/endpoints/packages";
import { siteEndpoints } from "../../provider/src/wix/endpoints/sites";
import { type Asked, withContract } from "../support/contractBench";

/** Fields that the documentation knows; an answer that shows others would teach us to rest on them. */
const DOCUMENTED = {
  package: [
    "id",
    "accountId",
    "externalId",
    "productInstances",
    "createdDate",
    "updatedDate",
    "parentAccountId",
  ],
  instance: [
    "instanceId",
    "catalogProductId",
    "siteId",
    "billingInfo",
    "status",
    "failure",
    "countryCode",
    "expirationDate",
    "discountCode",
    "referenceProductInstanceId",
    "createdDate",
    "updatedDate",
  ],
};
const plan = {
  catalogProductId: PRODUCTS.planBasic,
  countryCode: "BR",
  siteId: SITES.bakeryShop,
  billingInfo: { type: "RECURRING", cycleDuration: { unit: "YEAR", count: 1 } },
};
const mailbox = {
  catalogProductId: PRODUCTS.mailbox,
  countryCode: "BR",
  discountCode: "SPRING",
  billingInfo: {
    type: "RECURRING",
    cycleDuration: { unit: "MONTH", count: 1 },
  },
};

type Wire = z.output<(typeof packageEndpoints.get)["response"]>["package"];

const onlyDocumented = (live: Wire) => {
  const unknown = [
    ...Object.keys(live).filter((field) => !DOCUMENTED.package.includes(field)),
    ...live.productInstances.flatMap((one) =>
      Object.keys(one).filter((field) => !DOCUMENTED.instance.includes(field)),
    ),
  ];
  assert.deepEqual(unknown, []);
  return live;
};

const VARIANTS: [it: string, settings: Partial<Settings>][] = [
  ["by default", {}],
  ["giving nothing back of what is written once", { writeOnceEchoed: false }],
  ["listing products in another order", { productOrder: "shuffled" }],
  ["answering a repeat as it is now", { replay: "current" }],
];

describe("contract: answers of the simulator", () => {
  for (const [name, settings] of VARIANTS) {
    it(`every endpoint of packages, ${name}, at every turn of a package's life`, () =>
      withContract(settings, async ({ ask, world }) => {
        const settled = () => world.advance(60_000);
        const {
          create,
          get,
          query,
          adjust,
          assign,
          unassign,
          updateExternalId,
          cancelInstance,
          cancel,
        } = packageEndpoints;
        const made = await ask(create, {
          body: {
            products: [plan, mailbox],
            externalId: "sub-42",
            idempotencyKey: "k-1",
          },
        });
        const { id, productInstances } = onlyDocumented(made.package);
        assert.deepEqual(
          productInstances.map(({ status }) => status),
          ["PENDING", "PENDING"],
        );
        onlyDocumented(
          (
            await ask(create, {
              body: {
                products: [plan, mailbox],
                externalId: "sub-42",
                idempotencyKey: "k-1",
              },
            })
          ).package,
        );
        settled();
        const idOf = (product: string) =>
          productInstances.find(
            ({ catalogProductId }) => catalogProductId === product,
          )?.instanceId ?? "";
        const [onSite, floating] = [
          idOf(PRODUCTS.planBasic),
          idOf(PRODUCTS.mailbox),
        ];
        const live = onlyDocumented((await ask(get, { path: { id } })).package);
        assert.ok(
          live.productInstances.every(({ status }) => status === "ENABLED"),
        );
        assert.equal(
          live.productInstances.find((one) => one.instanceId === floating)
            ?.siteId,
          undefined,
        );

        const { packages = [], metadata } = await ask(query, {
          body: {
            query: {
              filter: { accountId: { $eq: ACCOUNTS.bakery } },
              cursorPaging: { limit: 1 },
            },
          },
        });
        packages.forEach(onlyDocumented);
        assert.deepEqual(
          packages.map((one) => one.id),
          [id],
        );
        assert.equal(typeof metadata?.count, "number");

        const writes = [
          () =>
            ask(adjust, {
              path: { instanceId: onSite },
              body: {
                catalogProductId: PRODUCTS.planPro,
                billingInfo: plan.billingInfo,
              },
            }),
          () =>
            ask(assign, {
              path: { instanceId: floating, siteId: SITES.bakeryShop },
              body: {},
            }),
          () =>
            ask(unassign, {
              path: { instanceId: floating },
              body: { idempotencyKey: "k-2" },
            }),
          () =>
            ask(cancelInstance, { path: { instanceId: floating }, body: {} }),
          () => ask(cancel, { path: { id }, body: {} }),
        ];
        for (const write of writes) {
          const answered = onlyDocumented((await write()).package);
          assert.ok(
            answered.productInstances.some(
              ({ status }) => status === "PENDING",
            ),
          );
          settled();
        }
        const { updatedPackage } = await ask(updateExternalId, {
          path: { packageId: id, externalId: "a/b ü" },
        });
        assert.equal(onlyDocumented(updatedPackage).externalId, "a/b ü");
        const dead = onlyDocumented((await ask(get, { path: { id } })).package);
        assert.deepEqual(
          dead.productInstances.map(({ status }) => status),
          ["CANCELED", "CANCELED"],
        );
      }));
  }

  it("a service that fails or waits for somebody", () =>
    withContract({}, async ({ ask, world }) => {
      const products = [PRODUCTS.broken, PRODUCTS.taxService].map(
        (catalogProductId) => ({ catalogProductId, countryCode: "BR" }),
      );
      const made = await ask(packageEndpoints.create, { body: { products } });
      world.advance(60_000);
      const { productInstances } = onlyDocumented(
        (await ask(packageEndpoints.get, { path: { id: made.package.id } }))
          .package,
      );
      assert.deepEqual(
        productInstances.map(({ status }) => status),
        ["FAILED", "AWAITING_ACTION"],
      );
      assert.equal(typeof productInstances[0]?.failure?.code, "string");
    }));

  it("pages of a query, by cursor", () =>
    withContract({}, async ({ ask }) => {
      for (const externalId of ["a", "b", "c"])
        await ask(packageEndpoints.create, {
          body: { products: [mailbox], externalId },
        });
      const found: (string | undefined)[] = [];
      let cursor: string | undefined;
      do {
        const cursorPaging = {
          limit: 2,
          ...(cursor === undefined ? {} : { cursor }),
        };
        const { packages, metadata } = await ask(packageEndpoints.query, {
          body: { query: { cursorPaging } },
        });
        found.push(...(packages ?? []).map(({ externalId }) => externalId));
        cursor = metadata?.cursors?.next;
      } while (cursor !== undefined && found.length < 10);
      assert.deepEqual(found.sort(), ["a", "b", "c"]);
    }));

  it("sites, transfers and accounts", () =>
    withContract({}, async ({ ask }) => {
      const filter = { namespace: { $in: ["WIX", "HEADLESS"] } };
      const { sites = [] } = await ask(siteEndpoints.query, {
        accountId: ACCOUNTS.agency,
        body: { query: { filter } },
      });
      assert.ok(sites.some(({ id }) => id === SITES.agencyDraft));
      const { count } = await ask(siteEndpoints.count, {
        accountId: ACCOUNTS.agency,
        body: { filter },
      });
      assert.equal(count, sites.length);
      const siteTransfer = {
        siteId: SITES.agencyDraft,
        sourceAccountId: ACCOUNTS.agency,
      };
      await ask(siteEndpoints.transfer, { body: { siteTransfer } });
      const moved = await ask(siteEndpoints.query, {
        body: { query: { filter: { id: { $eq: SITES.agencyDraft } } } },
      });
      assert.deepEqual(
        moved.sites?.map(({ ownerAccountId }) => ownerAccountId),
        [ACCOUNTS.bakery],
      );
      const { account } = await ask(accountEndpoints.get, {
        path: { accountId: ACCOUNTS.bakery },
        accountId: ACCOUNTS.main,
      });
      assert.equal(account.accountId, ACCOUNTS.bakery);
      const { childAccounts } = await ask(accountEndpoints.children, {
        accountId: ACCOUNTS.main,
        query: "?paging.limit=50",
      });
      assert.ok(
        childAccounts?.some(({ accountId }) => accountId === ACCOUNTS.bakery),
      );
    }));

  const refusals: [
    code: keyof typeof RESELLERS_ERRORS,
    endpoint: Endpoint,
    asked: Asked,
  ][] = [
    [
      "PACKAGE_NOT_FOUND",
      packageEndpoints.get,
      { path: { id: SITES.bakeryShop } },
    ],
    [
      "PRODUCT_NOT_FOUND",
      packageEndpoints.create,
      {
        body: {
          products: [{ ...mailbox, catalogProductId: SITES.bakeryShop }],
        },
      },
    ],
    [
      "SITE_NOT_FOUND",
      packageEndpoints.create,
      { body: { products: [{ ...plan, siteId: SITES.clinicHome }] } },
    ],
    [
      "MISSING_BILLING_CYCLE",
      packageEndpoints.create,
      {
        body: {
          products: [
            { catalogProductId: PRODUCTS.planBasic, countryCode: "BR" },
          ],
        },
      },
    ],
    [
      "INVALID_PRODUCTS",
      packageEndpoints.create,
      {
        body: {
          products: [{ ...mailbox, catalogProductId: PRODUCTS.notResellable }],
        },
      },
    ],
    [
      "PRODUCT_INSTANCE_NOT_FOUND",
      packageEndpoints.adjust,
      {
        path: { instanceId: SITES.bakeryShop },
        body: { catalogProductId: PRODUCTS.planPro },
      },
    ],
  ];
  for (const [code, endpoint, asked] of refusals) {
    it(`a refusal: ${code}`, () =>
      withContract({}, async ({ send }) => {
        const { status, json } = await send(endpoint, asked);
        assert.equal(status, RESELLERS_ERRORS[code]);
        assert.equal(
          ErrorBody.parse(json).details?.applicationError?.code,
          code,
        );
      }));
  }

  it("a refusal of the body names the field", () =>
    withContract({}, async ({ send }) => {
      const { request: _, ...unchecked } = packageEndpoints.create;
      const { status, json } = await send(unchecked, {
        body: { products: [] },
      });
      assert.equal(status, 400);
      const [violation] =
        ErrorBody.parse(json).details?.validationError?.fieldViolations ?? [];
      assert.equal(violation?.field, "products");
    }));
});
