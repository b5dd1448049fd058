import type {
  AdjustRequest,
  BillingInfoRequest,
} from "pulumi-wix-provider/wire";
import type { Ground } from "../ground";
import { resellersRefusal, type Refusal } from "../refusal";
import type { Product } from "../seed";
import { goalOf, isLive, pending, withInstance } from "../world/life";
import type { StoredInstance } from "../world/model";
import type { Placed } from "../world/store";
import { done, no, type Decision } from "./decision";
import {
  refuseBilling,
  refuseProducts,
  refuseQuantity,
  sameCycle,
} from "./offer";
import { refusePlacement, refuseSite } from "./placement";

/**
 * What an adjust must carry, before its schema is looked at: one code for three causes.
 *
 * @source Resellers, Errors, dev.wix.com
 */
export function refuseDetails(body: unknown): Refusal | undefined {
  const { catalogProductId, billingInfo, discountCode } = (body ??
    {}) as Record<string, unknown>;
  const missing = (name: string) =>
    resellersRefusal(
      "MISSING_PRODUCT_DETAILS",
      `the request must contain ${name}`,
    );
  if (billingInfo === undefined && catalogProductId === undefined) {
    return missing(
      discountCode === undefined ? "billingInfo" : "catalogProductId",
    );
  }
  const { type, cycleDuration } = (billingInfo ?? {}) as Record<
    string,
    unknown
  >;
  return type === "RECURRING" && cycleDuration === undefined
    ? missing("cycleDuration")
    : undefined;
}

/** Adjust Product Instance Specifications: another product of the same type, or another cycle. */
export function adjust(
  ground: Ground,
  placed: Placed,
  request: AdjustRequest,
): Decision {
  const { package: pkg, instance } = placed;
  const current = ground.store.products.get(instance.catalogProductId);
  const targetId = request.catalogProductId ?? instance.catalogProductId;
  const target = ground.store.products.get(targetId);
  const unsold =
    refuseStatus(ground, instance) ?? refuseProducts(ground, [targetId]);
  if (unsold !== undefined) return no(unsold);
  if (current === undefined || target === undefined)
    throw new Error("the catalog lost a product");

  const billing = request.billingInfo ?? keptBilling(instance, target);
  const refusal =
    refuseChange(current, target) ??
    refuseBilling(target, billing) ??
    refuseTypeSwitch(ground, instance, billing) ??
    refuseOnSite(ground, pkg.accountId, instance, target) ??
    (target.id === current.id
      ? undefined
      : refuseQuantity(ground, pkg.accountId, target, 1));
  if (refusal !== undefined) return no(refusal);

  const changed: StoredInstance = {
    ...instance,
    catalogProductId: targetId,
    billingInfo: billing ?? target.cycles[0],
    // A discount code counts only together with a product id.
    discountCode: request.catalogProductId
      ? (request.discountCode ?? instance.discountCode)
      : instance.discountCode,
  };
  const until = Math.max(
    ground.now + ground.settings.pendingMs,
    instance.settles?.at ?? 0,
  );
  return done(
    withInstance(pkg, pending(changed, goalOf(target), ground.now, until)),
  );
}

/** Without a new cycle the old one stays, where the new product supports it. */
const keptBilling = (
  { billingInfo }: StoredInstance,
  target: Product,
): BillingInfoRequest | undefined =>
  billingInfo && target.cycles.some((cycle) => sameCycle(cycle, billingInfo))
    ? billingInfo
    : undefined;

function refuseStatus(
  { settings }: Ground,
  instance: StoredInstance,
): Refusal | undefined {
  const ready =
    instance.status !== "PENDING" || settings.adjustWhilePending === "ok";
  return isLive(instance) && ready
    ? undefined
    : resellersRefusal(
        "INCOMPATIBLE_PRODUCT_INSTANCE_STATUS",
        `the status ${instance.status} of product instance ${instance.instanceId} does not allow the change`,
      );
}

function refuseChange(current: Product, target: Product): Refusal | undefined {
  if (!current.adjustable || !target.adjustable) {
    const which = current.adjustable ? target : current;
    return resellersRefusal(
      "OPERATION_NOT_SUPPORTED_FOR_PRODUCT",
      `adjust is not supported for product ${which.id}`,
    );
  }
  return current.type === target.type
    ? undefined
    : resellersRefusal(
        "INCOMPATIBLE_PRODUCT",
        `cannot change from type ${current.type} to product ${target.id}`,
      );
}

const refuseTypeSwitch = (
  { settings }: Ground,
  { billingInfo }: StoredInstance,
  wanted: BillingInfoRequest | undefined,
): Refusal | undefined =>
  settings.typeSwitchByAdjust === "ok" ||
  !billingInfo ||
  !wanted ||
  billingInfo.type === wanted.type
    ? undefined
    : resellersRefusal(
        "INVALID_BILLING_CYCLE",
        `a change from ${billingInfo.type} to ${wanted.type} is not allowed`,
      );

const refuseOnSite = (
  ground: Ground,
  accountId: string,
  { siteId, instanceId }: StoredInstance,
  target: Product,
): Refusal | undefined =>
  siteId === undefined
    ? undefined
    : (refuseSite(ground, accountId, siteId) ??
      refusePlacement(ground, target, siteId, instanceId));
