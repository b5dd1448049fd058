/** Where the simulator reads the time. */
export interface Clock {
  /** @unit milliseconds since 1970 */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

export interface AdjustableClock extends Clock {
  /** Sets the clock forward. @unit milliseconds, 0 or more */
  advance(ms: number): void;
}

/** A clock that can be set forward and never runs back: the history of the world is kept in the order of time. */
export function adjustable(clock: Clock): AdjustableClock {
  let offsetMs = 0;
  let latest = Number.NEGATIVE_INFINITY;
  return {
    now: () => (latest = Math.max(latest, Math.floor(clock.now() + offsetMs))),
    advance: (ms) => {
      offsetMs += ms;
    },
  };
}

export const isoTime = (ms: number): string => new Date(ms).toISOString();
