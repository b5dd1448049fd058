import type { Product } from "../seed";
import { isLive } from "./life";
import type { StoredPackage } from "./model";
import type { Placed, Store } from "./store";

/**
 * Writes a package, and notes on the sites it touches which services have lost what they need.
 *
 * Wix disconnects a domain when the plan of its site is cancelled or unassigned; its answers do not show that, so neither
 * do ours. The state of the simulator does, as `disconnected`.
 */
export function commit(store: Store, pkg: StoredPackage, now: number): void {
  const before = store.packages.get(pkg.id);
  store.putPackage(pkg, now);
  const sites = new Set(
    [before, pkg]
      .flatMap((each) => each?.instances ?? [])
      .map(({ siteId }) => siteId),
  );
  for (const siteId of sites) {
    if (siteId !== undefined)
      for (const placed of orphans(store, siteId))
        disconnect(store, placed, now);
  }
}

const productOf = (store: Store, { instance }: Placed): Product | undefined =>
  store.products.get(instance.catalogProductId);

function orphans(store: Store, siteId: string): readonly Placed[] {
  const placed = store.onSite(siteId);
  const types = new Set(
    placed
      .filter(({ instance }) => isLive(instance))
      .map((each) => productOf(store, each)?.type),
  );
  return placed.filter((each) => {
    const needed = productOf(store, each)?.requiresType;
    return (
      needed !== undefined && !each.instance.disconnected && !types.has(needed)
    );
  });
}

function disconnect(store: Store, { instance }: Placed, now: number): void {
  const found = store.findInstance(instance.instanceId);
  if (found === undefined) return;
  const instances = found.package.instances.map((each) =>
    each === found.instance ? { ...each, disconnected: true } : each,
  );
  store.putPackage({ ...found.package, instances }, now);
}
