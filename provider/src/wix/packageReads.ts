import { LIMITS, type Package } from "../wire";
import { gather } from "./gather";
import type { PackagesApi } from "./packages";

/** Reads of packages that share their requests: what is asked for within a few milliseconds goes in one query. */
export interface PackageReads {
  /** By the query index, which may lag. Undefined says only that the index does not show it. */
  seen(accountId: string, id: string): Promise<Package | undefined>;
  /**
   * As {@link seen}, but an answer that is missing, or older than `since`, is replaced by a direct Get. Undefined: Wix does not
   * know the package.
   *
   * @param since the `updatedDate` of what was seen last
   */
  current(
    accountId: string,
    id: string,
    since?: string,
  ): Promise<Package | undefined>;
  /** The package that holds the instance, by the query index: no other call tells it. */
  holding(accountId: string, instanceId: string): Promise<Package | undefined>;
  /** Packages of the account with this `externalId`, live and dead, by the query index. */
  marked(accountId: string, externalId: string): Promise<readonly Package[]>;
}

/** Whether what was read may be from before `since`. What has no date may always be. */
export const isOlder = (read: Package, since: string | undefined): boolean =>
  since !== undefined &&
  !(Date.parse(read.updatedDate ?? "") >= Date.parse(since));

export function packageReads(api: PackagesApi): PackageReads {
  const most = LIMITS.packagesPerPage;

  const byId = gather(most, async (ids) => {
    const found = new Map<string, Package>();
    for await (const one of api.query({ id: { $in: [...ids] } })) {
      found.set(one.id, one);
    }
    return found;
  });

  const byMark = gather(most, async (keys) => {
    const wanted = keys.map(parseMarkKey);
    const found = new Map<string, Package[]>();
    const filter = {
      accountId: { $in: distinct(wanted.map(([accountId]) => accountId)) },
      externalId: { $in: distinct(wanted.map(([, externalId]) => externalId)) },
    };
    // Two pages may show one package, when another was bought between them.
    const shown = new Set<string>();
    for await (const one of api.query(filter)) {
      if (shown.has(one.id)) continue;
      shown.add(one.id);
      const key = markKey(one.accountId, one.externalId ?? "");
      found.set(key, [...(found.get(key) ?? []), one]);
    }
    return found;
  });

  const byInstance = gather(most, async (instanceIds) => {
    const found = new Map<string, Package>();
    const filter = {
      "productInstances.instanceId": { $hasSome: [...instanceIds] },
    };
    for await (const one of api.query(filter)) {
      for (const { instanceId } of one.productInstances) {
        found.set(instanceId, one);
      }
    }
    return found;
  });

  // Queries answer for the whole partner; a package of another account is not the one that was asked for.
  const ofAccount = (accountId: string, read: Package | undefined) =>
    read?.accountId === accountId ? read : undefined;

  return {
    seen: async (accountId, id) => ofAccount(accountId, await byId(id)),
    current: async (accountId, id, since) => {
      const read = ofAccount(accountId, await byId(id));
      if (read && !isOlder(read, since)) return read;
      return (await api.get(accountId, id))?.value;
    },
    marked: async (accountId, externalId) =>
      (await byMark(markKey(accountId, externalId))) ?? [],
    holding: async (accountId, instanceId) =>
      ofAccount(accountId, await byInstance(instanceId)),
  };
}

const distinct = (values: readonly string[]): string[] => [...new Set(values)];

const markKey = (accountId: string, externalId: string) =>
  `${accountId} ${externalId}`;

function parseMarkKey(key: string): [accountId: string, externalId: string] {
  const space = key.indexOf(" ");
  return [key.slice(0, space), key.slice(space + 1)];
}
