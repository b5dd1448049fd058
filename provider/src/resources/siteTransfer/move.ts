import type { Site } from "../../wire";
import { type SiteTransferRequest, WixError } from "../../wix";
import { type Env, Refused } from "../handler";
import { untilNextLook } from "../look";

/**
 * When to look for the site after a transfer: lists may lag, and a transfer may be carried out after its answer. @unit seconds
 */
const LOOKS_S = [0, 1, 2, 3, 5, 8, 13];
/** How often a transfer is sent again after an open answer that no look could settle. */
const MAX_ROUNDS = 3;

export interface Journey {
  readonly env: Env;
  readonly urn: string | undefined;
  readonly deadlineAt: number;
  readonly request: SiteTransferRequest;
}

/**
 * The site belongs to the target account, and its lists show it there.
 *
 * `SITE_NOT_FOUND` is what a repeat after a lost answer says too, because the site has left its source: then the target's list
 * decides.
 *
 * @throws {WixError} when Wix refuses; {@link Refused} when the site is in neither account
 */
export async function moveSite(journey: Journey): Promise<void> {
  const { env, request } = journey;
  for (let round = 1; ; round += 1) {
    const error = await refusalOf(() => env.wix.sites.transfer(request));
    if (!error) return arrive(journey);
    const open = error.carriedOut === "maybe";
    if (!open && error.facts.code !== "SITE_NOT_FOUND") throw error;
    const site = await lookFor(journey);
    if (site?.ownerAccountId === request.targetAccountId) return;
    // Not in its source, says Wix, and the lists still show it there: they lag.
    if (!open && site?.ownerAccountId === request.sourceAccountId) {
      return arrive(journey);
    }
    if (!open) throw elsewhere(journey, site, error);
    if (round >= MAX_ROUNDS) throw error;
  }
}

/** What Wix or the network says against it; anything else is a fault of ours and flies on. */
async function refusalOf(
  act: () => Promise<void>,
): Promise<WixError | undefined> {
  try {
    await act();
    return undefined;
  } catch (error) {
    if (error instanceof WixError) return error;
    throw error;
  }
}

/** The site as the lists of the accounts of the journey show it. */
export const findSite = (
  { env }: Pick<Journey, "env">,
  {
    siteId,
    targetAccountId,
    sourceAccountId,
  }: Omit<SiteTransferRequest, "enableNotifications">,
): Promise<Site | undefined> =>
  env.wix.siteReads.find(siteId, [targetAccountId, sourceAccountId]);

/** Looks until the site is in the target or in an account that is not part of the journey. */
async function lookFor(journey: Journey): Promise<Site | undefined> {
  const { request } = journey;
  let site: Site | undefined;
  for (const seconds of LOOKS_S) {
    await untilNextLook(journey, "looking where the site is", seconds * 1000);
    site = await findSite(journey, request);
    const owner = site?.ownerAccountId;
    if (owner !== undefined && owner !== request.sourceAccountId) return site;
  }
  return site;
}

/** Waits until the lists show the site in the target: what comes next, such as a package on it, rests on that. */
async function arrive(journey: Journey): Promise<void> {
  const { env, deadlineAt, request } = journey;
  const { clock } = env.wix;
  for (let look = 0; ; look += 1) {
    const site = await findSite(journey, request);
    if (site?.ownerAccountId === request.targetAccountId) return;
    const remaining = deadlineAt - clock.now();
    if (remaining <= 0) throw new NotArrived(site?.ownerAccountId, request);
    const pauseMs = Math.min((LOOKS_S[look + 1] ?? 15) * 1000, remaining);
    await untilNextLook(
      journey,
      "waiting for the site to show in the target account",
      pauseMs,
    );
  }
}

/** Wix took the transfer, and the lists do not show it yet. */
export class NotArrived extends Error {
  constructor(
    readonly ownerAccountId: string | undefined,
    { siteId, targetAccountId }: SiteTransferRequest,
  ) {
    super(
      `Wix accepted the transfer of site ${siteId}, and account ${targetAccountId} does not show it yet\n` +
        "what to do: run again, which goes on waiting; WIX_WAIT_SECONDS or the resource option customTimeouts allow more time",
    );
    this.name = "NotArrived";
  }
}

function elsewhere(
  { request }: Journey,
  site: Site | undefined,
  cause: WixError,
): Refused {
  const { siteId, sourceAccountId, targetAccountId } = request;
  const owner = site?.ownerAccountId;
  const where =
    owner === undefined
      ? "no account that was asked shows it"
      : `it is in account ${owner}`;
  return new Refused(
    [
      `site ${siteId} is not in the source account ${sourceAccountId}, nor in the target account ${targetAccountId}: ${where}`,
      cause.message,
      "what to do: check siteId, and set sourceAccountId to the account that the site is in",
    ].join("\n"),
    { cause },
  );
}
