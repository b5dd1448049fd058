import type { Package } from "../wire";
import { isOlder } from "../wix";
import type { Env } from "./handler";
import { untilNextLook } from "./look";

/** Seconds between looks: short at first, because most services settle at once; the last one repeats. */
const PAUSES_S = [0.25, 0.75, 1, 2, 3, 5, 8, 10, 15];
/**
 * Every so many looks go straight to the package, in case the query index lags for long: after 45 seconds, because a thousand that
 * wait together share a query and cannot share a Get; sooner when the index is known to lag, as it does not show what was seen before.
 */
const DIRECT_EVERY = { lagging: 4, fresh: 9 } as const;

export interface Wait {
  readonly env: Env;
  readonly urn: string | undefined;
  /** By the clock of `env.wix`. @unit milliseconds since 1970 */
  readonly deadlineAt: number;
}

/** The deadline passed and something is still not settled. */
export class NotSettled extends Error {
  constructor(
    readonly live: Package,
    left: number,
    waitedMs: number,
  ) {
    super(
      `${left} of ${live.productInstances.length} services of package ${live.id} did not settle within ${Math.round(waitedMs / 1000)} s\n` +
        "what to do: run again, which goes on waiting; WIX_WAIT_SECONDS or the resource option customTimeouts allow more time",
    );
    this.name = "NotSettled";
  }
}

/**
 * Waits until nothing of the package is left to settle, and returns it as it is then.
 *
 * Looks go through the gathered query; an answer that is older than what was seen before does not count. What Wix's answer to
 * a write says is where the wait starts, never its end: it shows `PENDING` even for a cancellation.
 *
 * @param left how many instances are not settled yet
 * @throws {NotSettled} at the deadline
 */
export async function settle(
  { env, urn, deadlineAt }: Wait,
  from: Package,
  left: (live: Package) => number,
): Promise<Package> {
  const { clock } = env.wix;
  const since = clock.now();
  let live = from;
  let index: keyof typeof DIRECT_EVERY = "fresh";
  for (let look = 0; left(live) > 0; look += 1) {
    const remaining = deadlineAt - clock.now();
    if (remaining <= 0)
      throw new NotSettled(live, left(live), clock.now() - since);
    const pauseMs = Math.min((PAUSES_S[look] ?? 15) * 1000, remaining);
    await untilNextLook(
      { env, urn },
      `waiting for ${left(live)} of ${live.productInstances.length} services`,
      pauseMs,
    );
    const every = DIRECT_EVERY[index];
    const direct = look % every === every - 1 || pauseMs === remaining;
    const seen = await lookAt(env, live, direct);
    if (!direct) index = seen ? "fresh" : "lagging";
    live = seen ?? live;
  }
  if (live !== from) env.voice.status(urn, "settled");
  return live;
}

async function lookAt(
  env: Env,
  last: Package,
  direct: boolean,
): Promise<Package | undefined> {
  const { packages, packageReads } = env.wix;
  // Without a date there is no telling a stale answer from a new one.
  if (direct || last.updatedDate === undefined) {
    return (await packages.get(last.accountId, last.id))?.value;
  }
  const seen = await packageReads.seen(last.accountId, last.id);
  return seen && !isOlder(seen, last.updatedDate) ? seen : undefined;
}
