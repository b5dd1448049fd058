import FakeTimers from "@sinonjs/fake-timers";
import { setImmediate as turn } from "node:timers/promises";
import type { Clock } from "pulumi-wix-provider/wix";

/** Turns of the event loop without anything under way, after which only a timer can bring news. */
const QUIET_TURNS = 3;

/**
 * Time that runs only while everything waits for it, and then goes straight to the next timer: several waits at once take as
 * long as the longest, as they do outside. Timers of the global object are part of it.
 */
export interface SimulatedTime extends Clock {
  /** Runs the work to its end. @throws {RangeError} when it waits for something that never comes, or for longer than `mostMs` */
  run<Value>(work: Promise<Value>, mostMs: number): Promise<Value>;
  /** Marks an exchange that goes on outside of time, such as an answer on its way through the event loop. */
  during<Value>(work: () => Promise<Value>): Promise<Value>;
  advance(ms: number): void;
  uninstall(): void;
}

export function simulatedTime(
  start = Date.parse("2026-01-15T12:00:00Z"),
): SimulatedTime {
  const timers = FakeTimers.install({
    now: start,
    toFake: ["setTimeout", "clearTimeout"],
  });
  let busy = 0;
  let activity = 0;

  const untilQuiet = async (ended: () => boolean): Promise<void> => {
    for (let quiet = 0, seen = activity; quiet < QUIET_TURNS && !ended();) {
      await turn();
      quiet = busy > 0 || activity !== seen ? 0 : quiet + 1;
      seen = activity;
    }
  };

  return {
    now: () => timers.now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const aborted = () => reject(signal?.reason as Error);
        if (signal?.aborted) return aborted();
        const timer = timers.setTimeout(() => {
          signal?.removeEventListener("abort", aborted);
          resolve();
        }, ms);
        signal?.addEventListener(
          "abort",
          () => {
            timers.clearTimeout(timer);
            aborted();
          },
          { once: true },
        );
      }),
    run: async (work, mostMs) => {
      const until = timers.now + mostMs;
      let ended = false;
      const ends = () => {
        ended = true;
      };
      work.then(ends, ends);
      for (;;) {
        await untilQuiet(() => ended);
        if (ended) return work;
        if (timers.countTimers() === 0)
          throw new RangeError("waits for something that never comes");
        if (timers.now > until)
          throw new RangeError(`not ended after ${mostMs / 1000} s`);
        timers.next();
        activity += 1;
      }
    },
    during: async (work) => {
      busy += 1;
      try {
        return await work();
      } finally {
        busy -= 1;
        activity += 1;
      }
    },
    advance: (ms) => {
      timers.tick(ms);
    },
    uninstall: () => timers.uninstall(),
  };
}
