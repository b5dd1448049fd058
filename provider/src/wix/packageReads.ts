import { LIMITS, type Package } from "../wire";
import { gather, type Pace } from "./gather";
import { lookahead } from "./lookahead";
import type { PackagesApi } from "./packages";
import { pick } from "./pages";

/** Reads of packages that share their requests: what is asked for within a few milliseconds goes in one query. */
export interface PackageReads {
  /** By the query index, which may lag. Undefined says only that the index does not show it. */
  seen(accountId: string, id: string): Promise<Package | undefined>;
  /**
   * No older than the last direct answer that this process had: by the query index when that shows as much, else by Get. So a package
   * that was just bought is read together with others. Undefined: Wix does not know the package.
   *
   * @param suffices whether the index is to be believed in this
   */
  known(
    accountId: string,
    id: string,
    suffices: (seen: Package) => boolean,
  ): Promise<Package | undefined>;
  /**
   * As it was at some moment of this refresh: served from pages read ahead when many are wanted. An answer that is missing, or older
   * than `since`, is replaced by a direct Get. Undefined: Wix does not know the package.
   *
   * @param since the `updatedDate` of what was seen last
   * @param reader the resource that asks; see {@link lookahead}
   */
  current(
    accountId: string,
    id: string,
    { since, reader }: { since: string | undefined; reader: string },
  ): Promise<Package | undefined>;
  /** The package that holds the instance, by the query index: no other call tells it. */
  holding(accountId: string, instanceId: string): Promise<Package | undefined>;
  /** Packages of the account with this `externalId`, live and dead, by the query index. */
  marked(accountId: string, externalId: string): Promise<readonly Package[]>;
  /** Something was written: nothing that was read ahead counts any more. */
  forget(): void;
  /** Wix showed the package in answer to a call about just this one. */
  told(live: Package): void;
}

/** Whether what was read may be from before `since`. What has no date may always be. */
export const isOlder = (read: Package, since: string | undefined): boolean =>
  since !== undefined &&
  !(Date.parse(read.updatedDate ?? "") >= Date.parse(since));

export function packageReads(api: PackagesApi, pace: Pace): PackageReads {
  const most = LIMITS.packagesPerPage;

  const fetch = (ids: readonly string[]) =>
    pick(api.query({ id: { $in: [...ids] } }), ids);

  const byId = gather(most, fetch, pace);

  const ahead = lookahead<Package>(
    {
      most,
      fetch,
      // The engine reads a stack in the order in which it was made, and what was made together stands together.
      pages: async function* (known) {
        const from = earliest(known);
        if (from === undefined) return yield* api.pages({}, "ASC");
        yield* api.pages({ createdDate: { $gte: from } }, "ASC");
        yield* api.pages({ createdDate: { $lt: from } }, "DESC");
      },
    },
    pace.clock,
  );

  const byMark = gather(
    most,
    async (keys) => {
      const wanted = keys.map(parseMarkKey);
      const found = new Map<string, Package[]>();
      const filter = {
        accountId: { $in: distinct(wanted.map(([accountId]) => accountId)) },
        externalId: {
          $in: distinct(wanted.map(([, externalId]) => externalId)),
        },
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
    },
    pace,
  );

  const byInstance = gather(
    most,
    async (instanceIds) => {
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
    },
    pace,
  );

  // Queries answer for the whole partner; a package of another account is not the one that was asked for.
  const ofAccount = (accountId: string, read: Package | undefined) =>
    read?.accountId === accountId ? read : undefined;

  const seen = async (accountId: string, id: string) =>
    ofAccount(accountId, await byId(id));

  /** `updatedDate` of the last direct answer, by package. */
  const told = new Map<string, string>();

  return {
    seen,
    known: async (accountId, id, suffices) => {
      const since = told.get(id);
      const read = since === undefined ? undefined : await seen(accountId, id);
      if (read && !isOlder(read, since) && suffices(read)) return read;
      return (await api.get(accountId, id))?.value;
    },
    current: async (accountId, id, { since, reader }) => {
      const read = ofAccount(accountId, await ahead.read(id, reader));
      if (read && !isOlder(read, since)) return read;
      return (await api.get(accountId, id))?.value;
    },
    marked: async (accountId, externalId) =>
      (await byMark(markKey(accountId, externalId))) ?? [],
    holding: async (accountId, instanceId) =>
      ofAccount(accountId, await byInstance(instanceId)),
    forget: () => {
      ahead.forget();
    },
    told: (live) => {
      const { id, updatedDate } = live;
      // Answers may cross on their way.
      if (updatedDate !== undefined && !isOlder(live, told.get(id)))
        told.set(id, updatedDate);
    },
  };
}

/** The `createdDate` of the oldest; undefined when one has none. */
function earliest(packages: readonly Package[]): string | undefined {
  const dates = packages.map(({ createdDate }) => createdDate ?? "").sort();
  return dates[0] === "" ? undefined : dates[0];
}

const distinct = (values: readonly string[]): string[] => [...new Set(values)];

const markKey = (accountId: string, externalId: string) =>
  `${accountId} ${externalId}`;

function parseMarkKey(key: string): [accountId: string, externalId: string] {
  const space = key.indexOf(" ");
  return [key.slice(0, space), key.slice(space + 1)];
}
