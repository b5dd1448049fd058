import {
  LIMITS,
  type AdjustRequest,
  type CreatePackageRequest,
  type Filter,
  type Package,
} from "../wire";
import { packageEndpoints } from "./endpoints/packages";
import { WixNotFound } from "./errors";
import { walkPages } from "./pages";
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
  query(filter: Filter): AsyncGenerator<Package>;
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

/**
 * @param mainAccountId goes into the header of queries, which answer for the whole partner whatever it says
 */
export function packagesApi(
  call: Call,
  mainAccountId: string,
  newKey: NewKey,
): PackagesApi {
  const { query, ...one } = packageEndpoints;
  const keyed = () => ({ idempotencyKey: newKey() });

  return {
    create: async (accountId, body) => {
      const { value, answeredAt } = await call(one.create, { accountId, body });
      return { value: value.package, answeredAt };
    },
    get: async (accountId, id) => {
      try {
        const { value, answeredAt } = await call(one.get, {
          accountId,
          path: { id },
        });
        return { value: value.package, answeredAt };
      } catch (error) {
        if (error instanceof WixNotFound) return undefined;
        throw error;
      }
    },
    query: (filter) =>
      walkPages(async (cursor) => {
        const cursorPaging = {
          limit: LIMITS.packagesPerPage,
          ...(cursor === undefined ? {} : { cursor }),
        };
        const { value } = await call(query, {
          accountId: mainAccountId,
          body: {
            query:
              cursor === undefined
                ? { filter, cursorPaging }
                : { cursorPaging },
          },
        });
        return {
          items: value.packages ?? [],
          next: value.metadata?.cursors?.next,
        };
      }),
    cancel: async (accountId, id) =>
      (await call(one.cancel, { accountId, path: { id }, body: keyed() })).value
        .package,
    cancelInstance: async (accountId, instanceId) =>
      (
        await call(one.cancelInstance, {
          accountId,
          path: { instanceId },
          body: keyed(),
        })
      ).value.package,
    adjust: async (accountId, instanceId, to) =>
      (
        await call(one.adjust, {
          accountId,
          path: { instanceId },
          body: { ...to, ...keyed() },
        })
      ).value.package,
    assign: async (accountId, instanceId, siteId) =>
      (
        await call(one.assign, {
          accountId,
          path: { instanceId, siteId },
          body: keyed(),
        })
      ).value.package,
    unassign: async (accountId, instanceId) =>
      (
        await call(one.unassign, {
          accountId,
          path: { instanceId },
          body: keyed(),
        })
      ).value.package,
    updateExternalId: async (accountId, packageId, externalId) =>
      (
        await call(one.updateExternalId, {
          accountId,
          path: { packageId, externalId },
        })
      ).value.updatedPackage,
  };
}
