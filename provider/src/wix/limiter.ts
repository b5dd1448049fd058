import type { Clock } from "./clock";

/** Half a second longer than Wix's minute: our clock sees the sending of a request, Wix's its arrival. */
const WINDOW_MS = 60_500;
/**
 * Longest that the next request in the queue waits: only pauses that never end make it longer. A long queue as a whole may take
 * longer, because a fleet of 20,000 resources needs its time.
 */
const LONGEST_WAIT_MS = 3_600_000;

export interface Limiter {
  /** Resolves when a request may be sent, in the order of the calls. */
  acquire(signal?: AbortSignal): Promise<void>;
  /** Nothing is sent for this long: a 429 slows the process, not one call. @unit milliseconds */
  pause(ms: number): void;
}

/** One budget for the whole process: bursts are allowed up to what the last minute leaves. */
export function createLimiter(options: {
  requestsPerMinute: number;
  clock: Clock;
}): Limiter {
  const { requestsPerMinute, clock } = options;
  const sent: number[] = [];
  let pausedUntil = 0;
  let last: Promise<void> = Promise.resolve();

  const waitMs = (): number => {
    const now = clock.now();
    while (sent[0] !== undefined && sent[0] <= now - WINDOW_MS) sent.shift();
    const oldest = sent[0];
    const full = sent.length >= requestsPerMinute && oldest !== undefined;
    return Math.max(pausedUntil - now, full ? oldest + WINDOW_MS - now : 0);
  };

  const place = async (signal?: AbortSignal): Promise<void> => {
    const since = clock.now();
    for (let ms = waitMs(); ms > 0; ms = waitMs()) {
      if (clock.now() - since > LONGEST_WAIT_MS) {
        throw new RangeError(
          `stopped after waiting ${LONGEST_WAIT_MS / 1000} s for a place under the limit of ${requestsPerMinute} requests a minute`,
        );
      }
      await clock.sleep(ms, signal);
    }
    signal?.throwIfAborted();
    sent.push(clock.now());
  };

  return {
    acquire: (signal) => {
      const mine = last.then(() => place(signal));
      last = mine.catch(() => undefined);
      return mine;
    },
    pause: (ms) => {
      pausedUntil = Math.max(pausedUntil, clock.now() + ms);
    },
  };
}
