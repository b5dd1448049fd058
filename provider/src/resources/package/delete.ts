import type { Package } from "../../wire";
import { WixError } from "../../wix";
import type { Bag } from "../bag";
import type { Env } from "../handler";
import { deadlineAt } from "../hidden";
import { settle } from "../settle";
import { isDead, isGone, isPending } from "../life";
import { PackageState } from "./state";

/** Cancellations of one package that a delete may send: a repeat is for a service that came back to life meanwhile. */
const MAX_CANCELS = 3;

/**
 * The package is cancelled: every instance is dead, seen and not just answered. Dead already is success.
 */
export async function deletePackage(
  env: Env,
  id: string,
  bag: Bag,
): Promise<void> {
  const state = PackageState.parse(bag);
  const { packages } = env.wix;
  const wait = {
    env,
    urn: state.__urn,
    deadlineAt: deadlineAt(env, state, "delete"),
  };
  let live = (await packages.get(state.accountId, id))?.value;
  for (let sent = 0; live && !isGone(live) && sent < MAX_CANCELS; sent += 1) {
    const answered = await cancel(env, live);
    const asked = new Set(
      live.productInstances
        .filter((one) => !isDead(one))
        .map((one) => one.instanceId),
    );
    // An instance that settles into life again needs another cancellation; one that is dead, or still pending, does not.
    await settle(
      wait,
      answered,
      (one) =>
        one.productInstances.filter(
          (each) => asked.has(each.instanceId) && isPending(each),
        ).length,
    );
    live = (await packages.get(state.accountId, id))?.value;
  }
  if (live && !isGone(live)) {
    throw new Error(
      `package ${id} still has live services after ${MAX_CANCELS} cancellations\nwhat to do: run again; when it stays, give Wix support the package id`,
    );
  }
}

/** What Wix answers to a second cancellation is not documented: after a refusal what counts is what is there. */
async function cancel(env: Env, live: Package): Promise<Package> {
  const { packages } = env.wix;
  try {
    return await packages.cancel(live.accountId, live.id);
  } catch (error) {
    if (!(error instanceof WixError)) throw error;
    const now = (await packages.get(live.accountId, live.id))?.value;
    if (
      now === undefined ||
      isGone(now) ||
      now.productInstances.some(isPending)
    )
      return now ?? live;
    throw error;
  }
}
