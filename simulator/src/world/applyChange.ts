import type { Ground } from "../ground";
import { storedPackage, storedSite } from "./build";
import type { ParsedChange } from "./change";
import { commit } from "./commit";
import { isLive, onto, UNSAID_FAILURE, withInstance } from "./life";
import type { Site, StoredInstance } from "./model";

/** A change that names something that is not there. */
export class UnknownId extends Error {
  override readonly name = "UnknownId";
}

/** Carries out an out-of-band change, at once. @throws {UnknownId} */
export function applyChange(ground: Ground, change: ParsedChange): void {
  const { store, now } = ground;
  switch (change.kind) {
    case "cancelPackage": {
      const pkg = known(
        "package",
        change.packageId,
        store.packages.get(change.packageId),
      );
      const instances = pkg.instances.map((each) =>
        isLive(each) ? canceled(each, now) : each,
      );
      return commit(store, { ...pkg, instances, updatedAt: now }, now);
    }
    case "cancelInstance":
      return edit(ground, change.instanceId, (each) => canceled(each, now));
    case "moveInstance":
      if (change.siteId !== undefined)
        known("site", change.siteId, store.sites.get(change.siteId));
      return edit(ground, change.instanceId, (each) =>
        onto(each, change.siteId),
      );
    case "adjustInstance": {
      const { catalogProductId: id, billingInfo } = change;
      if (id !== undefined) known("product", id, store.products.get(id));
      return edit(ground, change.instanceId, (each) => ({
        ...each,
        catalogProductId: id ?? each.catalogProductId,
        billingInfo: billingInfo ?? each.billingInfo,
      }));
    }
    case "setStatus": {
      const failure =
        change.status === "FAILED"
          ? (change.failure ?? UNSAID_FAILURE)
          : undefined;
      return edit(ground, change.instanceId, (each) => ({
        ...each,
        status: change.status,
        failure,
        settles: undefined,
      }));
    }
    case "setExternalId": {
      const pkg = known(
        "package",
        change.packageId,
        store.packages.get(change.packageId),
      );
      return commit(
        store,
        { ...pkg, externalId: change.externalId, updatedAt: now },
        now,
      );
    }
    case "putPackage": {
      const pkg = storedPackage(change.package, now, ground.newId);
      known("account", pkg.accountId, store.accounts.get(pkg.accountId));
      for (const { catalogProductId: id, siteId } of pkg.instances) {
        known("product", id, store.products.get(id));
        if (siteId !== undefined)
          known("site", siteId, store.sites.get(siteId));
      }
      return commit(store, { ...pkg, updatedAt: now }, now);
    }
    case "removePackage":
      known("package", change.packageId, store.packages.get(change.packageId));
      return store.removePackage(change.packageId, now);
    case "putAccount":
      store.accounts.set(change.account.id, {
        ...change.account,
        createdAt: now,
      });
      return;
    case "putProduct":
      store.products.set(change.product.id, change.product);
      return;
    case "putSite":
      known(
        "account",
        change.site.ownerAccountId,
        store.accounts.get(change.site.ownerAccountId),
      );
      return store.sites.put(
        change.site.id,
        { ...storedSite(change.site, now), updatedAt: now },
        now,
      );
    case "moveSite":
      known("account", change.accountId, store.accounts.get(change.accountId));
      return editSite(ground, change.siteId, (site) => ({
        ...site,
        ownerAccountId: change.accountId,
      }));
    case "trashSite":
      return editSite(ground, change.siteId, (site) => ({
        ...site,
        trashedAt: now,
      }));
    case "restoreSite":
      return editSite(ground, change.siteId, (site) => ({
        ...site,
        trashedAt: undefined,
      }));
    case "deleteSite":
      known("site", change.siteId, store.sites.get(change.siteId));
      return store.sites.put(change.siteId, undefined, now);
    default:
      return change satisfies never;
  }
}

const canceled = (instance: StoredInstance, now: number): StoredInstance => ({
  ...instance,
  status: "CANCELED",
  failure: undefined,
  settles: undefined,
  updatedAt: now,
});

function known<T>(noun: string, id: string, value: T | undefined): T {
  if (value === undefined) throw new UnknownId(`unknown ${noun} ${id}`);
  return value;
}

function edit(
  { store, now }: Ground,
  instanceId: string,
  changed: (instance: StoredInstance) => StoredInstance,
): void {
  const { package: pkg, instance } = known(
    "instance",
    instanceId,
    store.findInstance(instanceId),
  );
  commit(
    store,
    withInstance(pkg, { ...changed(instance), updatedAt: now }),
    now,
  );
}

function editSite(
  { store, now }: Ground,
  siteId: string,
  changed: (site: Site) => Site,
): void {
  const site = known("site", siteId, store.sites.get(siteId));
  store.sites.put(siteId, { ...changed(site), updatedAt: now }, now);
}
