import assert from "node:assert/strict";
import {
  createLimiter,
  type LimitWait,
} from "../../../provider/src/wix/limiter";
import { simulatedTime } from "../../support/simulatedTime";

/** What Wix lets one account send in any minute. */
const LIMIT = 200;

interface Process {
  readonly requests: number;
  /** So many at a time. */
  readonly parallel: number;
  readonly beginsMs?: number;
}

/** Processes that know nothing of each other, on one account. */
async function together(
  processes: readonly Process[],
  options: {
    /** Sent by others just before. */
    readonly before?: number;
    readonly limit?: number;
    readonly saysWhen?: boolean;
  } = {},
) {
  const { before = 0, limit = LIMIT, saysWhen = false } = options;
  const time = simulatedTime();
  const began = time.now();
  const carriedOut = Array.from({ length: before }, () => began - 10_000);
  let refused = 0;

  /** @returns for how long a refused request has to wait, as Wix says or advises */
  const server = (): number | undefined => {
    const now = time.now();
    while (carriedOut[0] !== undefined && carriedOut[0] <= now - 60_000)
      carriedOut.shift();
    const [oldest] = carriedOut;
    if (carriedOut.length < limit || oldest === undefined) {
      carriedOut.push(now);
      return undefined;
    }
    refused += 1;
    return saysWhen ? oldest + 60_000 - now : 60_000;
  };

  const run = async ({ requests, parallel, beginsMs = 0 }: Process) => {
    await time.sleep(beginsMs);
    const limiter = createLimiter({ requestsPerMinute: LIMIT, clock: time });
    let left = requests;
    const worker = async () => {
      while (left > 0) {
        left -= 1;
        for (;;) {
          const turn = await limiter.acquire();
          await time.sleep(50);
          const waitMs = server();
          await time.sleep(50);
          if (waitMs === undefined) break;
          turn.refused(waitMs);
          await time.sleep(waitMs);
        }
      }
    };
    await Promise.all(Array.from({ length: parallel }, worker));
  };
  try {
    await time.run(Promise.all(processes.map(run)), 24 * 3_600_000);
    const total = processes.reduce((sum, { requests }) => sum + requests, 0);
    const floorS = 60 * Math.ceil((total - limit + before) / limit);
    return { ratio: (time.now() - began) / 1000 / floorS, refused, total };
  } finally {
    time.uninstall();
  }
}

describe("wix/limiter: several processes on one account", function () {
  this.timeout(60_000);
  const one = { requests: 1_000, parallel: 8 };
  const rows: [
    it: string,
    processes: readonly Process[],
    options: Parameters<typeof together>[1],
    /** Of the time that the limit itself needs. */
    ratio: number,
    /** Of all requests, how many were refused. */
    refused: number,
  ][] = [
    ["one alone is never refused", [one], {}, 1.05, 0],
    [
      "one after another process that used up the minute",
      [one],
      { before: 190 },
      1.2,
      0.01,
    ],
    [
      "one whose limit is half of what it was told",
      [one],
      { limit: 100 },
      1.6,
      0.1,
    ],
    ["two", [one, one], {}, 1.6, 0.1],
    ["four", [one, one, one, one], {}, 1.6, 0.03],
    [
      "four, Wix says when",
      [one, one, one, one],
      { saysWhen: true },
      1.25,
      0.03,
    ],
    [
      "four that begin one after the other",
      [0, 20_000, 40_000, 60_000].map((beginsMs) => ({ ...one, beginsMs })),
      {},
      1.7,
      0.03,
    ],
    [
      "eight with many requests at a time",
      Array.from({ length: 8 }, () => ({ requests: 500, parallel: 32 })),
      {},
      1.6,
      0.1,
    ],
    [
      "one that is left alone by three recovers",
      [
        { requests: 3_000, parallel: 8 },
        ...Array.from({ length: 3 }, () => ({ requests: 300, parallel: 8 })),
      ],
      {},
      1.6,
      0.03,
    ],
  ];
  for (const [name, processes, options, ratio, refused] of rows)
    it(`${name}: within ${ratio} of the floor, at most ${refused * 100} % refused`, async () => {
      const seen = await together(processes, options);
      assert.ok(seen.ratio <= ratio, JSON.stringify(seen));
      assert.ok(seen.refused <= refused * seen.total, JSON.stringify(seen));
    });
});

describe("wix/limiter: what it says before a wait", () => {
  it("about how long, and how many go before", async () => {
    const time = simulatedTime();
    try {
      const said: LimitWait[] = [];
      const limiter = createLimiter({
        requestsPerMinute: 2,
        clock: time,
        onWait: (wait) => said.push(wait),
      });
      const turns = Array.from({ length: 5 }, () => limiter.acquire());
      assert.equal(said.length, 3);
      await time.run(Promise.all(turns), 600_000);
      assert.deepEqual(said, [
        { ms: 60_500, ahead: 2 },
        { ms: 60_500, ahead: 3 },
        { ms: 121_000, ahead: 4 },
      ]);
      assert.equal(limiter.waitedMs(), 2 * 60_500);
    } finally {
      time.uninstall();
    }
  });
});
