import type { Ground } from "../ground";
import { resellersRefusal, type Refusal } from "../refusal";
import type { Product } from "../seed";
import { isLive } from "../world/life";
import type { Placed } from "../world/store";

/** Why the account cannot put anything on this site. */
export function refuseSite(
  ground: Ground,
  accountId: string,
  siteId: string,
): Refusal | undefined {
  const owner = ground.store.sites.get(siteId)?.ownerAccountId;
  if (owner === accountId) return undefined;
  const instead = owner === undefined ? "" : ` but by ${owner}`;
  return resellersRefusal(
    "SITE_NOT_FOUND",
    `site ${siteId} is not owned by ${accountId}${instead}`,
  );
}

/**
 * Why this product cannot be on this site beside what is there.
 *
 * An instance whose cancel has not settled still holds its place.
 *
 * @param moving the instance that is placed, which is no obstacle to itself.
 */
export function refusePlacement(
  ground: Ground,
  product: Product,
  siteId: string,
  moving?: string,
): Refusal | undefined {
  const others = ground.store
    .onSite(siteId)
    .filter(({ instance }) => instance.instanceId !== moving);
  if (
    product.onePerSite &&
    others.some((placed) => typeOf(ground, placed) === product.type)
  ) {
    return resellersRefusal(
      "PRODUCT_TYPE_ALREADY_ASSIGNED",
      `site ${siteId} already has a product of type ${product.type}`,
    );
  }
  const { requiresType } = product;
  if (requiresType === undefined || hasLive(ground, others, requiresType))
    return undefined;
  return resellersRefusal(
    "PRODUCT_NOT_SUPPORTED_ON_SITE",
    `product ${product.id} needs a product of type ${requiresType} on site ${siteId}`,
  );
}

/** Why these products cannot come to their sites in one request. */
export function refuseTogether(
  products: readonly {
    readonly product: Product;
    readonly siteId: string | undefined;
  }[],
): Refusal | undefined {
  const taken = new Map<string, string>();
  for (const { product, siteId } of products) {
    if (!product.onePerSite || siteId === undefined) continue;
    const place = `${siteId} ${product.type}`;
    const first = taken.get(place);
    if (first !== undefined) {
      return resellersRefusal(
        "MULTIPLE_PRODUCT_ASSIGNMENTS",
        `products ${first} and ${product.id} cannot be assigned together to site ${siteId}`,
      );
    }
    taken.set(place, product.id);
  }
  return undefined;
}

export const typeOf = (
  ground: Ground,
  { instance }: Placed,
): string | undefined =>
  ground.store.products.get(instance.catalogProductId)?.type;

const hasLive = (
  ground: Ground,
  placed: readonly Placed[],
  type: string,
): boolean =>
  placed.some((each) => isLive(each.instance) && typeOf(ground, each) === type);
