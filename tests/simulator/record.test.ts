import assert from "node:assert/strict";
import {
  ACCOUNTS,
  CREATE,
  externalIdPath,
  instancePath,
  KEY,
  mailbox,
  NOBODY,
  packagePath,
  plan,
  withSimulator,
} from "./harness";

describe("simulator: log and counters", () => {
  it("logs every request, and never the key", () =>
    withSimulator({}, async ({ buy, send, world }) => {
      const { id } = await buy([mailbox()], {
        externalId: "e",
        idempotencyKey: "k",
      });
      await send("GET", `${packagePath(id)}?probe=1`);
      await send("PATCH", externalIdPath(id, "a/b"));
      await send("POST", CREATE, {}, { authorization: undefined });
      const log = world.log();
      assert.deepEqual(
        log.map(
          ({ sequence, method, route, kind, status, committed, code }) => ({
            sequence,
            method,
            route,
            kind,
            status,
            committed,
            code,
          }),
        ),
        [
          {
            sequence: 1,
            method: "POST",
            route: "POST /resellers/v2/packages",
            kind: "write",
            status: 200,
            committed: true,
            code: undefined,
          },
          {
            sequence: 2,
            method: "GET",
            route: "GET /resellers/v1/packages/{id}",
            kind: "read",
            status: 200,
            committed: false,
            code: undefined,
          },
          {
            sequence: 3,
            method: "PATCH",
            route:
              "PATCH /resellers/v1/packages/update/{packageId}/{externalId}",
            kind: "write",
            status: 200,
            committed: true,
            code: undefined,
          },
          {
            sequence: 4,
            method: "POST",
            route: "POST /resellers/v2/packages",
            kind: "write",
            status: 401,
            committed: false,
            code: "UNAUTHENTICATED",
          },
        ],
      );
      assert.deepEqual(log[0]?.body, {
        products: [mailbox()],
        externalId: "e",
        idempotencyKey: "k",
      });
      assert.equal(log[0]?.idempotencyKey, "k");
      assert.equal(log[0]?.accountId, ACCOUNTS.bakery);
      assert.match(log[0]?.keyFingerprint ?? "", /^[0-9a-f]{8}$/);
      assert.equal(log[0]?.time, "2026-01-01T00:00:00.000Z");
      assert.deepEqual(log[1]?.query, { probe: "1" });
      assert.equal("body" in (log[1] ?? {}), false);
      assert.equal(log[2]?.path, externalIdPath(id, "a/b"));
      assert.equal("keyFingerprint" in (log[3] ?? {}), false);
      assert.equal(JSON.stringify(log).includes(KEY), false);
    }));

  it("can be cleared; the numbers go on", () =>
    withSimulator({}, async ({ send, world }) => {
      await send("GET", packagePath(NOBODY));
      world.clearLog();
      assert.deepEqual(world.log(), []);
      await send("GET", packagePath(NOBODY));
      assert.equal(world.log()[0]?.sequence, 2);
      assert.equal(world.counters().reads, 2);
    }));

  it("counts as a billing department would", () =>
    withSimulator({}, async ({ buy, send, query, world }) => {
      const first = await buy([plan(), mailbox()], { externalId: "x" });
      await buy([mailbox()], { externalId: "y" });
      await buy(
        [mailbox()],
        { externalId: "x" },
        { "wix-account-id": ACCOUNTS.clinic },
      );
      assert.equal(world.counters().duplicates, 0);
      const twin = await buy([mailbox()], { externalId: "x" });
      assert.equal(world.counters().duplicates, 1);
      await send("DELETE", instancePath(first.productInstances[0].instanceId));
      await send("DELETE", packagePath(twin.id));
      await query({});
      await send("GET", "/nowhere");
      world.change({
        kind: "putPackage",
        package: {
          accountId: ACCOUNTS.bakery,
          externalId: "x",
          productInstances: [{ catalogProductId: mailbox().catalogProductId }],
        },
      });
      assert.deepEqual(world.counters(), {
        packagesBought: 4,
        instancesBought: 5,
        duplicates: 0,
        duplicatesEver: 1,
        instancesLive: 4,
        cancels: 2,
        requests: {
          "POST /resellers/v2/packages": 4,
          "DELETE /resellers/v1/packages/product-instances/{instanceId}": 1,
          "DELETE /resellers/v1/packages/{id}": 1,
          "POST /resellers/v1/packages/query": 1,
          unknown: 1,
        },
        reads: 1,
        writes: 6,
        writesCommitted: 6,
      });
    }));

  it("what nobody bought has no duplicates", () =>
    withSimulator({}, async ({ buy, world }) => {
      const [productInstances, externalId] = [
        [{ catalogProductId: mailbox().catalogProductId }],
        "x",
      ];
      world.change({
        kind: "putPackage",
        package: { accountId: ACCOUNTS.bakery, externalId, productInstances },
      });
      await buy([mailbox()], { externalId });
      assert.equal(world.counters().duplicates, 0);
      assert.equal(world.counters().duplicatesEver, 0);
    }));

  it("packages without an external id are no duplicates", () =>
    withSimulator({}, async ({ buy, world }) => {
      await buy([mailbox()]);
      await buy([mailbox()]);
      assert.equal(world.counters().duplicates, 0);
      assert.equal(world.counters().duplicatesEver, 0);
    }));

  it("a cancel of two instances counts two", () =>
    withSimulator({}, async ({ buy, send, world }) => {
      const { id } = await buy([plan(), mailbox()]);
      await send("DELETE", packagePath(id));
      assert.equal(world.counters().cancels, 2);
    }));
});
