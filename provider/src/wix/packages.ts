import {
  LIMITS,
  type AdjustRequest,
  type CreatePackageRequest,
  type CursorQueryRequest,
  type Filter,
  type Package,
} from "../wire";
import { packageEndpoints } from "./endpoints/packages";
import { WixNotFound } from "./errors";
import { eachPage, walkPages } from "./pages";
import type { Answered, Call } from "./pipeline";

/** A fresh key for one logical call; its own repeats carry the same. */
export type NewKey = () => string;

/** The packages of a partner, call by call. Every answer to a write still shows the touched instance as `PENDING`. */
export interface PackagesApi {
  /** Sends `body.idempotencyKey` as it is; what a replay answers is not documented. Not repeated after an open answer. */
  create(
    accountId: string,
    body: CreatePackageRequest,
  ): Promise<Answered<Package>>;
  /** Undefined when Wix says that it does not know the package: the only place where that becomes a value. */
  get(accountId: string, id: string): Promise<Answered<Package> | undefined>;
  /** All packages of the partner that fit, newest first; index and filter may lag behind `get`. */
  query(filter: Filter): AsyncGenerator<Package, void>;
  /** As {@link query}, a page a request, in the order of creation. */
  pages(
    filter: Filter,
    order: "ASC" | "DESC",
  ): AsyncGenerator<readonly Package[], void>;
  cancel(accountId: string, id: string): Promise<Package>;
  cancelInstance(accountId: string, instanceId: string): Promise<Package>;
  adjust(
    accountId: string,
    instanceId: string,
    to: Omit<AdjustRequest, "idempotencyKey">,
  ): Promise<Package>;
  assign(
    accountId: string,
    instanceId: string,
    siteId: string,
  ): Promise<Package>;
  unassign(accountId: string, instanceId: string): Promise<Package>;
  /** Not repeated after an open answer. */
  updateExternalId(
    accountId: string,
    packageId: string,
    externalId: string,
  ): Promise<Package>;
}

export interface PackagesOptions {
  /** Goes into the header of queries, which answer for the whole partner whatever it says. */
  readonly mainAccountId: string;
  readonly newKey: NewKey;
  /** Called with each package that Wix shows in answer to a call about just this one; queries may lag. */
  readonly onTold?: (live: Package) => void;
}

export function packagesApi(
  call: Call,
  { mainAccountId, newKey, onTold }: PackagesOptions,
): PackagesApi {
  const { query, ...one } = packageEndpoints;
  /** Only the first page says what is asked for; the cursor of the others holds it. */
  const page =
    (asked: Pick<CursorQueryRequest["query"], "filter" | "sort">) =>
    async (cursor: string | undefined) => {
      const cursorPaging = { limit: LIMITS.packagesPerPage };
      const { value } = await call(query, {
        accountId: mainAccountId,
        body: {
          query:
            cursor === undefined
              ? { ...asked, cursorPaging }
              : { cursorPaging: { ...cursorPaging, cursor } },
        },
      });
      return {
        items: value.packages ?? [],
        next: value.metadata?.cursors?.next,
      };
    };
  const keyed = () => ({ idempotencyKey: newKey() });

  const told = (live: Package): Package => {
    onTold?.(live);
    return live;
  };
  const answered = ({
    value,
    answeredAt,
  }: Answered<{ package: Package }>): Answered<Package> => ({
    value: told(value.package),
    answeredAt,
  });

  return {
    create: async (accountId, body) =>
      answered(await call(one.create, { accountId, body })),
    get: async (accountId, id) => {
      try {
        return answered(await call(one.get, { accountId, path: { id } }));
      } catch (error) {
        if (error instanceof WixNotFound) return undefined;
        throw error;
      }
    },
    query: (filter) => walkPages(page({ filter })),
    pages: (filter, order) =>
      eachPage(page({ filter, sort: [{ fieldName: "createdDate", order }] })),
    cancel: async (accountId, id) =>
      answered(
        await call(one.cancel, { accountId, path: { id }, body: keyed() }),
      ).value,
    cancelInstance: async (accountId, instanceId) =>
      answered(
        await call(one.cancelInstance, {
          accountId,
          path: { instanceId },
          body: keyed(),
        }),
      ).value,
    adjust: async (accountId, instanceId, to) =>
      answered(
        await call(one.adjust, {
          accountId,
          path: { instanceId },
          body: { ...to, ...keyed() },
        }),
      ).value,
    assign: async (accountId, instanceId, siteId) =>
      answered(
        await call(one.assign, {
          accountId,
          path: { instanceId, siteId },
          body: keyed(),
        }),
      ).value,
    unassign: async (accountId, instanceId) =>
      answered(
        await call(one.unassign, {
          accountId,
          path: { instanceId },
          body: keyed(),
        }),
      ).value,
    updateExternalId: async (accountId, packageId, externalId) => {
      const { value } = await call(one.updateExternalId, {
        accountId,
        path: { packageId, externalId },
      });
      return told(value.updatedPackage);
    },
  };
}
