import type { Package } from "../../wire";
import { Refused } from "../handler";
import { findInstance, isDead } from "../life";
import { untilNextLook } from "../look";
import type { Wait } from "../settle";

/** When to look for an instance that the query does not show: it may be new, and the index may lag. @unit seconds */
const LOOKS_S = [0, 1, 2, 3, 5, 8, 13];

export interface Wanted {
  readonly accountId: string;
  readonly productInstanceId: string;
  readonly packageId?: string | undefined;
}

/**
 * The package that holds the instance: by the id that the program names, else by a query.
 *
 * An instance that is on a site, or dead, is read directly: whether there is something to do, and whether a service may be taken
 * from somewhere, is not decided by what an index shows.
 *
 * @throws {Refused} when there is none in the account
 */
export async function findHolder(wait: Wait, wanted: Wanted): Promise<Package> {
  const { env } = wait;
  const { accountId, productInstanceId } = wanted;
  const packageId = wanted.packageId ?? (await holderId(wait, wanted));
  const floats = (seen: Package) => {
    const one = findInstance(seen, productInstanceId);
    return one !== undefined && !isDead(one) && one.siteId === undefined;
  };
  const live =
    packageId === undefined
      ? undefined
      : await env.wix.packageReads.known(accountId, packageId, floats);
  if (live && findInstance(live, productInstanceId)) return live;
  throw new Refused(
    (wanted.packageId === undefined
      ? `no package of account ${accountId} holds product instance ${productInstanceId}\n`
      : `package ${wanted.packageId} of account ${accountId} does not hold product instance ${productInstanceId}\n`) +
      "what to do: check productInstanceId and accountId (the account that the package belongs to), and packageId if it is set",
  );
}

async function holderId(
  wait: Wait,
  { accountId, productInstanceId }: Wanted,
): Promise<string | undefined> {
  for (const seconds of LOOKS_S) {
    if (seconds > 0)
      await untilNextLook(
        wait,
        "looking for the package of the instance",
        seconds * 1000,
      );
    const found = await wait.env.wix.packageReads.holding(
      accountId,
      productInstanceId,
    );
    if (found) return found.id;
  }
  return undefined;
}
