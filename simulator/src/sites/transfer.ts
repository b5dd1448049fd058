import type { TransferSiteRequest } from "pulumi-wix-provider/wire";
import type { Ground } from "../ground";
import { read, refusal, type Answer, type Call } from "../http/route";
import { transferRefusal, type Refusal } from "../refusal";
import { isDead } from "../world/life";
import type { StoredInstance } from "../world/model";

/**
 * Transfer Site: at once, and never twice, because the site has left its source then.
 *
 * The target is the account of the header.
 */
export function transferSite({
  ground,
  accountId,
  body,
}: Call<TransferSiteRequest>): Answer {
  const { siteTransfer } = body;
  const refused = refuseTransfer(ground, accountId, siteTransfer);
  if (refused !== undefined) return refusal(refused);
  const { store, now } = ground;
  const site = store.sites.get(siteTransfer.siteId);
  if (site === undefined) throw new Error("the site was there a moment ago");
  store.sites.put(
    site.id,
    { ...site, ownerAccountId: accountId, folderId: undefined, updatedAt: now },
    now,
  );
  const { enableNotifications = false } = siteTransfer;
  return {
    ...read({ siteTransfer: { ...siteTransfer, enableNotifications } }),
    committed: true,
  };
}

function refuseTransfer(
  ground: Ground,
  targetAccountId: string,
  { siteId, sourceAccountId }: TransferSiteRequest["siteTransfer"],
): Refusal | undefined {
  if (!ground.store.accounts.has(targetAccountId)) {
    return transferRefusal(
      "TARGET_ACCOUNT_ID_NOT_FOUND",
      `target account ${targetAccountId} was not found`,
    );
  }
  if (!isAllowed(ground, sourceAccountId, targetAccountId)) {
    return transferRefusal(
      "SITE_TRANSFER_NOT_ALLOWED",
      `transfers from account ${sourceAccountId} to account ${targetAccountId} are not allowed`,
    );
  }
  if (ground.store.sites.get(siteId)?.ownerAccountId !== sourceAccountId) {
    return transferRefusal(
      "SITE_NOT_FOUND",
      `site ${siteId} was not found in account ${sourceAccountId}`,
    );
  }
  return isPaidFor(ground, sourceAccountId, siteId)
    ? transferRefusal(
        "SITE_TRANSFER_NOT_SUPPORTED",
        `site ${siteId} carries a paid service; cancel its package first`,
      )
    : undefined;
}

function isAllowed(
  { store }: Ground,
  sourceAccountId: string,
  targetAccountId: string,
): boolean {
  if (store.transfers === "any") {
    return (
      store.accounts.has(sourceAccountId) &&
      sourceAccountId !== targetAccountId &&
      store.mainAccountOf(sourceAccountId) ===
        store.mainAccountOf(targetAccountId)
    );
  }
  return store.transfers.some(
    (pair) =>
      pair.sourceAccountId === sourceAccountId &&
      pair.targetAccountId === targetAccountId,
  );
}

/** A cancel that has not settled still blocks; so does, unless the setting says otherwise, what was only unassigned. */
function isPaidFor(
  { store, settings }: Ground,
  accountId: string,
  siteId: string,
): boolean {
  if (store.onSite(siteId).length > 0) return true;
  if (settings.unassignFreesSite) return false;
  const left = (instance: StoredInstance) =>
    instance.siteId === undefined &&
    instance.lastSiteId === siteId &&
    !isDead(instance);
  return store
    .packagesOf(accountId)
    .some(({ instances }) => instances.some(left));
}
