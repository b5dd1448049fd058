import assert from "node:assert/strict";
import type { Settings } from "pulumi-wix-simulator";
import {
  ACCOUNTS,
  domain,
  idsOf,
  instancePath,
  mailbox,
  NOBODY,
  of,
  onShop,
  packagePath,
  plan,
  PRODUCTS,
  SITES,
  START,
  verdict,
  withSimulator,
  type Bench,
  type Reply,
} from "./harness";

const TRANSFER = "/b2b-site-management/v1/transfer-site";
const QUERY_SITES = "/site-list/v2/sites/query";
const COUNT_SITES = "/site-list/v2/sites/count";
const WIDE = { namespace: { $in: ["WIX", "HEADLESS"] } };

const transfer = (
  { send }: Bench,
  siteId: string,
  sourceAccountId: string,
  target: string,
  more: object = {},
) =>
  send(
    "POST",
    TRANSFER,
    { siteTransfer: { siteId, sourceAccountId, ...more } },
    { "wix-account-id": target },
  );

const sites = ({ send }: Bench, account: string, query: object = {}) =>
  send("POST", QUERY_SITES, { query }, { "wix-account-id": account });

const ids = (reply: Reply): string[] =>
  reply.body.sites.map(({ id }) => id).sort();

describe("simulator: transfer site", () => {
  const draft = [SITES.agencyDraft, ACCOUNTS.agency, ACCOUNTS.bakery] as const;

  it("moves the site at once, and cannot be repeated", () =>
    withSimulator({}, async (bench) => {
      bench.world.advance(5000);
      const first = await transfer(bench, ...draft);
      assert.equal(first.status, 200);
      assert.deepEqual(first.body.siteTransfer, {
        siteId: SITES.agencyDraft,
        sourceAccountId: ACCOUNTS.agency,
        enableNotifications: false,
      });
      const found = await sites(bench, ACCOUNTS.bakery, {
        filter: { id: SITES.agencyDraft },
      });
      assert.equal(found.body.sites[0].ownerAccountId, ACCOUNTS.bakery);
      assert.equal(
        found.body.sites[0].updatedDate,
        new Date(START + 5000).toISOString(),
      );
      assert.deepEqual(ids(await sites(bench, ACCOUNTS.agency)), [
        SITES.agencySecondDraft,
      ]);
      assert.equal(
        bench.world.site(SITES.agencyDraft)?.ownerAccountId,
        ACCOUNTS.bakery,
      );
      assert.equal(bench.world.sites().length, 7);
      assert.equal(bench.world.accounts().length, 5);
      assert.equal(
        verdict(await transfer(bench, ...draft)),
        "400 SITE_NOT_FOUND",
      );
      assert.deepEqual(
        bench.world
          .log()
          .filter(({ kind }) => kind === "write")
          .map(({ committed }) => committed),
        [true, false],
      );
    }));

  it("echoes enableNotifications, and takes a package afterwards", () =>
    withSimulator({}, async (bench) => {
      const reply = await transfer(bench, ...draft, {
        enableNotifications: true,
      });
      assert.equal("enableNotifications" in reply.body.siteTransfer, true);
      await bench.buy([plan({ siteId: SITES.agencyDraft })]);
    }));

  describe("is refused", () => {
    const { main, agency, bakery, clinic } = ACCOUNTS;
    const cases: [string, [string, string, string, object?], string][] = [
      [
        "unknown target",
        [SITES.agencyDraft, agency, NOBODY],
        "428 TARGET_ACCOUNT_ID_NOT_FOUND",
      ],
      [
        "unknown source",
        [SITES.agencyDraft, NOBODY, bakery],
        "403 SITE_TRANSFER_NOT_ALLOWED",
      ],
      [
        "to itself",
        [SITES.agencyDraft, agency, agency],
        "403 SITE_TRANSFER_NOT_ALLOWED",
      ],
      ["unknown site", [NOBODY, agency, bakery], "400 SITE_NOT_FOUND"],
      [
        "site of another account",
        [SITES.clinicHome, agency, bakery],
        "400 SITE_NOT_FOUND",
      ],
      ["no GUID", ["x", agency, bakery], "400 VALIDATION siteTransfer.siteId"],
      [
        "target in the body",
        [SITES.agencyDraft, agency, main, { targetAccountId: clinic }],
        "400 VALIDATION siteTransfer.targetAccountId",
      ],
    ];
    for (const [name, [siteId, source, target, more], expected] of cases) {
      it(`${name}: ${expected}`, () =>
        withSimulator({}, async (bench) => {
          assert.equal(
            verdict(await transfer(bench, siteId, source, target, more)),
            expected,
          );
        }));
    }

    it("a pair that is not allowed", () =>
      withSimulator({}, async (bench) => {
        const {
          accounts,
          sites: seeded,
          catalog,
        } = (await bench.send("GET", "/__simulator/state")).body;
        bench.world.reset({
          accounts: accounts.map(({ id, parentAccountId }) => ({
            id,
            ...(parentAccountId && { parentAccountId }),
          })),
          sites: seeded.map(({ id, ownerAccountId }) => ({
            id,
            ownerAccountId,
          })),
          catalog: [...catalog],
          transfers: [{ sourceAccountId: agency, targetAccountId: bakery }],
        });
        const second = [SITES.agencySecondDraft, agency, clinic] as const;
        assert.equal(
          verdict(await transfer(bench, ...second)),
          "403 SITE_TRANSFER_NOT_ALLOWED",
        );
        assert.equal(verdict(await transfer(bench, ...draft)), "200 OK");
        const back = await transfer(bench, SITES.agencyDraft, bakery, agency);
        assert.equal(verdict(back), "403 SITE_TRANSFER_NOT_ALLOWED");
      }));

    it("a key of another partner, and no key", () =>
      withSimulator({}, async (bench) => {
        const body = {
          siteTransfer: { siteId: NOBODY, sourceAccountId: agency },
        };
        const reply = await bench.send("POST", TRANSFER, body, {
          authorization: undefined,
        });
        assert.equal(verdict(reply), "401 UNAUTHENTICATED");
      }));
  });

  describe("paid services block it", () => {
    const out = [SITES.bakeryShop, ACCOUNTS.bakery, ACCOUNTS.agency] as const;
    const blocked = "428 SITE_TRANSFER_NOT_SUPPORTED";

    it("until their cancel has settled", () =>
      withSimulator({}, async (bench) => {
        const { id } = await bench.buy([mailbox(onShop)]);
        assert.equal(verdict(await transfer(bench, ...out)), blocked);
        await bench.send("DELETE", packagePath(id));
        assert.equal(verdict(await transfer(bench, ...out)), blocked);
        bench.world.advance(300);
        assert.equal(verdict(await transfer(bench, ...out)), "200 OK");
      }));

    it("but not services that failed", () =>
      withSimulator({}, async (bench) => {
        await bench.buy([{ ...of(PRODUCTS.broken), ...onShop }]);
        assert.equal(verdict(await transfer(bench, ...out)), "200 OK");
      }));

    for (const [unassignFreesSite, expected] of [
      [false, blocked],
      [true, "200 OK"],
    ] as const) {
      it(`unassignFreesSite ${unassignFreesSite}: after an unassign ${expected}`, () =>
        withSimulator({ settings: { unassignFreesSite } }, async (bench) => {
          const [instanceId] = idsOf(await bench.buy([plan(onShop)]));
          await bench.send("PATCH", instancePath(instanceId, "/unassign"));
          bench.world.advance(300);
          assert.equal(verdict(await transfer(bench, ...out)), expected);
        }));
    }

    it("a service that was moved to another site does not block the first", () =>
      withSimulator({}, async (bench) => {
        const [instanceId] = idsOf(await bench.buy([plan(onShop)]));
        await bench.send("PATCH", instancePath(instanceId, "/unassign"));
        await bench.send(
          "PATCH",
          instancePath(instanceId, `/${SITES.bakeryBlog}`),
        );
        assert.equal(verdict(await transfer(bench, ...out)), "200 OK");
      }));
  });
});

