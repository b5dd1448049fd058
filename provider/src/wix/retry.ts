/** What a finished attempt tells the decision whether to try again. */
export interface Outcome {
  /** How many attempts were made, this one included. From 1. */
  readonly attempt: number;
  /** Whether Wix may have carried the request out. A 429 and a refused connection say no. */
  readonly carriedOut: "no" | "maybe";
  /** A repeat changes nothing: a read, or a write with an `idempotencyKey`. */
  readonly repeatable: boolean;
  /** The fault is one that passes: no answer, 429, 5xx. */
  readonly passing: boolean;
  readonly throttled: boolean;
  /** What the server asked for; it outranks our own pace. @unit milliseconds */
  readonly retryAfterMs?: number | undefined;
}

export const MAX_ATTEMPTS = 5;
/** A throttled request was refused before it ran, so patience costs nothing but time. */
export const MAX_THROTTLED_ATTEMPTS = 12;
/** "Wait a minute and retry" is all that Wix says about 429. @source Troubleshooting, dev.wix.com */
export const THROTTLED_WAIT_MS = 60_000;

const BASE_MS = 500;
/** A server that asks for more than this is not obeyed but reported. */
export const LONGEST_RETRY_AFTER_MS = 300_000;

/**
 * How long to wait before the next attempt; undefined means give up.
 *
 * Full jitter: the wait is `random` times an exponentially growing bound, so that processes that failed together do not
 * come back together.
 *
 * @param random from 0 to 1
 */
export function nextDelayMs(
  outcome: Outcome,
  random: number,
): number | undefined {
  if (!outcome.passing) return undefined;
  if (outcome.carriedOut === "maybe" && !outcome.repeatable) return undefined;
  if (
    outcome.retryAfterMs !== undefined &&
    outcome.retryAfterMs > LONGEST_RETRY_AFTER_MS
  ) {
    return undefined;
  }
  if (outcome.throttled) {
    if (outcome.attempt >= MAX_THROTTLED_ATTEMPTS) return undefined;
    return outcome.retryAfterMs ?? THROTTLED_WAIT_MS;
  }
  if (outcome.attempt >= MAX_ATTEMPTS) return undefined;
  return outcome.retryAfterMs ?? random * BASE_MS * 2 ** (outcome.attempt - 1);
}

/** The three forms of an HTTP date (RFC 9110, 5.6.7) begin with the name of a day; the oldest does not say that it is UTC. */
const HTTP_DATE = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? /;

/**
 * Reads `Retry-After`: seconds or an HTTP date (RFC 9110, 10.2.3). Anything else says nothing, whatever a date parser would make
 * of it.
 *
 * @unit milliseconds
 */
export function retryAfterMs(
  header: string | undefined,
  now: number,
): number | undefined {
  const text = header?.trim() ?? "";
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  if (!HTTP_DATE.test(text)) return undefined;
  const date = Date.parse(text.endsWith("GMT") ? text : `${text} GMT`);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

export interface RetryBudget {
  spend(): boolean;
  refund(): void;
}

/**
 * Bounds what repeats may add to the load of a server in trouble: a repeat costs one, a success gives a tenth back.
 *
 * @param size repeats that a process may make before any success
 */
export function retryBudget(size = 100): RetryBudget {
  let left = size;
  return {
    spend: () => {
      if (left < 1) return false;
      left -= 1;
      return true;
    },
    refund: () => {
      left = Math.min(size, left + 0.1);
    },
  };
}
