import type { BillingInfoRequest } from "pulumi-wix-provider/wire";
import type { Ground } from "../ground";
import { resellersRefusal, type Refusal } from "../refusal";
import type { Product } from "../seed";
import { isLive } from "../world/life";

/** Why a partner cannot sell these products at all: unknown, not resellable, or not configured by Wix. */
export function refuseProducts(
  ground: Ground,
  ids: readonly string[],
): Refusal | undefined {
  const products = ids.map((id) => ground.store.products.get(id));
  const unknown = products.indexOf(undefined);
  if (unknown >= 0) {
    return resellersRefusal(
      "PRODUCT_NOT_FOUND",
      `product ${ids[unknown]} was not found in the catalog`,
    );
  }
  const known = products.filter((product) => product !== undefined);
  const foreign = known
    .filter(({ resellable }) => !resellable)
    .map(({ id }) => id);
  if (foreign.length > 0) {
    return resellersRefusal(
      "INVALID_PRODUCTS",
      `invalid products: ${foreign.join(", ")}`,
    );
  }
  const bare = known.find(({ configured }) => !configured);
  return (
    bare &&
    resellersRefusal(
      "PRODUCT_SETTINGS_NOT_FOUND",
      `product ${bare.id} has no settings`,
    )
  );
}

export const sameCycle = (
  a: BillingInfoRequest,
  b: BillingInfoRequest,
): boolean => cycleText(a) === cycleText(b);

const cycleText = (billing: BillingInfoRequest): string =>
  billing.type === "ONE_TIME"
    ? billing.type
    : `${billing.type} ${billing.cycleDuration.count} ${billing.cycleDuration.unit}`;

/** Why this product cannot be billed so. */
export function refuseBilling(
  product: Product,
  billing: BillingInfoRequest | undefined,
): Refusal | undefined {
  const { id, cycles } = product;
  const supported = cycles.map(cycleText).join(", ");
  if (billing === undefined) {
    return cycles.length === 1
      ? undefined
      : resellersRefusal(
          "MISSING_BILLING_CYCLE",
          `product ${id} must receive a cycle: ${supported}`,
        );
  }
  if (cycles.some((cycle) => sameCycle(cycle, billing))) return undefined;
  return cycles.some(({ type }) => type === billing.type)
    ? resellersRefusal(
        "INCOMPATIBLE_BILLING_CYCLE",
        `cycle ${cycleText(billing)} is not one of product ${id}: ${supported}`,
      )
    : resellersRefusal(
        "INVALID_BILLING_CYCLE",
        `allowed cycles of product ${id}: ${supported}; requested contract details: ${cycleText(billing)}`,
      );
}

/** Why the account may not hold `more` further instances of this product. */
export function refuseQuantity(
  ground: Ground,
  accountId: string,
  product: Product,
  more: number,
): Refusal | undefined {
  const { id, limitPerAccount } = product;
  if (limitPerAccount === undefined) return undefined;
  const held = ground.store
    .packagesOf(accountId)
    .flatMap(({ instances }) => instances)
    .filter(
      (instance) => instance.catalogProductId === id && isLive(instance),
    ).length;
  return held + more <= limitPerAccount
    ? undefined
    : resellersRefusal(
        "PRODUCT_LIMIT_EXCEEDED",
        `the limit of ${limitPerAccount} for product ${id} is exceeded; current count: ${held}`,
      );
}
