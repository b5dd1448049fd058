import type { Package } from "../wire";
import { WixError, WixRejected } from "../wix";
import { pendingCount, siteOf } from "./life";
import { untilNextLook } from "./look";
import type { Move, Moves } from "./moves";
import { settle, type Wait } from "./settle";

/** An instance and the package that it is part of. */
export interface Placed {
  readonly live: Package;
  readonly instanceId: string;
}

/**
 * Refusals that speak of the target or of the request itself. Taking the instance off its site would not help, and would
 * leave the customer without the service. A refusal of the direct move says something else; what, is not documented.
 */
const ABOUT_THE_TARGET: ReadonlySet<string> = new Set([
  "SITE_NOT_FOUND",
  "ACCOUNT_NOT_FOUND",
  "PRODUCT_NOT_FOUND",
  "PRODUCT_TYPE_ALREADY_ASSIGNED",
  "PRODUCT_NOT_SUPPORTED_ON_SITE",
  "MULTIPLE_PRODUCT_ASSIGNMENTS",
  "PRODUCT_INSTANCE_NOT_FOUND",
  "PRODUCT_LIMIT_EXCEEDED",
]);

/** How long a site that holds another instance of the type is waited for: that one may be about to leave. @unit milliseconds */
const BLOCKED_MS = 30_000;
const BLOCKED_PAUSE_MS = 2_000;

/**
 * Puts an instance on a site, wherever it is now.
 *
 * A direct move first. When Wix wants the instance off its site before, or leaves it on no site, it is assigned from there.
 * When the site holds another instance of the type, that one is waited for; of those that wait for each other in a circle one
 * leaves its site first. An instance that cannot be put on the new site goes back to the one it came from: a failed move never
 * leaves a customer without the service silently.
 *
 * @returns the package as the last answer showed it, its touched instance `PENDING`
 */
export async function place(
  wait: Wait,
  placed: Placed,
  siteId: string,
): Promise<Package> {
  const { instanceId } = placed;
  const from = siteOf(placed.live, instanceId);
  const queue = queueFor(wait, { instanceId, from, to: siteId });
  try {
    for (let off = from === undefined; ;) {
      const tried = await assign(wait, placed, siteId);
      if (!("error" in tried)) return tried.live;
      const { error, now } = tried;
      const wasOff = off;
      off = siteOf(now, instanceId) === undefined;
      if (isBlocked(error) && (await queue.wait())) {
        if (!off && queue.yields()) {
          await takeOff(wait, placed);
          off = true;
        }
        continue;
      }
      const final =
        from === undefined ||
        wasOff ||
        isBlocked(error) ||
        (!off && !mayNeedUnassign(error));
      if (final && off && from !== undefined) {
        return await goBack(wait, placed, from, error);
      }
      if (final) throw error;
      // Refused as a direct move, or left on no site by it: from no site it may work.
      if (!off) await takeOff(wait, placed);
      off = true;
    }
  } finally {
    queue.leave();
  }
}

/** The wait for a site that holds another instance of the type: within bounds, and known to the other moves. */
function queueFor({ env, urn, deadlineAt }: Wait, move: Move) {
  const { clock } = env.wix;
  let place: ReturnType<Moves["wait"]> | undefined;
  let until: number | undefined;
  return {
    /** False: waited long enough. */
    wait: async (): Promise<boolean> => {
      until ??= Math.min(deadlineAt, clock.now() + BLOCKED_MS);
      place ??= env.moves.wait(move);
      if (clock.now() >= until) return false;
      await untilNextLook(
        { env, urn },
        "waiting for the site: it holds another service of this type",
        BLOCKED_PAUSE_MS,
      );
      return true;
    },
    yields: () => place?.yields() ?? false,
    leave: () => place?.done(),
  };
}

/** Off its site, seen and not just answered. */
async function takeOff(
  wait: Wait,
  { live, instanceId }: Placed,
): Promise<void> {
  const off = await attempt(() =>
    wait.env.wix.packages.unassign(live.accountId, instanceId),
  );
  const now = await whereNow(
    wait,
    "error" in off ? live : off.live,
    instanceId,
  );
  if (siteOf(now, instanceId) === undefined) return;
  throw "error" in off
    ? off.error
    : new Error(
        `Wix accepted to take ${instanceId} off its site, and it is still there`,
      );
}

async function goBack(
  wait: Wait,
  placed: Placed,
  from: string,
  why: Error,
): Promise<never> {
  const back = await assign(wait, placed, from);
  const now =
    "error" in back
      ? back.now
      : await whereNow(wait, back.live, placed.instanceId);
  throw new Error(
    siteOf(now, placed.instanceId) === from
      ? `${why.message}\nthe service is back on the site it came from, ${from}`
      : `${why.message}\nTHE SERVICE IS ON NO SITE NOW: it could not be put back on ${from} either. Run again, or assign ${placed.instanceId} by hand`,
    { cause: why },
  );
}

/** Assigns; after a refusal or a lost answer what counts is where the instance is. */
async function assign(
  wait: Wait,
  { live, instanceId }: Placed,
  siteId: string,
): Promise<
  | { readonly live: Package }
  | { readonly error: WixError; readonly now: Package }
> {
  const tried = await attempt(() =>
    wait.env.wix.packages.assign(live.accountId, instanceId, siteId),
  );
  if (!("error" in tried)) return tried;
  const now = await whereNow(wait, live, instanceId);
  return siteOf(now, instanceId) === siteId
    ? { live: now }
    : { error: tried.error, now };
}

type Attempted = { readonly live: Package } | { readonly error: WixError };

/** Only what Wix or the network says is an outcome here; anything else is a fault of ours and flies on. */
async function attempt(act: () => Promise<Package>): Promise<Attempted> {
  try {
    return { live: await act() };
  } catch (error) {
    if (error instanceof WixError) return { error };
    throw error;
  }
}

/** The package when the instance has settled, read directly. */
async function whereNow(
  wait: Wait,
  last: Package,
  instanceId: string,
): Promise<Package> {
  const { packages } = wait.env.wix;
  const live = (await packages.get(last.accountId, last.id))?.value ?? last;
  return settle(wait, live, (one) => pendingCount(one, new Set([instanceId])));
}

const isBlocked = (error: WixError): boolean =>
  error.facts.code === "PRODUCT_TYPE_ALREADY_ASSIGNED";

const mayNeedUnassign = (error: WixError): boolean =>
  error instanceof WixRejected && !ABOUT_THE_TARGET.has(error.facts.code ?? "");
