import type { ApiKey, ParsedSeed, Product } from "../seed";
import { isDead, isWaiting, settlements } from "./life";
import type { Account, Site, StoredInstance, StoredPackage } from "./model";
import { timeline, type Timeline } from "./timeline";

export interface Placed {
  readonly package: StoredPackage;
  readonly instance: StoredInstance;
}

/** Everything there is, and the ways to find it. Knows no rule of Wix. */
export interface Store {
  readonly accounts: Map<string, Account>;
  readonly products: Map<string, Product>;
  readonly sites: Timeline<Site>;
  readonly packages: Timeline<StoredPackage>;
  readonly apiKeys: readonly ApiKey[] | undefined;
  readonly transfers: ParsedSeed["transfers"];
  /** The only way to write a package: it keeps the indexes. */
  putPackage(pkg: StoredPackage, at: number): void;
  removePackage(id: string, at: number): void;
  findInstance(instanceId: string): Placed | undefined;
  /** Instances on a site that are not dead. */
  onSite(siteId: string): readonly Placed[];
  packagesOf(accountId: string): readonly StoredPackage[];
  /** Packages of one account that carry one external id, which Wix does not keep unique. */
  marked(accountId: string, externalId: string): readonly StoredPackage[];
  /** Lets everything settle that is due. */
  settle(now: number): void;
  /** The main account above an account; itself when it has none. */
  mainAccountOf(accountId: string): string;
}

export function emptyStore(
  seed: Pick<ParsedSeed, "apiKeys" | "transfers">,
): Store {
  const accounts = new Map<string, Account>();
  const packages = timeline<StoredPackage>();
  const packageOf = new Map<string, string>();
  const instancesBySite = new Map<string, Set<string>>();
  const packagesByAccount = new Map<string, Set<string>>();
  const packagesByMark = new Map<string, Set<string>>();
  const waiting = new Set<string>();

  const index = (pkg: StoredPackage) => {
    added(packagesByAccount, pkg.accountId, pkg.id);
    added(packagesByMark, markOf(pkg.accountId, pkg.externalId), pkg.id);
    if (isWaiting(pkg)) waiting.add(pkg.id);
    for (const { instanceId, siteId } of pkg.instances) {
      packageOf.set(instanceId, pkg.id);
      if (siteId !== undefined) added(instancesBySite, siteId, instanceId);
    }
  };
  const forget = (pkg: StoredPackage | undefined) => {
    if (pkg === undefined) return;
    packagesByAccount.get(pkg.accountId)?.delete(pkg.id);
    packagesByMark.get(markOf(pkg.accountId, pkg.externalId))?.delete(pkg.id);
    waiting.delete(pkg.id);
    for (const { instanceId, siteId } of pkg.instances) {
      packageOf.delete(instanceId);
      if (siteId !== undefined) instancesBySite.get(siteId)?.delete(instanceId);
    }
  };

  const packagesIn = (ids: Iterable<string> = []): StoredPackage[] =>
    [...ids].map((id) => packages.get(id)).filter((pkg) => pkg !== undefined);

  const store: Store = {
    accounts,
    products: new Map(),
    sites: timeline(),
    packages,
    apiKeys: seed.apiKeys,
    transfers: seed.transfers,
    putPackage: (pkg, at) => {
      forget(packages.get(pkg.id));
      packages.put(pkg.id, pkg, at);
      index(pkg);
    },
    removePackage: (id, at) => {
      forget(packages.get(id));
      packages.put(id, undefined, at);
    },
    findInstance: (instanceId) => {
      const pkg = packages.get(packageOf.get(instanceId) ?? "");
      const instance = pkg?.instances.find(
        (each) => each.instanceId === instanceId,
      );
      return pkg && instance && { package: pkg, instance };
    },
    onSite: (siteId) =>
      [...(instancesBySite.get(siteId) ?? [])]
        .map((id) => store.findInstance(id))
        .filter((placed) => placed !== undefined)
        .filter(({ instance }) => !isDead(instance)),
    packagesOf: (accountId) => packagesIn(packagesByAccount.get(accountId)),
    marked: (accountId, externalId) =>
      packagesIn(packagesByMark.get(markOf(accountId, externalId))),
    settle: (now) => {
      for (const id of [...waiting]) {
        const pkg = packages.get(id);
        if (pkg === undefined) continue;
        for (const version of settlements(pkg, now))
          store.putPackage(version, version.updatedAt);
      }
    },
    mainAccountOf: (accountId) => {
      const seen = new Set<string>();
      let id = accountId;
      for (;;) {
        const parent = accounts.get(id)?.parentAccountId;
        if (parent === undefined || seen.has(parent)) return id;
        seen.add(parent);
        id = parent;
      }
    },
  };
  return store;
}

const markOf = (accountId: string, externalId: string | undefined): string =>
  `${accountId} ${externalId ?? ""}`;

function added(index: Map<string, Set<string>>, key: string, id: string): void {
  const ids = index.get(key);
  if (ids === undefined) index.set(key, new Set([id]));
  else ids.add(id);
}
