import {
  type Filter,
  type QuerySitesRequest,
  type Site,
  SITES_PER_PAGE,
} from "../wire";
import { siteEndpoints } from "./endpoints/sites";
import { eachPage, walkPages } from "./pages";
import type { Call } from "./pipeline";

export interface SiteTransferRequest {
  readonly siteId: string;
  readonly sourceAccountId: string;
  readonly targetAccountId: string;
  readonly enableNotifications: boolean;
}

/** The sites of one account at a time. */
export interface SitesApi {
  /**
   * The sites that an account sees. Without a filter on `namespace` Wix shows those of `WIX` only; a filter on a field that
   * cannot be filtered is ignored without a word.
   */
  query(accountId: string, filter: Filter): AsyncGenerator<Site, void>;
  /** As {@link query}, a page a request, oldest first. */
  pages(
    accountId: string,
    filter: Filter,
  ): AsyncGenerator<readonly Site[], void>;
  count(accountId: string, filter: Filter): Promise<number>;
  /** Not repeated after an open answer. The answer is an echo and proves nothing. */
  transfer(request: SiteTransferRequest): Promise<void>;
}

export function sitesApi(call: Call): SitesApi {
  const page =
    (
      accountId: string,
      asked: Pick<QuerySitesRequest["query"], "filter" | "sort">,
    ) =>
    async (cursor: string | undefined) => {
      // The cursor holds filter and sort, and not the limit.
      const cursorPaging = { limit: SITES_PER_PAGE };
      const { value } = await call(siteEndpoints.query, {
        accountId,
        body: {
          query:
            cursor === undefined
              ? { ...asked, cursorPaging }
              : { cursorPaging: { ...cursorPaging, cursor } },
        },
      });
      const { hasNext, cursors } = value.metadata ?? {};
      return {
        items: value.sites ?? [],
        next: hasNext === false ? undefined : cursors?.next,
      };
    };

  return {
    query: (accountId, filter) => walkPages(page(accountId, { filter })),
    pages: (accountId, filter) =>
      eachPage(
        page(accountId, {
          filter,
          sort: [{ fieldName: "createdDate", order: "ASC" }],
        }),
      ),
    count: async (accountId, filter) => {
      const { value } = await call(siteEndpoints.count, {
        accountId,
        body: { filter },
      });
      return value.count ?? 0;
    },
    transfer: async ({ targetAccountId, ...siteTransfer }) => {
      await call(siteEndpoints.transfer, {
        accountId: targetAccountId,
        body: { siteTransfer },
      });
    },
  };
}
