import type { Clock } from "./clock";

/** Half a second longer than Wix's minute: our clock sees the sending of a request, Wix's its arrival. */
const WINDOW_MS = 60_500;
/**
 * Longest that the next request in the queue waits: only pauses that never end make it longer. A long queue as a whole may take
 * longer, because a fleet of 20,000 resources needs its time.
 */
const LONGEST_WAIT_MS = 3_600_000;
/** A process that is refused goes on with this part of its rate, and with no less than the last one. */
const SLOWER = 0.7;
const LEAST_PART = 1 / 40;

/** A request's turn under the limit. */
export interface Turn {
  /** Wix refused the request with 429: the whole process pauses, and goes on slower. @unit milliseconds */
  refused(pauseMs: number): void;
}

/** A wait that is about to begin. */
export interface LimitWait {
  /** About how long, as far as the process can tell. @unit milliseconds */
  readonly ms: number;
  /** Requests of this process that go before. */
  readonly ahead: number;
}

export interface Limiter {
  /** Resolves when a request may be sent, in the order of the calls. */
  acquire(signal?: AbortSignal): Promise<Turn>;
  /** About how long a request would wait that came now. @unit milliseconds */
  waitMs(): number;
  /** The part of what may be sent in a minute that was sent in the last one, from 0 to 1. */
  used(): number;
  /** For how long requests waited so far. @unit milliseconds */
  waitedMs(): number;
}

export interface LimiterOptions {
  readonly requestsPerMinute: number;
  readonly clock: Clock;
  /** Called before a request waits. */
  readonly onWait?: ((wait: LimitWait) => void) | undefined;
}

/**
 * One budget for the whole process: bursts are allowed up to what the last minute leaves.
 *
 * Other processes may use the same account, and Wix tells of them only by refusing. So a process that is refused goes on with a part
 * of its rate, evenly; without another refusal the rate doubles in a minute, until it is whole. Each refusal before that makes it
 * double a minute later: several processes settle at what the limit leaves each of them, and try seldom for more.
 */
export function createLimiter({
  requestsPerMinute,
  clock,
  onWait,
}: LimiterOptions): Limiter {
  const sent: number[] = [];
  let pausedUntil = 0;
  let slowed:
    | { readonly from: number; readonly rate: number; readonly times: number }
    | undefined;
  let last: Promise<void> = Promise.resolve();
  let ahead = 0;
  let waited = 0;

  /** Requests that may go in a window from now. */
  const rate = (now: number): number => {
    if (!slowed) return requestsPerMinute;
    const calmMinutes = Math.max(0, now - slowed.from) / 60_000;
    const grown = slowed.rate * 2 ** (calmMinutes / slowed.times);
    if (grown < requestsPerMinute) return grown;
    slowed = undefined;
    return requestsPerMinute;
  };

  const dropOld = (now: number): void => {
    while (sent[0] !== undefined && sent[0] <= now - WINDOW_MS) sent.shift();
  };

  const untilTurn = (): number => {
    const now = clock.now();
    dropOld(now);
    const allowed = rate(now);
    const newest = sent.at(-1);
    const leaving = sent[sent.length - Math.max(1, Math.floor(allowed))];
    return Math.max(
      pausedUntil - now,
      leaving === undefined ? 0 : leaving + WINDOW_MS - now,
      slowed && newest !== undefined
        ? Math.ceil(newest + WINDOW_MS / allowed - now)
        : 0,
    );
  };

  /** As it looks now; what other processes send, and a rate that grows, change it. */
  const estimate = (): LimitWait => {
    const now = clock.now();
    const allowed = rate(now);
    const next = untilTurn();
    if (slowed) return { ms: next + (ahead * WINDOW_MS) / allowed, ahead };
    // The turns that must leave the last minute before this one.
    const full = ahead + sent.length - allowed;
    if (full < 0) return { ms: next, ahead };
    const leaving = sent[full % allowed] ?? now;
    const rounds = Math.floor(full / allowed);
    const ms = leaving + WINDOW_MS - now + rounds * WINDOW_MS;
    return { ms: Math.max(next, ms), ahead };
  };

  const takeTurn = async (signal?: AbortSignal): Promise<Turn> => {
    const since = clock.now();
    for (let ms = untilTurn(); ms > 0; ms = untilTurn()) {
      if (clock.now() - since > LONGEST_WAIT_MS) {
        throw new RangeError(
          `stopped after waiting ${LONGEST_WAIT_MS / 1000} s for a place under the limit of ${requestsPerMinute} requests a minute`,
        );
      }
      await clock.sleep(ms, signal);
    }
    signal?.throwIfAborted();
    const sentAt = clock.now();
    waited += sentAt - since;
    sent.push(sentAt);
    return { refused: (pauseMs) => refused(sentAt, pauseMs) };
  };

  const refused = (sentAt: number, pauseMs: number): void => {
    const now = clock.now();
    const before = rate(now);
    pausedUntil = Math.max(pausedUntil, now + pauseMs);
    // What was under way when the last refusal came says nothing new.
    slowed =
      slowed && sentAt < slowed.from
        ? { ...slowed, from: pausedUntil }
        : {
            from: pausedUntil,
            rate: Math.max(before * SLOWER, requestsPerMinute * LEAST_PART),
            times: (slowed?.times ?? 0) + 1,
          };
  };

  return {
    acquire: (signal) => {
      const wait = estimate();
      if (wait.ms > 0) onWait?.(wait);
      ahead += 1;
      const mine = last
        .then(() => takeTurn(signal))
        .finally(() => {
          ahead -= 1;
        });
      last = mine.then(
        () => undefined,
        () => undefined,
      );
      return mine;
    },
    waitMs: () => estimate().ms,
    used: () => {
      const now = clock.now();
      dropOld(now);
      return Math.min(1, sent.length / rate(now));
    },
    waitedMs: () => waited,
  };
}
