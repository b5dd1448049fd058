import assert from "node:assert/strict";
import {
  LONGEST_RETRY_AFTER_MS,
  MAX_ATTEMPTS,
  MAX_THROTTLED_ATTEMPTS,
  nextDelayMs,
  type Outcome,
  retryAfterMs,
  retryBudget,
  THROTTLED_WAIT_MS,
} from "../../../provider/src/wix/retry";

/** A read that met a 503 the first time. */
const faulted: Outcome = {
  attempt: 1,
  carriedOut: "maybe",
  repeatable: true,
  passing: true,
  throttled: false,
};
const throttled: Outcome = { ...faulted, throttled: true, carriedOut: "no" };
const GIVE_UP = undefined;

describe("wix/retry: nextDelayMs", () => {
  const rows: [
    it: string,
    outcome: Outcome,
    random: number,
    delay: number | undefined,
  ][] = [
    ["a fault that passes is tried again", faulted, 1, 500],
    ["full jitter begins at zero", faulted, 0, 0],
    ["full jitter scales the bound", faulted, 0.5, 250],
    ["the bound doubles", { ...faulted, attempt: 2 }, 1, 1_000],
    ["and doubles", { ...faulted, attempt: 3 }, 1, 2_000],
    ["up to the last try", { ...faulted, attempt: 4 }, 1, 4_000],
    ["which ends it", { ...faulted, attempt: 5 }, 1, GIVE_UP],
    ["and stays ended", { ...faulted, attempt: 6 }, 1, GIVE_UP],
    ["a refusal is final", { ...faulted, passing: false }, 1, GIVE_UP],
    [
      "a refusal is final even when nothing ran",
      { ...faulted, passing: false, carriedOut: "no" },
      1,
      GIVE_UP,
    ],
    [
      "an open answer of what must be looked up first",
      { ...faulted, repeatable: false },
      1,
      GIVE_UP,
    ],
    [
      "the same when it certainly never ran",
      { ...faulted, repeatable: false, carriedOut: "no" },
      1,
      500,
    ],
    [
      "the server outranks our pace",
      { ...faulted, retryAfterMs: 7_000 },
      1,
      7_000,
    ],
    [
      "the server may say at once",
      { ...faulted, attempt: 4, retryAfterMs: 0 },
      1,
      0,
    ],
    [
      "the server does not outrank the number of tries",
      { ...faulted, attempt: 5, retryAfterMs: 1 },
      1,
      GIVE_UP,
    ],
    [
      "the longest wait that is obeyed",
      { ...faulted, retryAfterMs: 300_000 },
      1,
      300_000,
    ],
    [
      "a longer one is reported",
      { ...faulted, retryAfterMs: 300_001 },
      1,
      GIVE_UP,
    ],
    ["a 429 waits a minute without jitter", throttled, 0, 60_000],
    [
      "a 429 is not repeated earlier however long it lasts",
      { ...throttled, attempt: 11 },
      0,
      60_000,
    ],
    ["nor for ever", { ...throttled, attempt: 12 }, 0, GIVE_UP],
    [
      "a 429 with Retry-After",
      { ...throttled, retryAfterMs: 12_000 },
      0,
      12_000,
    ],
    [
      "a 429 with one that is too long",
      { ...throttled, retryAfterMs: 300_001 },
      0,
      GIVE_UP,
    ],
    [
      "a 429 of what must be looked up first: it never ran",
      { ...throttled, repeatable: false },
      0,
      60_000,
    ],
  ];
  for (const [name, outcome, random, delay] of rows) {
    it(name, () => {
      assert.equal(nextDelayMs(outcome, random), delay);
    });
  }

  it("never waits longer than 20 s of its own accord", () => {
    const bounds = Array.from({ length: MAX_ATTEMPTS - 1 }, (_, index) =>
      nextDelayMs({ ...faulted, attempt: index + 1 }, 1),
    );
    assert.ok(bounds.every((ms) => ms !== undefined && ms <= 20_000));
  });

  it("keeps its promises in numbers", () => {
    assert.deepEqual(
      [
        MAX_ATTEMPTS,
        MAX_THROTTLED_ATTEMPTS,
        THROTTLED_WAIT_MS,
        LONGEST_RETRY_AFTER_MS,
      ],
      [5, 12, 60_000, 300_000],
    );
  });
});

describe("wix/retry: retryAfterMs", () => {
  const now = Date.parse("2026-10-21T07:27:30Z");
  const rows: [header: string | undefined, ms: number | undefined][] = [
    [undefined, undefined],
    ["", undefined],
    ["   ", undefined],
    ["0", 0],
    ["1", 1_000],
    ["120", 120_000],
    [" 30 ", 30_000],
    ["86400", 86_400_000],
    ["Wed, 21 Oct 2026 07:28:00 GMT", 30_000],
    ["Wednesday, 21-Oct-26 07:28:00 GMT", 30_000],
    ["Wed Oct 21 07:28:00 2026", 30_000],
    // A date that is over: now.
    ["Wed, 21 Oct 2026 07:00:00 GMT", 0],
    // Garbage says nothing, so our own pace holds.
    ["soon", undefined],
    ["in 5 minutes", undefined],
    ["Wed, soon", undefined],
    ["Wed, 21 Oct 2026 27:28:00 GMT", undefined],
    ["try 5", undefined],
    ["12abc", undefined],
    ["-5", undefined],
    ["NaN", undefined],
    ["Infinity", undefined],
  ];
  for (const [header, ms] of rows) {
    it(`${JSON.stringify(header)} → ${ms}`, () => {
      assert.equal(retryAfterMs(header, now), ms);
    });
  }
});

describe("wix/retry: retryAfterMs, wherever this machine is", () => {
  const { TZ } = process.env;
  afterEach(() => {
    if (TZ === undefined) delete process.env.TZ;
    else process.env.TZ = TZ;
  });
  for (const zone of ["UTC", "America/New_York", "Asia/Tokyo"]) {
    it(`reads a date without a zone as UTC in ${zone}`, () => {
      process.env.TZ = zone;
      const now = Date.parse("2026-10-21T07:27:30Z");
      assert.equal(retryAfterMs("Wed Oct 21 07:28:00 2026", now), 30_000);
    });
  }
});

describe("wix/retry: retryBudget", () => {
  const spendAll = (budget: ReturnType<typeof retryBudget>): number => {
    let spent = 0;
    while (spent < 1_000 && budget.spend()) spent += 1;
    return spent;
  };

  it("has a size", () => {
    assert.equal(spendAll(retryBudget(3)), 3);
    assert.equal(spendAll(retryBudget()), 100);
  });

  it("gets one repeat back for about ten successes, not for nine", () => {
    const budget = retryBudget(2);
    spendAll(budget);
    for (let success = 0; success < 9; success += 1) budget.refund();
    assert.equal(budget.spend(), false);
    for (let success = 0; success < 2; success += 1) budget.refund();
    assert.equal(spendAll(budget), 1);
  });

  it("never holds more than its size", () => {
    const budget = retryBudget(2);
    for (let success = 0; success < 100; success += 1) budget.refund();
    assert.equal(spendAll(budget), 2);
  });
});
