import DataLoader from "dataloader";
import { LIMITS, type Package } from "../wire";
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
  /** Packages of the account with this `externalId`, live and dead, by the query index. */
  marked(accountId: string, externalId: string): Promise<readonly Package[]>;
}

/** Long enough that reads which the engine sends together meet, short beside one request. @unit milliseconds */
const GATHER_MS = 5;

/** Whether what was read may be from before `since`. What has no date may always be. */
export const isOlder = (read: Package, since: string | undefined): boolean =>
  since !== undefined &&
  !(Date.parse(read.updatedDate ?? "") >= Date.parse(since));

export function packageReads(api: PackagesApi): PackageReads {
  const byId = gather(async (ids: readonly string[]) => {
    const found = new Map<string, Package>();
    for await (const one of api.query({ id: { $in: [...ids] } }))
      found.set(one.id, one);
    return ids.map((id) => found.get(id));
  });

  const byMark = gather(async (keys: readonly string[]) => {
    const wanted = keys.map(parseMarkKey);
    const found = new Map<string, Package[]>(keys.map((key) => [key, []]));
    const filter = {
      accountId: { $in: [...new Set(wanted.map(([accountId]) => accountId))] },
      externalId: {
        $in: [...new Set(wanted.map(([, externalId]) => externalId))],
      },
    };
    for await (const one of api.query(filter)) {
      found.get(markKey(one.accountId, one.externalId ?? ""))?.push(one);
    }
    return keys.map((key) => found.get(key) ?? []);
  });

  const seen = async (accountId: string, id: string) => {
    const read = await byId.load(id);
    // Queries answer for the whole partner; a package of another account is not the one that was asked for.
    return read?.accountId === accountId ? read : undefined;
  };

  return {
    seen,
    current: async (accountId, id, since) => {
      const read = await seen(accountId, id);
      if (read && !isOlder(read, since)) return read;
      return (await api.get(accountId, id))?.value;
    },
    marked: (accountId, externalId) =>
      byMark.load(markKey(accountId, externalId)),
  };
}

const gather = <Value>(
  fetchMany: (keys: readonly string[]) => Promise<Value[]>,
) =>
  new DataLoader<string, Value>(fetchMany, {
    cache: false,
    maxBatchSize: LIMITS.packagesPerPage,
    batchScheduleFn: (send) => setTimeout(send, GATHER_MS),
  });

const markKey = (accountId: string, externalId: string) =>
  `${accountId} ${externalId}`;

function parseMarkKey(key: string): [accountId: string, externalId: string] {
  const space = key.indexOf(" ");
  return [key.slice(0, space), key.slice(space + 1)];
}
