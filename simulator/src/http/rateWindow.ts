/** @source rate limits, dev.wix.com: a number of requests per minute */
const WINDOW_MS = 60_000;

export interface RateWindow {
  /** Milliseconds until a request of this caller is let in again; 0: it is in, and counts. */
  admit(caller: string, limit: number, now: number): number;
}

/** A sliding window per caller. What it refuses does not count. */
export function rateWindow(): RateWindow {
  const admitted = new Map<string, number[]>();
  return {
    admit: (caller, limit, now) => {
      if (limit === 0) return 0;
      const recent = (admitted.get(caller) ?? []).filter(
        (at) => now - at < WINDOW_MS,
      );
      admitted.set(caller, recent);
      const oldest = recent.at(-limit);
      if (oldest !== undefined) return oldest + WINDOW_MS - now;
      recent.push(now);
      return 0;
    },
  };
}
