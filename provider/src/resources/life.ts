import type { Package, ProductInstance } from "../wire";

const DEAD: ReadonlySet<string> = new Set(["CANCELED", "FAILED"]);

/** Cancelled or never delivered: it costs nothing and cannot come back. */
export const isDead = (instance: ProductInstance): boolean =>
  DEAD.has(instance.status);

export const isPending = (instance: ProductInstance): boolean =>
  instance.status === "PENDING";

/**
 * A package has no status of its own: it is gone when all its instances are dead. One that shows no instance at all is not: Wix
 * documents at least one, so the answer is not whole, and what it does not show must not be bought again.
 */
export const isGone = ({ productInstances }: Package): boolean =>
  productInstances.length > 0 && productInstances.every(isDead);

export const findInstance = (
  live: Package,
  instanceId: string,
): ProductInstance | undefined =>
  live.productInstances.find((one) => one.instanceId === instanceId);

export const siteOf = (live: Package, instanceId: string): string | undefined =>
  findInstance(live, instanceId)?.siteId;

/** How many of the named instances are pending. */
export const pendingCount = (live: Package, ids: ReadonlySet<string>): number =>
  live.productInstances.filter(
    (one) => ids.has(one.instanceId) && isPending(one),
  ).length;