describe("simulator: query and count sites", () => {
  it("shows the sites of the header's account, of the namespace WIX unless asked", () =>
    withSimulator({}, async (bench) => {
      assert.deepEqual(ids(await sites(bench, ACCOUNTS.bakery)), [
        SITES.bakeryShop,
        SITES.bakeryBlog,
      ]);
      assert.deepEqual(ids(await sites(bench, ACCOUNTS.studio)), []);
      const wide = await sites(bench, ACCOUNTS.studio, { filter: WIDE });
      assert.deepEqual(ids(wide), [SITES.studioHeadless]);
      assert.equal(wide.body.sites[0].namespace, "HEADLESS");
      assert.deepEqual(wide.body.metadata, {
        count: 1,
        cursors: {},
        hasNext: false,
      });
    }));

  for (const [parentSeesSubAccountSites, seen] of [
    [false, 0],
    [true, 6],
  ] as const) {
    it(`parentSeesSubAccountSites ${parentSeesSubAccountSites}: the main account sees ${seen}`, () =>
      withSimulator(
        { settings: { parentSeesSubAccountSites } },
        async (bench) => {
          assert.equal(
            (await sites(bench, ACCOUNTS.main)).body.sites.length,
            seen,
          );
          assert.equal(
            (await sites(bench, ACCOUNTS.bakery)).body.sites.length,
            2,
          );
        },
      ));
  }

  it("siteListLagMs: the lists show the past; a transfer does not", () =>
    withSimulator(
      { settings: { siteListLagMs: 2000 } satisfies Partial<Settings> },
      async (bench) => {
        const { world, send } = bench;
        world.advance(10_000);
        await transfer(
          bench,
          SITES.agencyDraft,
          ACCOUNTS.agency,
          ACCOUNTS.bakery,
        );
        const count = async () =>
          (
            await send(
              "POST",
              COUNT_SITES,
              {},
              { "wix-account-id": ACCOUNTS.bakery },
            )
          ).body.count;
        world.advance(1999);
        assert.equal(
          (await sites(bench, ACCOUNTS.bakery)).body.sites.length,
          2,
        );
        assert.equal(await count(), 2);
        const again = await transfer(
          bench,
          SITES.agencyDraft,
          ACCOUNTS.agency,
          ACCOUNTS.bakery,
        );
        assert.equal(verdict(again), "400 SITE_NOT_FOUND");
        world.advance(1);
        assert.equal(
          (await sites(bench, ACCOUNTS.bakery)).body.sites.length,
          3,
        );
        assert.equal(await count(), 3);
      },
    ));

  describe("filters and orders", () => {
    const [shop, blog] = [SITES.bakeryShop, SITES.bakeryBlog];
    const cases: [string, object, string[]][] = [
      ["id", { filter: { id: shop } }, [shop]],
      ["id $in", { filter: { id: { $in: [blog, NOBODY] } } }, [blog]],
      ["id $hasSome", { filter: { id: { $hasSome: [blog] } } }, [blog]],
      [
        "name $startsWith",
        { filter: { name: { $startsWith: "bakery-s" } } },
        [shop],
      ],
      ["name $gt", { filter: { name: { $gt: "bakery-c" } } }, [shop]],
      ["premium", { filter: { premium: true } }, [shop]],
      [
        "domainConnected",
        { filter: { domainConnected: { $eq: true } } },
        [shop],
      ],
      ["published $ne", { filter: { published: { $ne: true } } }, []],
      ["namespace HEADLESS", { filter: { namespace: "HEADLESS" } }, []],
      [
        "folderId $exists",
        { filter: { folderId: { $exists: false } } },
        [shop, blog],
      ],
      [
        "displayName is ignored without a word",
        { filter: { displayName: "nobody" } },
        [shop, blog],
      ],
      ["so is the owner", { filter: { ownerAccountId: NOBODY } }, [shop, blog]],
    ];
    for (const [name, query, expected] of cases) {
      it(name, () =>
        withSimulator({}, async (bench) => {
          await bench.buy([plan(onShop)]);
          await bench.buy([domain(onShop)]);
          assert.deepEqual(
            ids(await sites(bench, ACCOUNTS.bakery, query)),
            expected,
          );
        }),
      );
    }

    it("sorts by displayName", () =>
      withSimulator({}, async (bench) => {
        const order = async (direction: string) => {
          const sort = [{ fieldName: "displayName", order: direction }];
          const reply = await sites(bench, ACCOUNTS.bakery, { sort });
          return reply.body.sites.map(({ displayName }) => displayName);
        };
        assert.deepEqual(await order("ASC"), ["Bakery Blog", "Bakery Shop"]);
        assert.deepEqual(await order("DESC"), ["Bakery Shop", "Bakery Blog"]);
      }));

    for (const [name, query, expected] of [
      [
        "operator",
        { filter: { premium: { $gt: "x" } } },
        "400 VALIDATION query.filter.premium",
      ],
      [
        "limit",
        { cursorPaging: { limit: 101 } },
        "400 VALIDATION query.cursorPaging.limit",
      ],
      [
        "offset paging",
        { paging: { limit: 1 } },
        "400 VALIDATION query.paging",
      ],
      ["cursor", { cursorPaging: { cursor: "x" } }, "400 INVALID_CURSOR"],
    ] as const) {
      it(`refuses ${name}: ${expected}`, () =>
        withSimulator({}, async (bench) => {
          assert.equal(
            verdict(await sites(bench, ACCOUNTS.bakery, query)),
            expected,
          );
        }));
    }
  });

  it("pages by cursor, which carries the namespace and not the limit", () =>
    withSimulator({}, async (bench) => {
      for (let index = 0; index < 5; index++) {
        bench.world.change({
          kind: "putSite",
          site: {
            id: `eeeeeeee-0000-4000-8000-00000000000${index}`,
            ownerAccountId: ACCOUNTS.studio,
            namespace: index % 2 ? "WIX" : "HEADLESS",
          },
        });
      }
      const seen: string[] = [];
      let page = await sites(bench, ACCOUNTS.studio, {
        filter: WIDE,
        cursorPaging: { limit: 4 },
      });
      assert.equal(page.body.metadata.hasNext, true);
      seen.push(...ids(page));
      const cursor = page.body.metadata.cursors.next;
      page = await sites(bench, ACCOUNTS.studio, { cursorPaging: { cursor } });
      seen.push(...ids(page));
      assert.equal(page.body.metadata.hasNext, false);
      assert.equal(new Set(seen).size, 6);
      const foreign = await sites(bench, ACCOUNTS.bakery, {
        cursorPaging: { cursor },
      });
      assert.equal(verdict(foreign), "400 INVALID_CURSOR");
    }));

  it("counts", () =>
    withSimulator({}, async ({ send, buy }) => {
      await buy([plan(onShop)]);
      const count = async (body: object, account: string = ACCOUNTS.bakery) =>
        (await send("POST", COUNT_SITES, body, { "wix-account-id": account }))
          .body.count;
      assert.equal(await count({}), 2);
      assert.equal(await count({ filter: { name: "bakery-shop" } }), 1);
      assert.equal(await count({}, ACCOUNTS.studio), 0);
      assert.equal(await count({ filter: WIDE }, ACCOUNTS.studio), 1);
      // Not supported by Count Sites, and ignored like every other field that is not.
      assert.equal(await count({ filter: { premium: true } }), 2);
      assert.equal(
        verdict(await send("POST", COUNT_SITES, { query: {} })),
        "400 VALIDATION query",
      );
    }));

  it("changes behind the caller's back: moved, trashed, restored, deleted", () =>
    withSimulator({}, async (bench) => {
      const { world } = bench;
      const siteId = SITES.bakeryShop;
      const found = async (account: string) =>
        (await sites(bench, account, { filter: { id: siteId } })).body.sites;
      world.advance(1000);
      world.change({ kind: "trashSite", siteId });
      assert.equal(
        (await found(ACCOUNTS.bakery))[0].trashedDate,
        new Date(START + 1000).toISOString(),
      );
      world.change({ kind: "restoreSite", siteId });
      assert.equal("trashedDate" in (await found(ACCOUNTS.bakery))[0], false);
      world.change({ kind: "moveSite", siteId, accountId: ACCOUNTS.clinic });
      assert.equal((await found(ACCOUNTS.bakery)).length, 0);
      assert.equal((await found(ACCOUNTS.clinic)).length, 1);
      assert.equal(
        verdict(
          await bench.send("POST", "/resellers/v2/packages", {
            products: [plan(onShop)],
          }),
        ),
        "404 SITE_NOT_FOUND",
      );
      world.change({ kind: "deleteSite", siteId });
      assert.equal((await found(ACCOUNTS.clinic)).length, 0);
      const gone = await transfer(
        bench,
        siteId,
        ACCOUNTS.clinic,
        ACCOUNTS.bakery,
      );
      assert.equal(verdict(gone), "400 SITE_NOT_FOUND");
    }));
});

