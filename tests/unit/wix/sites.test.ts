import assert from "node:assert/strict";
import { accountsApi } from "../../../provider/src/wix/accounts";
import { WixError, WixReadOnly } from "../../../provider/src/wix/errors";
import { sitesApi } from "../../../provider/src/wix/sites";
import {
  ACCOUNT,
  guid,
  OTHER_ACCOUNT,
  SITE,
} from "../../support/packageFixtures";
import {
  lostAnswer,
  MAIN_ACCOUNT,
  type Scripted,
  scriptedWix,
} from "../../support/scriptedWix";

const all = async <Item>(items: AsyncIterable<Item>): Promise<Item[]> => {
  const found: Item[] = [];
  for await (const one of items) found.push(one);
  return found;
};
const request = {
  siteId: SITE,
  sourceAccountId: ACCOUNT,
  targetAccountId: OTHER_ACCOUNT,
  enableNotifications: false,
};

describe("wix/sites", () => {
  it("a query walks its pages, and says the limit again with each cursor", async () => {
    const { call, script } = scriptedWix([
      {
        body: {
          sites: [{ id: "1" }],
          metadata: { cursors: { next: "two" }, hasNext: true },
        },
      },
      {
        body: {
          sites: [{ id: "2" }],
          metadata: { cursors: { next: "three" }, hasNext: false },
        },
      },
    ]);
    const found = await all(sitesApi(call).query(ACCOUNT, { id: SITE }));
    assert.deepEqual(
      found.map(({ id }) => id),
      ["1", "2"],
    );
    assert.deepEqual(
      script.sent.map(({ path, headers, body }) => [
        path,
        headers["wix-account-id"],
        body,
      ]),
      [
        [
          "/site-list/v2/sites/query",
          ACCOUNT,
          { query: { filter: { id: SITE }, cursorPaging: { limit: 100 } } },
        ],
        [
          "/site-list/v2/sites/query",
          ACCOUNT,
          { query: { cursorPaging: { limit: 100, cursor: "two" } } },
        ],
      ],
    );
  });

  it("a count is not wrapped in a query", async () => {
    const { call, script } = scriptedWix([
      { body: { count: "7" } },
      { body: {} },
    ]);
    const sites = sitesApi(call);
    assert.equal(await sites.count(ACCOUNT, { premium: true }), 7);
    assert.equal(await sites.count(ACCOUNT, {}), 0);
    assert.deepEqual(script.sent[0]?.body, { filter: { premium: true } });
  });

  it("a transfer names its target in the header alone", async () => {
    const { call, script } = scriptedWix([{ body: {} }]);
    await sitesApi(call).transfer(request);
    const { targetAccountId, ...siteTransfer } = request;
    assert.deepEqual(script.sent, [
      {
        method: "POST",
        path: "/b2b-site-management/v1/transfer-site",
        headers: {
          accept: "application/json",
          "content-type": "application/json",
          "wix-account-id": targetAccountId,
        },
        body: { siteTransfer },
      },
    ]);
  });

  const open: [it: string, answer: Scripted][] = [
    ["a lost answer", lostAnswer()],
    ["a 503", { status: 503 }],
    ["no JSON", { body: "<html>" }],
  ];
  for (const [what, answer] of open) {
    it(`a transfer is not repeated after ${what}`, async () => {
      const { call, script } = scriptedWix([answer]);
      await assert.rejects(
        sitesApi(call).transfer(request),
        (error: unknown) => {
          assert.ok(error instanceof WixError);
          assert.equal(error.carriedOut, "maybe");
          return true;
        },
      );
      assert.equal(script.raw.length, 1);
    });
  }

  it("a transfer is a write", async () => {
    const { call, script } = scriptedWix([], { readOnly: true });
    await assert.rejects(sitesApi(call).transfer(request), WixReadOnly);
    assert.deepEqual(script.raw, []);
  });

  it("SITE_NOT_FOUND of a transfer has advice of its own", async () => {
    const body = { details: { applicationError: { code: "SITE_NOT_FOUND" } } };
    const { call } = scriptedWix([{ status: 400, body }]);
    await assert.rejects(sitesApi(call).transfer(request), {
      name: "WixRejected",
      message:
        /the site is not in the source account \(SITE_NOT_FOUND\)[^]*check siteId and sourceAccountId/,
    });
  });
});

describe("wix/accounts", () => {
  const ids = (count: number, from = 0) =>
    Array.from({ length: count }, (_, at) => guid("a", from + at));
  const page = (accountIds: string[], pagingMetadata?: object): Scripted => ({
    body: {
      childAccounts: accountIds.map((accountId) => ({ accountId })),
      pagingMetadata,
    },
  });
  const children = async (...pages: Scripted[]) => {
    const { call, script } = scriptedWix(pages);
    return {
      found: await all(accountsApi(call, MAIN_ACCOUNT).children()),
      asked: script.sent.map(({ path }) => path.split("?")[1]),
    };
  };

  it("children are walked by offset", async () => {
    const { found, asked } = await children(page(ids(50)), page(ids(3, 50)));
    assert.deepEqual(found, ids(53));
    assert.deepEqual(asked, [
      "paging.limit=50&paging.offset=0",
      "paging.limit=50&paging.offset=50",
    ]);
  });

  it("a last page that is full is followed by an empty one", async () => {
    const { found } = await children(page(ids(50)), { body: {} });
    assert.deepEqual(found, ids(50));
  });

  it("a page that is shorter than asked for is not the last when the total says so", async () => {
    const total = { count: 20, total: 25 };
    const { found, asked } = await children(
      page(ids(20), { ...total, offset: 0 }),
      page(ids(5, 20), { ...total, count: 5, offset: 20 }),
    );
    assert.deepEqual(found, ids(25));
    assert.equal(asked[1], "paging.limit=50&paging.offset=20");
  });

  it("an account is read in the name of the main account", async () => {
    const { call, script } = scriptedWix([
      { body: { account: { accountId: ACCOUNT } } },
    ]);
    const { accountId } = await accountsApi(call, MAIN_ACCOUNT).get(ACCOUNT);
    assert.equal(accountId, ACCOUNT);
    assert.equal(script.sent[0]?.path, `/accounts/v1/accounts/${ACCOUNT}`);
    assert.equal(script.sent[0].headers["wix-account-id"], MAIN_ACCOUNT);
  });
});
