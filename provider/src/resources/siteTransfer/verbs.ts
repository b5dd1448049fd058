import type { Site } from "../../wire";
import type { Bag } from "../bag";
import {
  type Env,
  type Found,
  type Made,
  PartlyMade,
  Refused,
} from "../handler";
import { argsOf, deadlineAt, hiddenOf, ignores } from "../hidden";
import {
  SiteTransferInputs,
  SiteTransferArgs,
  SiteTransferState,
} from "./args";
import { findSite, type Journey, moveSite, NotArrived } from "./move";

/** The site belongs to the target and is seen there. A repeat finds it there already. */
export async function createSiteTransfer(env: Env, bag: Bag): Promise<Made> {
  const inputs = SiteTransferInputs.parse(bag);
  await keepingHalf(inputs, () => moveSite(journey(env, inputs, "create")));
  return { id: inputs.siteId, state: stateOf(inputs, inputs.targetAccountId) };
}

/**
 * Brings the site back to its target when it is in its source again; refuses to take it from an account that the program does
 * not name. Everything else an update changes is only recorded.
 */
export async function updateSiteTransfer(
  env: Env,
  _id: string,
  olds: Bag,
  news: Bag,
): Promise<Bag> {
  const inputs = SiteTransferInputs.parse(news);
  const { siteId, sourceAccountId, targetAccountId } = inputs;
  const there = stateOf(inputs, targetAccountId);
  if (
    olds.ownerAccountId === targetAccountId ||
    ignores(inputs, ["targetAccountId"])
  ) {
    return stateOf(inputs, String(olds.ownerAccountId));
  }
  const site = await findSite({ env }, inputs);
  const owner = site?.ownerAccountId;
  if (owner === targetAccountId) return there;
  if (owner !== undefined && owner !== sourceAccountId) {
    throw new Refused(
      `site ${siteId} is in account ${owner}, which this program does not name, so it is not taken from there\n` +
        "what to do: set sourceAccountId to that account to transfer it from there, or set targetAccountId to it to leave it",
    );
  }
  await keepingHalf(inputs, () => moveSite(journey(env, inputs, "update")));
  return there;
}

/** Where the site is; undefined when no account of the transfer has it, in the lists of all namespaces. */
export async function readSiteTransfer(
  env: Env,
  id: string,
  bag: Bag,
): Promise<Found | undefined> {
  const known = bag.__v !== undefined;
  const state = known ? SiteTransferState.parse(bag) : givenToGet(id, bag);
  const { targetAccountId, sourceAccountId, enableNotifications, onDelete } =
    state;
  const accounts = [
    targetAccountId,
    ...(sourceAccountId === undefined ? [] : [sourceAccountId]),
  ];
  const site =
    (await env.wix.siteReads.find(id, accounts, `SiteTransfer ${id}`)) ??
    (await env.wix.siteReads.search(id, accounts));
  const owner = site?.ownerAccountId;
  if (!known && owner !== targetAccountId) {
    throw new Refused(
      owner === undefined
        ? `there is no site ${id} in account ${targetAccountId}`
        : `site ${id} is in account ${owner}, not in ${targetAccountId}`,
    );
  }
  if (!site || owner === undefined) return undefined;
  warnOfTrash(env, state.__urn, site);
  return {
    id,
    // The props keep what was declared, and the inputs name the owner: drift shows, and is never taken for a replacement.
    state: { ...state, ownerAccountId: owner },
    inputs: {
      siteId: id,
      targetAccountId: owner,
      ...(sourceAccountId === undefined ? {} : { sourceAccountId }),
      ...(enableNotifications === undefined ? {} : { enableNotifications }),
      ...(onDelete === undefined ? {} : { onDelete }),
      ...hiddenOf(state),
    },
  };
}

/**
 * With `onDelete: "return"` the site goes back to its source; with `keep`, the default, nothing is sent.
 *
 * A site that is not in the target any more is left where it is.
 */
export async function deleteSiteTransfer(
  env: Env,
  id: string,
  bag: Bag,
): Promise<void> {
  const state = SiteTransferState.parse(bag);
  const { sourceAccountId, targetAccountId } = state;
  if (state.onDelete !== "return" || sourceAccountId === undefined) return;
  const site = await env.wix.siteReads.find(id, [
    targetAccountId,
    sourceAccountId,
  ]);
  const owner = site?.ownerAccountId;
  if (owner === sourceAccountId) return;
  if (owner !== undefined && owner !== targetAccountId) {
    env.voice.warn(
      state.__urn,
      `site ${id} is in account ${owner} and stays there: it is not this transfer's to return`,
    );
    return;
  }
  await moveSite({
    env,
    urn: state.__urn,
    deadlineAt: deadlineAt(env, state, "delete"),
    request: {
      siteId: id,
      sourceAccountId: targetAccountId,
      targetAccountId: sourceAccountId,
      enableNotifications: state.enableNotifications ?? false,
    },
  });
}

const journey = (
  env: Env,
  inputs: SiteTransferInputs,
  verb: "create" | "update",
): Journey => ({
  env,
  urn: inputs.__urn,
  deadlineAt: deadlineAt(env, inputs, verb),
  request: {
    siteId: inputs.siteId,
    sourceAccountId: inputs.sourceAccountId,
    targetAccountId: inputs.targetAccountId,
    enableNotifications: inputs.enableNotifications ?? false,
  },
});

const stateOf = (
  inputs: SiteTransferInputs,
  ownerAccountId: string,
): SiteTransferState => {
  return { ...argsOf(inputs), ...hiddenOf(inputs), ownerAccountId, __v: 1 };
};

/** A transfer that Wix accepted is kept, though the lists do not show it yet. */
async function keepingHalf(
  inputs: SiteTransferInputs,
  move: () => Promise<void>,
): Promise<void> {
  try {
    await move();
  } catch (error) {
    if (!(error instanceof NotArrived)) throw error;
    const owner = error.ownerAccountId ?? inputs.sourceAccountId;
    throw new PartlyMade(
      inputs.siteId,
      stateOf(inputs, owner),
      [error.message],
      { cause: error },
    );
  }
}

function givenToGet(siteId: string, bag: Bag): SiteTransferState {
  const given = SiteTransferArgs.partial().strip().parse(bag);
  const { targetAccountId } = given;
  if (targetAccountId === undefined) {
    throw new Refused(
      "wix.SiteTransfer.get needs { targetAccountId } to find a site",
    );
  }
  return {
    ...given,
    siteId,
    targetAccountId,
    ownerAccountId: targetAccountId,
    __v: 1,
  };
}

function warnOfTrash(env: Env, urn: string | undefined, site: Site): void {
  if (site.trashedDate === undefined) return;
  env.voice.warn(
    urn,
    `site ${site.id} is in the trash of account ${site.ownerAccountId} since ${site.trashedDate}; restore it at Wix, or take it out of the program`,
  );
}
