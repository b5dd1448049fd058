import { type Account, CHILD_ACCOUNTS_PER_PAGE } from "../wire";
import { accountEndpoints } from "./endpoints/accounts";
import { walkPages } from "./pages";
import type { Call } from "./pipeline";

/** The partner's accounts. */
export interface AccountsApi {
  get(accountId: string): Promise<Account>;
  /** Ids of the sub-accounts of the main account. */
  children(): AsyncGenerator<string>;
}

export function accountsApi(call: Call, mainAccountId: string): AccountsApi {
  return {
    get: async (accountId) => {
      const { value } = await call(accountEndpoints.get, {
        accountId: mainAccountId,
        path: { accountId },
      });
      return value.account;
    },
    // Paged by offset: the "cursor" of a page is where the next one begins.
    children: () =>
      walkPages(async (cursor) => {
        const offset = Number(cursor ?? 0);
        const { value } = await call(accountEndpoints.children, {
          accountId: mainAccountId,
          query: {
            "paging.limit": String(CHILD_ACCOUNTS_PER_PAGE),
            "paging.offset": String(offset),
          },
        });
        const items = (value.childAccounts ?? []).map(
          ({ accountId }) => accountId,
        );
        const reached = offset + items.length;
        const total = value.pagingMetadata?.total;
        const more =
          items.length > 0 &&
          (total === undefined
            ? items.length === CHILD_ACCOUNTS_PER_PAGE
            : reached < total);
        return { items, next: more ? String(reached) : undefined };
      }),
  };
}
