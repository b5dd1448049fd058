import type { ProductRequest } from "pulumi-wix-provider/wire";
import type { Ground } from "../ground";
import { resellersRefusal, type Refusal } from "../refusal";
import { isDead, isLive } from "../world/life";

/**
 * Why a product cannot be had free because of the instance it names.
 *
 * The reference must be a live instance of the same account, of a product that may serve, and not used before.
 */
export function refuseReferences(
  ground: Ground,
  accountId: string,
  products: readonly ProductRequest[],
): Refusal | undefined {
  const seen = new Set<string>();
  for (const { referenceProductInstanceId: id, catalogProductId } of products) {
    if (id === undefined) continue;
    const usable =
      !seen.has(id) &&
      ground.store.products.get(catalogProductId)?.freeWithReference &&
      canServe(ground, accountId, id) &&
      !isUsed(ground, accountId, id);
    if (!usable) {
      return resellersRefusal(
        "INVALID_REFERENCE_PRODUCT_INSTANCE_ID",
        `reference product instance ${id} is invalid or already used`,
      );
    }
    seen.add(id);
  }
  return undefined;
}

function canServe({ store }: Ground, accountId: string, id: string): boolean {
  const placed = store.findInstance(id);
  return (
    placed?.package.accountId === accountId &&
    isLive(placed.instance) &&
    store.products.get(placed.instance.catalogProductId)?.canReference === true
  );
}

const isUsed = (
  { store, settings }: Ground,
  accountId: string,
  id: string,
): boolean =>
  store
    .packagesOf(accountId)
    .flatMap(({ instances }) => instances)
    .filter((instance) => instance.referenceProductInstanceId === id)
    .some((user) => !settings.referenceReusable || !isDead(user));
