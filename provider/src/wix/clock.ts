import { setTimeout as timeout } from "node:timers/promises";

/** Time as a parameter, so that a test can run a minute's wait in a millisecond. */
export interface Clock {
  /** @unit milliseconds since 1970 */
  now(): number;
  /** Rejects with the signal's reason when it is aborted. @unit milliseconds */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    signal?.throwIfAborted();
    try {
      await timeout(ms, undefined, signal ? { signal } : {});
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    }
  },
};