describe("simulator: accounts", () => {
  const get = ({ send }: Bench, id: string, header: string = ACCOUNTS.main) =>
    send("GET", `/accounts/v1/accounts/${id}`, undefined, {
      "wix-account-id": header,
    });
  const children = (
    { send }: Bench,
    search = "",
    header: string = ACCOUNTS.main,
  ) =>
    send("GET", `/accounts/v1/account/child-accounts${search}`, undefined, {
      "wix-account-id": header,
    });

  it("get account", () =>
    withSimulator({}, async (bench) => {
      const { body } = await get(bench, ACCOUNTS.bakery);
      assert.equal(body.account.accountId, ACCOUNTS.bakery);
      assert.equal(body.account.accountName, "Bakery");
      assert.equal(body.account.status, "ACTIVE");
      assert.equal(
        body.account.accountProperties.parentAccountId,
        ACCOUNTS.main,
      );
      const main = await get(bench, ACCOUNTS.main, ACCOUNTS.clinic);
      assert.equal(
        main.body.account.accountProperties.parentAccountId,
        undefined,
      );
      assert.equal(verdict(await get(bench, NOBODY)), "404 ACCOUNT_NOT_FOUND");
      assert.equal(
        verdict(await get(bench, ACCOUNTS.main, NOBODY)),
        "404 ACCOUNT_NOT_FOUND",
      );
      bench.world.change({
        kind: "putAccount",
        account: { id: NOBODY, status: "BLOCKED" },
      });
      assert.equal(verdict(await get(bench, NOBODY)), "403 PERMISSION_DENIED");
      assert.equal(
        (await get(bench, NOBODY, NOBODY)).body.account.status,
        "BLOCKED",
      );
    }));

  it("list child accounts: 20 by default, at most 50", () =>
    withSimulator({}, async (bench) => {
      const first = await children(bench);
      assert.equal(first.body.childAccounts.length, 4);
      assert.deepEqual(first.body.childAccounts[0], {
        accountId: ACCOUNTS.agency,
      });
      for (let index = 10; index < 67; index++) {
        const account = {
          id: `ffffffff-0000-4000-8000-0000000000${index}`,
          parentAccountId: ACCOUNTS.main,
        };
        bench.world.change({ kind: "putAccount", account });
      }
      const { body } = await children(bench);
      assert.equal(body.childAccounts.length, 20);
      assert.deepEqual(body.pagingMetadata, {
        count: 20,
        offset: 0,
        total: 61,
        tooManyToCount: false,
      });
      const last = await children(bench, "?paging.limit=50&paging.offset=50");
      assert.equal(last.body.childAccounts.length, 11);
      assert.deepEqual(
        (await children(bench, "", ACCOUNTS.bakery)).body.childAccounts,
        [],
      );
    }));

  for (const [search, field] of [
    ["?paging.limit=51", "paging.limit"],
    ["?paging.limit=x", "paging.limit"],
    ["?paging.offset=-1", "paging.offset"],
  ] as const) {
    it(`list child accounts ${search}: 400`, () =>
      withSimulator({}, async (bench) => {
        assert.equal(
          verdict(await children(bench, search)),
          `400 VALIDATION ${field}`,
        );
      }));
  }
});
