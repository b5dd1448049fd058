import assert from "node:assert/strict";
import type { Fault } from "pulumi-wix-simulator";
import {
  CREATE,
  KEY,
  mailbox,
  NOBODY,
  packagePath,
  withSimulator,
  type Bench,
  type Reply,
} from "./harness";

const create = ({ send }: Bench, more: object = {}) =>
  send("POST", CREATE, { products: [mailbox()], ...more });

/** The code of the socket error behind a failed fetch. */
async function failure(sending: Promise<unknown>): Promise<string> {
  try {
    await sending;
    return "answered";
  } catch (error) {
    const cause = (error as Error).cause as
      { code?: string; message?: string } | undefined;
    return cause?.code ?? cause?.message ?? String(error);
  }
}

describe("simulator: faults", () => {
  describe("before the request is carried out", () => {
    const answered: [Fault, (reply: Reply) => void][] = [
      [
        { kind: "status", status: 500 },
        ({ status, body }) => {
          assert.equal(status, 500);
          assert.deepEqual(body, { message: "", details: {} });
        },
      ],
      [
        { kind: "status", status: 502, body: "" },
        ({ body }) => assert.equal(body, ""),
      ],
      [
        { kind: "status", status: 429, retryAfterSeconds: 7 },
        ({ status, headers }) => {
          assert.equal(status, 429);
          assert.equal(headers.get("retry-after"), "7");
        },
      ],
      [
        { kind: "status", status: 428, code: "PRODUCT_LIMIT_EXCEEDED" },
        ({ body }) =>
          assert.equal(
            body.details.applicationError.code,
            "PRODUCT_LIMIT_EXCEEDED",
          ),
      ],
      [
        { kind: "garbage" },
        ({ status, body }) =>
          assert.deepEqual([status, typeof body], [200, "string"]),
      ],
      [
        { kind: "truncated" },
        ({ status, body }) =>
          assert.deepEqual([status, typeof body], [200, "string"]),
      ],
      [
        { kind: "mismatch" },
        ({ status, body }) =>
          assert.deepEqual([status, body.package], [200, "mismatch"]),
      ],
      [
        { kind: "redirect", location: "https://example.invalid/" },
        ({ status, headers }) =>
          assert.deepEqual(
            [status, headers.get("location")],
            [307, "https://example.invalid/"],
          ),
      ],
    ];
    for (const [fault, check] of answered) {
      it(JSON.stringify(fault), () =>
        withSimulator({}, async (bench) => {
          bench.world.faults({ fault });
          const reply = await create(bench);
          check(reply);
          assert.ok(reply.headers.get("x-wix-request-id"));
          assert.equal(bench.world.counters().packagesBought, 0);
          const [entry] = bench.world.log();
          assert.equal(entry?.fault, `before ${fault.kind}`);
          assert.equal(entry?.committed, false);
          assert.equal(entry?.status, reply.status);
        }),
      );
    }

    it("reset", () =>
      withSimulator({}, async (bench) => {
        bench.world.faults({ fault: { kind: "reset" } });
        assert.equal(await failure(create(bench)), "ECONNRESET");
        assert.equal(bench.world.counters().packagesBought, 0);
        assert.equal(bench.world.log()[0]?.status, null);
      }));
  });

  describe("after it was carried out", () => {
    for (const fault of [
      { kind: "status", status: 503 },
      { kind: "garbage" },
      { kind: "truncated" },
      { kind: "mismatch" },
      { kind: "redirect", location: "/" },
    ] satisfies Fault[]) {
      it(JSON.stringify(fault), () =>
        withSimulator({}, async (bench) => {
          bench.world.faults({ fault, when: "after" });
          const lost = await create(bench, { idempotencyKey: "k" });
          assert.equal(lost.body?.package?.id, undefined);
          assert.equal(bench.world.counters().packagesBought, 1);
          assert.equal(bench.world.log()[0]?.committed, true);
          const again = await create(bench, { idempotencyKey: "k" });
          assert.equal(again.body.package.id, bench.world.packages()[0]?.id);
          assert.equal(bench.world.counters().packagesBought, 1);
        }),
      );
    }

    it("reset", () =>
      withSimulator({}, async (bench) => {
        bench.world.faults({ fault: { kind: "reset" }, when: "after" });
        assert.equal(await failure(create(bench)), "ECONNRESET");
        assert.equal(bench.world.counters().packagesBought, 1);
      }));

    it("cut in the middle", () =>
      withSimulator({}, async (bench) => {
        bench.world.faults({
          fault: { kind: "truncated", midStream: true },
          when: "after",
        });
        assert.notEqual(await failure(create(bench)), "answered");
        assert.equal(bench.world.counters().packagesBought, 1);
      }));
  });

  for (const when of ["before", "after"] as const) {
    it(`hang ${when}: the log shows the request while it hangs`, () =>
      withSimulator({}, async (bench) => {
        const { world, simulator } = bench;
        world.faults({ fault: { kind: "hang" }, when });
        const abort = new AbortController();
        const hanging = fetch(simulator.url + CREATE, {
          method: "POST",
          body: JSON.stringify({ products: [mailbox()] }),
          headers: {
            authorization: KEY,
            "wix-account-id": "aaaaaaaa-0000-4000-8000-000000000010",
          },
          signal: abort.signal,
        });
        while (world.log()[0]?.fault === undefined)
          await new Promise(setImmediate);
        assert.equal(world.log()[0]?.fault, `${when} hang`);
        assert.equal(world.log()[0]?.status, null);
        assert.equal(world.counters().packagesBought, when === "after" ? 1 : 0);
        abort.abort();
        await assert.rejects(hanging);
      }));

    it(`delay ${when}: the answer comes late and is whole`, () =>
      withSimulator({}, async (bench) => {
        bench.world.faults({ fault: { kind: "delay", ms: 50 }, when });
        const start = Date.now();
        assert.equal((await create(bench)).status, 200);
        assert.ok(Date.now() - start >= 45);
        assert.equal(bench.world.counters().packagesBought, 1);
      }));
  }

  it("trickle: the answer is whole in the end", () =>
    withSimulator({}, async (bench) => {
      bench.world.faults({ fault: { kind: "trickle", ms: 2 } });
      const start = Date.now();
      const reply = await create(bench);
      assert.equal(reply.body.package.id, bench.world.packages()[0]?.id);
      assert.ok(Date.now() - start >= 32);
    }));

  describe("the plan", () => {
    const get = ({ send }: Bench) => send("GET", packagePath(NOBODY));
    const GET = "GET /resellers/v1/packages/{id}";
    const fault = { kind: "status", status: 503 } as const;

    it("strikes the nth request, so many times", () =>
      withSimulator({}, async (bench) => {
        bench.world.faults({ nth: 2, times: 2, fault });
        const seen: number[] = [];
        for (let round = 0; round < 5; round++)
          seen.push((await get(bench)).status);
        assert.deepEqual(seen, [404, 503, 503, 404, 404]);
      }));

    it("counts only the requests of its route", () =>
      withSimulator({}, async (bench) => {
        bench.world.faults({ route: GET, nth: 2, fault });
        assert.equal((await get(bench)).status, 404);
        assert.equal((await create(bench)).status, 200);
        assert.equal((await get(bench)).status, 503);
      }));

    it("the first rule that is due strikes; the others still count", () =>
      withSimulator({}, async (bench) => {
        const other = { kind: "status", status: 500 } as const;
        bench.world.faults(
          { route: "*", fault },
          { route: GET, nth: 2, fault: other },
        );
        assert.deepEqual(
          [
            (await get(bench)).status,
            (await get(bench)).status,
            (await get(bench)).status,
          ],
          [503, 500, 404],
        );
      }));

    it("can be cleared", () =>
      withSimulator({}, async (bench) => {
        bench.world.faults({ fault, times: 100 });
        assert.equal((await get(bench)).status, 503);
        bench.world.clearFaults();
        assert.equal((await get(bench)).status, 404);
      }));

    it("refuses a route that does not exist", () =>
      withSimulator({}, ({ world }) => {
        assert.throws(
          () => world.faults({ route: "GET /nowhere", fault }),
          /unknown route "GET \/nowhere"/,
        );
      }));

    it("a throttle of the gateway does not count as a request of the limit", () =>
      withSimulator({ settings: { requestsPerMinute: 1 } }, async (bench) => {
        bench.world.faults({ fault: { kind: "status", status: 429 } });
        assert.equal((await get(bench)).status, 429);
        assert.equal((await get(bench)).status, 404);
      }));
  });

  it("closing ends a hanging request", async () => {
    let hanging: Promise<string> | undefined;
    await withSimulator({}, async (bench) => {
      bench.world.faults({ fault: { kind: "hang" } });
      hanging = failure(create(bench));
      while (bench.world.log()[0]?.fault === undefined)
        await new Promise(setImmediate);
    });
    assert.notEqual(await hanging, "answered");
  });
});
