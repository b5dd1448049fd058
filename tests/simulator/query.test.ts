import assert from "node:assert/strict";
import {
  ACCOUNTS,
  CREATE,
  mailbox,
  monthly,
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
  yearly,
  type Bench,
  type Reply,
} from "./harness";

const names = (reply: Reply): string[] =>
  reply.body.packages.map((each) => each.externalId ?? "none");

/** Four packages, a second apart: a (plan on the shop), b (canceled mailbox), c (failed, another account), none (no external id). */
async function fourPackages({ buy, send, world }: Bench) {
  const a = await buy([plan(onShop), mailbox()], { externalId: "a" });
  const b = await buy([mailbox({ countryCode: "DE" })], { externalId: "b" });
  const c = await buy(
    [of(PRODUCTS.broken)],
    { externalId: "c" },
    { "wix-account-id": ACCOUNTS.clinic },
  );
  const d = await buy([of(PRODUCTS.taxService)]);
  await send("DELETE", packagePath(b.id));
  world.advance(1000);
  return { a, b, c, d };
}

type Four = Awaited<ReturnType<typeof fourPackages>>;

const at = (ms: number) => new Date(START + ms).toISOString();

describe("simulator: query packages", () => {
  it("shows the whole partner, newest first, whichever account the header names", () =>
    withSimulator({}, async (bench) => {
      await fourPackages(bench);
      for (const account of [ACCOUNTS.main, ACCOUNTS.bakery, ACCOUNTS.studio]) {
        const reply = await bench.query({}, { "wix-account-id": account });
        assert.deepEqual(names(reply), ["none", "c", "b", "a"]);
        assert.deepEqual(reply.body.metadata, { count: 4, cursors: {} });
      }
    }));

  it("does not show another partner's packages", () =>
    withSimulator({}, async (bench) => {
      const { world, query } = bench;
      await fourPackages(bench);
      world.change(
        { kind: "putAccount", account: { id: NOBODY } },
        {
          kind: "putPackage",
          package: {
            accountId: NOBODY,
            externalId: "theirs",
            productInstances: [{ catalogProductId: PRODUCTS.mailbox }],
          },
        },
      );
      assert.deepEqual(names(await query({})), ["none", "c", "b", "a"]);
      assert.deepEqual(names(await query({}, { "wix-account-id": NOBODY })), [
        "theirs",
      ]);
    }));

  describe("filters", () => {
    // expectation: the external ids, sorted; `none` has none
    const cases: [string, (four: Four) => object, string][] = [
      ["bare value", ({ a }) => ({ id: a.id }), "a"],
      ["id $eq", ({ a }) => ({ id: { $eq: a.id } }), "a"],
      ["id $in", ({ a, c }) => ({ id: { $in: [a.id, c.id, NOBODY] } }), "a c"],
      ["id $ne", ({ a }) => ({ id: { $ne: a.id } }), "b c none"],
      ["accountId $eq", () => ({ accountId: { $eq: ACCOUNTS.clinic } }), "c"],
      [
        "externalId $in",
        () => ({ externalId: { $in: ["a", "b", "z"] } }),
        "a b",
      ],
      [
        "externalId $exists true",
        () => ({ externalId: { $exists: true } }),
        "a b c",
      ],
      [
        "externalId $exists false",
        () => ({ externalId: { $exists: false } }),
        "none",
      ],
      ["externalId $ne", () => ({ externalId: { $ne: "a" } }), "b c none"],
      [
        "two fields",
        () => ({ accountId: ACCOUNTS.bakery, externalId: "b" }),
        "b",
      ],
      ["createdDate $gt", () => ({ createdDate: { $gt: at(1000) } }), "c none"],
      [
        "createdDate $gte",
        () => ({ createdDate: { $gte: at(1000) } }),
        "b c none",
      ],
      ["createdDate $lt", () => ({ createdDate: { $lt: at(1000) } }), "a"],
      ["createdDate $lte", () => ({ createdDate: { $lte: at(1000) } }), "a b"],
      [
        "createdDate $eq in another spelling",
        () => ({ createdDate: "2026-01-01T00:00:01Z" }),
        "b",
      ],
      [
        "createdDate between",
        () => ({ createdDate: { $gt: at(0), $lt: at(3000) } }),
        "b c",
      ],
      ["updatedDate $gte", () => ({ updatedDate: { $gte: at(4000) } }), "b"],
      [
        "instanceId $hasSome",
        ({ a, b }) => ({
          "productInstances.instanceId": {
            $hasSome: [
              a.productInstances[1].instanceId,
              b.productInstances[0].instanceId,
            ],
          },
        }),
        "a b",
      ],
      [
        "instanceId $hasAll",
        ({ a }) => ({
          "productInstances.instanceId": {
            $hasAll: a.productInstances.map((each) => each.instanceId),
          },
        }),
        "a",
      ],
      [
        "siteId",
        () => ({ "productInstances.siteId": { $hasSome: [SITES.bakeryShop] } }),
        "a",
      ],
      [
        "catalogProductId $hasSome",
        () => ({
          "productInstances.catalogProductId": { $hasSome: [PRODUCTS.mailbox] },
        }),
        "a b",
      ],
      [
        "catalogProductId $hasAll",
        () => ({
          "productInstances.catalogProductId": {
            $hasAll: [PRODUCTS.mailbox, PRODUCTS.planBasic],
          },
        }),
        "a",
      ],
      [
        "status CANCELED",
        () => ({ "productInstances.status": { $hasSome: ["CANCELED"] } }),
        "b",
      ],
      [
        "status of several",
        () => ({
          "productInstances.status": {
            $hasSome: ["ENABLED", "AWAITING_ACTION"],
          },
        }),
        "a none",
      ],
      [
        "failure.code",
        () => ({
          "productInstances.failure.code": { $hasSome: ["DELIVERY_TIMEOUT"] },
        }),
        "c",
      ],
      [
        "failure.message",
        () => ({
          "productInstances.failure.message": {
            $hasSome: ["delivery reached its deadline"],
          },
        }),
        "c",
      ],
      [
        "failure",
        () => ({
          "productInstances.failure": {
            $hasSome: [
              {
                message: "delivery reached its deadline",
                code: "DELIVERY_TIMEOUT",
              },
            ],
          },
        }),
        "c",
      ],
      [
        "billingInfo",
        () => ({ "productInstances.billingInfo": { $hasSome: [yearly] } }),
        "a",
      ],
      [
        "billingInfo.type",
        () => ({
          "productInstances.billingInfo.type": { $hasSome: ["ONE_TIME"] },
        }),
        "",
      ],
      [
        "cycleDuration",
        () => ({
          "productInstances.billingInfo.cycleDuration": {
            $hasSome: [yearly.cycleDuration],
          },
        }),
        "a",
      ],
      [
        "cycleDuration.unit",
        () => ({
          "productInstances.billingInfo.cycleDuration.unit": {
            $hasAll: ["MONTH", "YEAR"],
          },
        }),
        "a",
      ],
      [
        "cycleDuration.count",
        () => ({
          "productInstances.billingInfo.cycleDuration.count": { $hasSome: [1] },
        }),
        "a b c none",
      ],
      [
        "instance createdDate",
        () => ({ "productInstances.createdDate": { $hasSome: [at(0)] } }),
        "a",
      ],
      [
        "countryCode",
        () => ({ "productInstances.countryCode": { $hasSome: ["DE"] } }),
        "b",
      ],
    ];
    for (const [name, filterOf, expected] of cases) {
      it(`${name}: ${expected || "nothing"}`, () =>
        withSimulator({}, async (bench) => {
          const four = await fourPackages(bench);
          const reply = await bench.query({ filter: filterOf(four) });
          assert.equal(reply.status, 200, JSON.stringify(reply.body));
          assert.equal(names(reply).sort().join(" "), expected);
        }));
    }
  });

  describe("refusals", () => {
    const cases: [string, object, string][] = [
      [
        "unknown field",
        { filter: { parentAccountId: "x" } },
        "400 VALIDATION query.filter.parentAccountId",
      ],
      [
        "inherited name",
        { filter: { toString: "x" } },
        "400 VALIDATION query.filter.toString",
      ],
      [
        "unknown operator",
        { filter: { id: { $startsWith: "x" } } },
        "400 VALIDATION query.filter.id",
      ],
      [
        "logical operator",
        { filter: { $and: [] } },
        "400 VALIDATION query.filter.$and",
      ],
      [
        "bare value of a list",
        { filter: { "productInstances.status": "ENABLED" } },
        "400 VALIDATION query.filter.productInstances.status",
      ],
      [
        "$in without list",
        { filter: { id: { $in: "x" } } },
        "400 VALIDATION query.filter.id.$in",
      ],
      [
        "$exists without boolean",
        { filter: { id: { $exists: 1 } } },
        "400 VALIDATION query.filter.id.$exists",
      ],
      [
        "no date",
        { filter: { createdDate: { $gt: "soon" } } },
        "400 VALIDATION query.filter.createdDate.$gt",
      ],
      [
        "not sortable",
        { sort: [{ fieldName: "externalId" }] },
        "400 VALIDATION query.sort",
      ],
      [
        "limit above",
        { cursorPaging: { limit: 101 } },
        "400 VALIDATION query.cursorPaging.limit",
      ],
      ["two pagings", { cursorPaging: {}, paging: {} }, "400 VALIDATION query"],
      [
        "nonsense cursor",
        { cursorPaging: { cursor: "nonsense" } },
        "400 INVALID_CURSOR",
      ],
    ];
    for (const [name, query, expected] of cases) {
      it(`${name}: ${expected}`, () =>
        withSimulator({}, async (bench) => {
          assert.equal(verdict(await bench.query(query)), expected);
        }));
    }

    it("no query at all: 400", () =>
      withSimulator({}, async ({ send }) => {
        const reply = await send("POST", "/resellers/v1/packages/query", {});
        assert.equal(verdict(reply), "400 VALIDATION query");
      }));
  });

  it("sorts by updatedDate and createdDate, both ways", () =>
    withSimulator({}, async (bench) => {
      await fourPackages(bench);
      const by = async (fieldName: string, order?: string) =>
        names(
          await bench.query({ sort: [{ fieldName, ...(order && { order }) }] }),
        ).join(" ");
      assert.equal(await by("createdDate"), "a b c none");
      assert.equal(await by("createdDate", "DESC"), "none c b a");
      assert.equal(await by("updatedDate", "ASC"), "a c none b");
      assert.equal(await by("updatedDate", "DESC"), "b none c a");
    }));

  describe("pages", () => {
    const many = async ({ send }: Bench, count: number) => {
      for (let index = 0; index < count; index++) {
        await send("POST", CREATE, {
          externalId: `p${index}`,
          products: [mailbox()],
        });
      }
    };
    const walk = async (bench: Bench, query: object, limit: number) => {
      const pages: string[][] = [];
      let reply = await bench.query({ ...query, cursorPaging: { limit } });
      for (;;) {
        pages.push(names(reply));
        const { next } = reply.body.metadata.cursors;
        if (next === undefined) return pages;
        reply = await bench.query({ cursorPaging: { cursor: next, limit } });
      }
    };

    it("by cursor: every package once, in order", () =>
      withSimulator({}, async (bench) => {
        await many(bench, 7);
        const pages = await walk(
          bench,
          { sort: [{ fieldName: "createdDate", order: "ASC" }] },
          3,
        );
        assert.deepEqual(
          pages.map((page) => page.length),
          [3, 3, 1],
        );
        assert.equal(new Set(pages.flat()).size, 7);
      }));

    it("the cursor carries the filter", () =>
      withSimulator({}, async (bench) => {
        await many(bench, 5);
        await bench.buy(
          [mailbox()],
          { externalId: "other" },
          { "wix-account-id": ACCOUNTS.clinic },
        );
        const pages = await walk(
          bench,
          { filter: { accountId: ACCOUNTS.bakery } },
          2,
        );
        assert.deepEqual(
          pages.map((page) => page.length),
          [2, 2, 1],
        );
        assert.equal(pages.flat().includes("other"), false);
      }));

    it("a cursor with filter or sort is refused, and one of another partner", () =>
      withSimulator({}, async (bench) => {
        await many(bench, 3);
        const first = await bench.query({ cursorPaging: { limit: 2 } });
        const { next } = first.body.metadata.cursors;
        const cursorPaging = { cursor: next };
        for (const extra of [{ filter: {} }, { sort: [] }]) {
          assert.equal(
            verdict(await bench.query({ cursorPaging, ...extra })),
            "400 INVALID_CURSOR",
          );
        }
        bench.world.change({ kind: "putAccount", account: { id: NOBODY } });
        const foreign = await bench.query(
          { cursorPaging },
          { "wix-account-id": NOBODY },
        );
        assert.equal(verdict(foreign), "400 INVALID_CURSOR");
      }));

    it("what is bought meanwhile does not shift a walk", () =>
      withSimulator({}, async (bench) => {
        await many(bench, 4);
        const first = await bench.query({ cursorPaging: { limit: 2 } });
        bench.world.advance(1000);
        await bench.buy([mailbox()], { externalId: "late" });
        const second = await bench.query({
          cursorPaging: { cursor: first.body.metadata.cursors.next },
        });
        const seen = [...names(first), ...names(second)];
        assert.equal(seen.length, 4);
        assert.equal(new Set(seen).size, 4);
      }));

    it("goes back with prev", () =>
      withSimulator({}, async (bench) => {
        await many(bench, 5);
        const first = await bench.query({ cursorPaging: { limit: 2 } });
        const second = await bench.query({
          cursorPaging: { limit: 2, cursor: first.body.metadata.cursors.next },
        });
        const back = await bench.query({
          cursorPaging: { limit: 2, cursor: second.body.metadata.cursors.prev },
        });
        assert.deepEqual(names(back), names(first));
        assert.equal("prev" in back.body.metadata.cursors, false);
      }));

    it("100 by default", () =>
      withSimulator({}, async (bench) => {
        await many(bench, 101);
        const reply = await bench.query({});
        assert.equal(reply.body.packages.length, 100);
        assert.equal(reply.body.metadata.count, 100);
      }));

    it("by offset, with a total and without cursors", () =>
      withSimulator({}, async (bench) => {
        await many(bench, 5);
        const reply = await bench.query({
          paging: { limit: 2, offset: 4 },
          fields: ["id"],
        });
        assert.equal(reply.body.packages.length, 1);
        assert.ok(
          reply.body.packages[0].productInstances,
          "fields are ignored",
        );
        assert.deepEqual(reply.body.metadata, {
          count: 1,
          offset: 4,
          total: 5,
          tooManyToCount: false,
        });
      }));
  });

  it("filters on what other cycles there are", () =>
    withSimulator({}, async (bench) => {
      await bench.buy([mailbox({ billingInfo: monthly })], { externalId: "m" });
      const filter = { "productInstances.billingInfo": { $hasSome: [yearly] } };
      assert.deepEqual(names(await bench.query({ filter })), []);
    }));
});
