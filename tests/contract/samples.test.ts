import assert from "node:assert/strict";
import type { z } from "zod";
import {
  CountSitesResponse,
  ErrorBody,
  GetAccountResponse,
  ListChildAccountsResponse,
  QueryPackagesResponse,
  QuerySitesResponse,
  TransferSiteResponse,
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

/** As it comes over the network. */
const parse = <Schema extends z.ZodType>(
  schema: Schema,
  sample: unknown,
): z.output<Schema> => schema.parse(JSON.parse(JSON.stringify(sample)));

describe("contract: documented answers of queries", () => {
  it("Query Packages", () => {
    const { packages, metadata } = parse(QueryPackagesResponse, {
      metadata: { count: 1, cursors: { next: "n", prev: "p" } },
      packages: [
        {
          id: PACKAGE,
          accountId: ACCOUNT,
          productInstances: [
            {
              instanceId: guid("e", 1),
              catalogProductId: PLAN,
              status: "ENABLED",
            },
          ],
        },
      ],
    });
    assert.equal(packages?.length, 1);
    assert.deepEqual(metadata?.cursors, { next: "n", prev: "p" });
  });

  it("with offset paging", () => {
    const sample = {
      metadata: { count: 1, offset: 0, total: 7, tooManyToCount: false },
      packages: [],
    };
    assert.equal(
      parse(QueryPackagesResponse, sample).metadata?.cursors?.next,
      undefined,
    );
  });

  it("numbers of paging as strings", () => {
    const metadata = { count: "1", offset: "0", total: "7" };
    parse(QueryPackagesResponse, { metadata, packages: [] });
    parse(QuerySitesResponse, { metadata, sites: [] });
  });

  const empty = [
    {},
    { packages: null, metadata: null },
    { packages: [], metadata: {} },
    { pagingMetadata: { count: 0, cursors: {} } },
    { metadata: { cursors: { next: null, prev: null } } },
  ];
  for (const sample of empty) {
    it(`nothing found: ${JSON.stringify(sample)}`, () => {
      const { packages, metadata } = parse(QueryPackagesResponse, sample);
      assert.deepEqual(packages ?? [], []);
      assert.equal(metadata?.cursors?.next, undefined);
    });
  }

  it("Query Sites, with what newer pages added", () => {
    const site = {
      id: SITE,
      name: "bakery",
      displayName: "Bäckerei",
      ownerAccountId: ACCOUNT,
      contributorAccountIds: [ACCOUNT],
      createdDate: CREATED,
      updatedDate: UPDATED,
      published: true,
      premium: false,
      viewUrl: "",
      editUrl: "/editor/x",
      thumbnail: "x.png",
      editorType: "ODEDITOR",
      blocked: false,
      namespace: "HEADLESS",
      domainConnected: false,
      parentChildRole: "NONE",
    };
    const trashed = { id: guid("b", 9), trashedDate: UPDATED, folderId: null };
    const { sites, metadata } = parse(QuerySitesResponse, {
      sites: [site, trashed],
      metadata: { count: 2, cursors: { next: "n" }, hasNext: true },
      cursorPaging: {},
    });
    assert.deepEqual(
      sites?.map(({ ownerAccountId, trashedDate }) => [
        ownerAccountId,
        trashedDate,
      ]),
      [
        [ACCOUNT, undefined],
        [undefined, UPDATED],
      ],
    );
    assert.equal(metadata?.cursors?.next, "n");
    assert.deepEqual(parse(QuerySitesResponse, {}).sites ?? [], []);
  });

  it("Count Sites", () => {
    assert.equal(parse(CountSitesResponse, { count: 7 }).count, 7);
    assert.equal(parse(CountSitesResponse, { count: "7" }).count, 7);
  });

  it("Transfer Site echoes another source than was sent, in Wix's own sample", () => {
    const siteTransfer = {
      siteId: SITE,
      sourceAccountId: OTHER_ACCOUNT,
      enableNotifications: false,
    };
    assert.equal(
      parse(TransferSiteResponse, { siteTransfer }).siteTransfer?.siteId,
      SITE,
    );
    parse(TransferSiteResponse, {});
  });

  it("Get Account and List Child Accounts", () => {
    const account = {
      accountId: ACCOUNT,
      slug: "bakery",
      accountName: "Bakery",
      status: "ACTIVE",
      accountOwner: guid("f", 1),
      accountProperties: {
        isTeam: false,
        coBranding: "None",
        parentAccountId: OTHER_ACCOUNT,
      },
      dateCreated: CREATED,
      dateUpdated: UPDATED,
    };
    assert.equal(
      parse(GetAccountResponse, { account }).account.accountProperties
        ?.parentAccountId,
      OTHER_ACCOUNT,
    );
    const { childAccounts } = parse(ListChildAccountsResponse, {
      childAccounts: [{ accountId: ACCOUNT }],
      pagingMetadata: {
        count: 1,
        offset: 0,
        total: "1",
        tooManyToCount: false,
      },
    });
    assert.deepEqual(
      childAccounts?.map(({ accountId }) => accountId),
      [ACCOUNT],
    );
    assert.deepEqual(
      parse(ListChildAccountsResponse, {}).childAccounts ?? [],
      [],
    );
  });
});

describe("contract: documented refusals", () => {
  it("an application error", () => {
    const { details } = parse(ErrorBody, {
      message: "text",
      details: {
        applicationError: {
          code: "SITE_NOT_FOUND",
          description: "text",
          data: {},
        },
      },
    });
    assert.equal(details?.applicationError?.code, "SITE_NOT_FOUND");
  });

  it("a validation error", () => {
    const violation = {
      field: "externalId",
      description: "too long",
      violatedRule: "MAX",
      ruleName: "x",
      data: { threshold: 100 },
    };
    const { details } = parse(ErrorBody, {
      message: "text",
      details: { validationError: { fieldViolations: [violation, {}] } },
    });
    assert.equal(
      details?.validationError?.fieldViolations?.[0]?.violatedRule,
      "MAX",
    );
  });

  for (const sample of [
    { message: "", details: {} },
    {},
    { message: null, details: null },
    { details: { applicationError: null, validationError: null } },
  ]) {
    it(`of a system in trouble: ${JSON.stringify(sample)}`, () => {
      assert.equal(
        parse(ErrorBody, sample).details?.applicationError,
        undefined,
      );
    });
  }
});
