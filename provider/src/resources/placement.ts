import type { Package } from "../wire";
import { WixError, WixRejected } from "../wix";
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

export const siteOf = (live: Package, instanceId: string): string | undefined =>
  live.productInstances.find((one) => one.instanceId === instanceId)?.siteId;

/**
 * Puts an instance on a site, wherever it is now.
 *
 * A direct move first. When Wix wants the instance off its site before, or leaves it on no site, it is assigned from there.
 * An instance that cannot be put on the new site goes back to the one it came from: a failed move never leaves a customer
 * without the service silently.
 *
 * @returns the package as the last answer showed it, its touched instance `PENDING`
 */
export async function place(
  wait: Wait,
  { live, instanceId }: Placed,
  siteId: string,
): Promise<Package> {
  const { packages } = wait.env.wix;
  const { accountId } = live;
  const from = siteOf(live, instanceId);
  const assignTo = (site: string) =>
    packages.assign(accountId, instanceId, site);

  const direct = await attempt(() => assignTo(siteId));
  if (!("error" in direct)) return direct.live;

  let now = await whereNow(wait, live, instanceId);
  if (siteOf(now, instanceId) === siteId) return now;
  if (
    from === undefined ||
    (siteOf(now, instanceId) === from && !mayNeedUnassign(direct.error))
  ) {
    throw direct.error;
  }
  if (siteOf(now, instanceId) !== undefined) {
    const off = await attempt(() => packages.unassign(accountId, instanceId));
    now = await whereNow(wait, "error" in off ? live : off.live, instanceId);
    if (siteOf(now, instanceId) !== undefined)
      throw "error" in off ? off.error : direct.error;
  }
  const second = await attempt(() => assignTo(siteId));
  if (!("error" in second)) return second.live;
  now = await whereNow(wait, live, instanceId);
  if (siteOf(now, instanceId) === siteId) return now;
  return goBack(wait, { live: now, instanceId }, from, second.error);
}

async function goBack(
  wait: Wait,
  { live, instanceId }: Placed,
  from: string,
  why: Error,
): Promise<never> {
  const { packages } = wait.env.wix;
  if (siteOf(live, instanceId) === undefined) {
    await attempt(() => packages.assign(live.accountId, instanceId, from));
  }
  const now = await whereNow(wait, live, instanceId);
  const back = siteOf(now, instanceId) === from;
  throw new Error(
    back
      ? `${why.message}\nthe service is back on the site it came from, ${from}`
      : `${why.message}\nTHE SERVICE IS ON NO SITE NOW: it could not be put back on ${from} either. Run again, or assign ${instanceId} by hand`,
    { cause: why },
  );
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

/** How many of the named instances are pending. */
export const pendingCount = (live: Package, ids: ReadonlySet<string>): number =>
  live.productInstances.filter(
    (one) => ids.has(one.instanceId) && one.status === "PENDING",
  ).length;

const mayNeedUnassign = (error: WixError): boolean =>
  error instanceof WixRejected && !ABOUT_THE_TARGET.has(error.facts.code ?? "");
