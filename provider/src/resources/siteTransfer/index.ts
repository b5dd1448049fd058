import { type Bag, holdsUnknown, same } from "../bag";
import { type Difference, verdict } from "../change";
import { normalise, schemaFaults } from "../check";
import { hiddenKeys, optionDifferences } from "../hidden";
import type { Checked, Handler } from "../handler";
import { SITE_TRANSFER_CHANGES, SiteTransferArgs } from "./args";
import {
  createSiteTransfer,
  deleteSiteTransfer,
  readSiteTransfer,
  updateSiteTransfer,
} from "./verbs";

/** A site that belongs to the target account. */
export const siteTransferHandler: Handler = {
  check,
  diff: (olds, news) => verdict(differences(olds, news)),
  create: createSiteTransfer,
  read: readSiteTransfer,
  update: updateSiteTransfer,
  delete: deleteSiteTransfer,
};

function check(_olds: Bag, news: Bag): Checked {
  const args = normalise(news);
  const { sourceAccountId, targetAccountId } = args;
  const nowhere =
    targetAccountId !== undefined &&
    !holdsUnknown(targetAccountId) &&
    sourceAccountId === targetAccountId;
  return {
    inputs: { ...hiddenKeys(news), ...args },
    faults: [
      ...schemaFaults(SiteTransferArgs, args),
      ...(nowhere
        ? [
            {
              property: "targetAccountId",
              reason:
                "is the source account too; a transfer needs two accounts",
            },
          ]
        : []),
    ],
  };
}

/**
 * What differs between the state and the program.
 *
 * A site that is elsewhere than in its target is drift, shown on `targetAccountId` and healed by an update, never taken for a
 * replacement. A target that is changed to where the site already is needs no transfer either.
 */
export function differences(olds: Bag, news: Bag): Difference[] {
  const { ownerAccountId } = olds;
  const found: Difference[] = [];
  for (const name of Object.keys(
    SITE_TRANSFER_CHANGES,
  ) as (keyof SiteTransferArgs)[]) {
    if (same(olds[name], news[name])) continue;
    const declared = SITE_TRANSFER_CHANGES[name];
    const there =
      name === "targetAccountId" && same(ownerAccountId, news[name]);
    if (there) {
      found.push({ path: [name], effect: "record", unseen: true });
      continue;
    }
    // An unknown value never forces a replacement: the decision falls at `up`.
    const open = declared === "replace" && holdsUnknown(news[name]);
    found.push({ path: [name], effect: open ? "update" : declared });
  }
  found.push(...optionDifferences(olds, news));
  const replaced = found.some(({ effect }) => effect === "replace");
  if (!replaced && !same(ownerAccountId, news.targetAccountId)) {
    found.push({ path: ["targetAccountId"], effect: "update" });
  }
  return found;
}
