import type { Clock } from "pulumi-wix-provider/wix";

/** A clock that stands still but for sleeps, each of which is over at once and moves the time on. */
export interface VirtualClock extends Clock {
  advance(ms: number): void;
}

export function virtualClock(
  start = Date.parse("2026-01-15T12:00:00Z"),
): VirtualClock {
  let now = start;
  return {
    now: () => now,
    advance: (ms) => {
      now += ms;
    },
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        // A turn of the event loop, so that what is due meanwhile is done.
        setImmediate(() => {
          now += ms;
          if (signal?.aborted) reject(signal.reason as Error);
          else resolve();
        });
      }),
  };
}
