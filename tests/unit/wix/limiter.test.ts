import assert from "node:assert/strict";
import fc from "fast-check";
import { createLimiter, type Turn } from "../../../provider/src/wix/limiter";
import { virtualClock } from "../../support/virtualClock";

/** Half a second is left for the way to Wix. */
const WINDOW_MS = 60_500;

const open = (requestsPerMinute: number) => {
  const clock = virtualClock();
  const began = clock.now();
  return {
    clock,
    since: () => clock.now() - began,
    limiter: createLimiter({ requestsPerMinute, clock }),
  };
};

describe("wix/limiter", () => {
  /** When each of so many requests, all asked for at once, may go. */
  const burst = async (limit: number, requests: number) => {
    const { limiter, since } = open(limit);
    return Promise.all(
      Array.from({ length: requests }, () => limiter.acquire().then(since)),
    );
  };

  it("lets a burst up to the limit through at once", async () => {
    assert.deepEqual(await burst(3, 3), [0, 0, 0]);
  });

  it("then waits until the last minute leaves room", async () => {
    assert.deepEqual(await burst(3, 7), [
      ...[0, 0, 0],
      ...[WINDOW_MS, WINDOW_MS, WINDOW_MS],
      2 * WINDOW_MS,
    ]);
  });

  it("gives turns back one by one as they were taken", async () => {
    const { limiter, clock, since } = open(2);
    await limiter.acquire();
    clock.advance(40_000);
    await limiter.acquire();
    const next = [];
    for (let request = 0; request < 2; request += 1)
      next.push(await limiter.acquire().then(since));
    assert.deepEqual(next, [WINDOW_MS, 40_000 + WINDOW_MS]);
  });

  it("keeps the order of the calls", async () => {
    const { limiter } = open(2);
    const order: number[] = [];
    await Promise.all(
      [0, 1, 2, 3, 4, 5].map((one) =>
        limiter.acquire().then(() => order.push(one)),
      ),
    );
    assert.deepEqual(order, [0, 1, 2, 3, 4, 5]);
  });

  it("sends nothing during a pause, of those that wait already too", async () => {
    const { limiter, since } = open(1);
    const turn = await limiter.acquire();
    const waiting = limiter.acquire().then(since);
    turn.refused(300_000);
    assert.equal(await waiting, 300_000);
  });

  it("never shortens a pause", async () => {
    const { limiter, since } = open(10);
    const turn = await limiter.acquire();
    turn.refused(60_000);
    turn.refused(1_000);
    await limiter.acquire();
    assert.equal(since(), 60_000);
  });

  it("a pause that is over does nothing", async () => {
    const { limiter, clock, since } = open(10);
    const turn = await limiter.acquire();
    turn.refused(60_000);
    clock.advance(70_000);
    await limiter.acquire();
    assert.equal(since(), 70_000);
  });

  it("an abort rejects with its reason and takes no turn", async () => {
    const { limiter, since } = open(1);
    const reason = new Error("Pulumi is gone");
    const gone = AbortSignal.abort(reason);
    await assert.rejects(limiter.acquire(gone), reason);
    await limiter.acquire();
    assert.equal(since(), 0, "the turn was still free");
  });

  it("an abort in the middle of the queue does not break it", async () => {
    const { limiter, since } = open(1);
    const abort = new AbortController();
    const went: string[] = [];
    const ask = (name: string, signal?: AbortSignal) =>
      limiter.acquire(signal).then(() => went.push(`${name} ${since()}`));
    const first = ask("first");
    const second = ask("second", abort.signal);
    const third = ask("third");
    const reason = new Error("no longer wanted");
    abort.abort(reason);
    await assert.rejects(second, reason);
    await Promise.all([first, third]);
    assert.equal(went.length, 2);
    assert.match(went.join(), /^first 0,third \d+$/);
  });

  it("gives up with the number when pauses never end", async () => {
    const clock = virtualClock();
    const began = clock.now();
    // Whenever a pause is over, the server throttles again.
    const limiter = createLimiter({
      requestsPerMinute: 7,
      clock: {
        now: () => clock.now(),
        sleep: async (ms) => {
          await clock.sleep(ms);
          turn.refused(1_000_000);
        },
      },
    });
    const turn = await limiter.acquire();
    turn.refused(1_000_000);
    await assert.rejects(limiter.acquire(), (error: unknown) => {
      assert.ok(error instanceof RangeError);
      assert.match(error.message, /3600 s/);
      assert.match(error.message, /7 requests a minute/);
      return true;
    });
    assert.ok(clock.now() - began < 2 * 3_600_000);
  });

  it("never lets more than the limit through in any 60 s, whatever happens meanwhile", async () => {
    const event = fc.oneof(
      { weight: 6, arbitrary: fc.constant({ do: "acquire" } as const) },
      {
        weight: 2,
        arbitrary: fc.record({
          do: fc.constant("advance" as const),
          ms: fc.integer({ min: 1, max: 90_000 }),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          do: fc.constant("refuse" as const),
          ms: fc.integer({ min: 1, max: 120_000 }),
        }),
      },
      { weight: 1, arbitrary: fc.constant({ do: "abort" } as const) },
      { weight: 1, arbitrary: fc.constant({ do: "await" } as const) },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 6 }),
        fc.array(event, { maxLength: 40 }),
        async (limit, events) => {
          const { limiter, clock, since } = open(limit);
          const wentAt: number[] = [];
          const asked: Promise<unknown>[] = [];
          let turn: Turn | undefined;
          for (const one of events) {
            if (one.do === "acquire")
              asked.push(
                limiter.acquire().then((mine) => {
                  wentAt.push(since());
                  turn = mine;
                }),
              );
            if (one.do === "abort")
              asked.push(limiter.acquire(AbortSignal.abort()).catch(() => 0));
            if (one.do === "advance") clock.advance(one.ms);
            if (one.do === "refuse") turn?.refused(one.ms);
            if (one.do === "await") await Promise.all(asked);
          }
          await Promise.all(asked);
          const wanted = events.filter((one) => one.do === "acquire").length;
          assert.equal(wentAt.length, wanted, "each request goes");
          for (const from of wentAt) {
            const within = wentAt.filter(
              (at) => at >= from && at < from + 60_000,
            );
            assert.ok(within.length <= limit, `${within.length} from ${from}`);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
