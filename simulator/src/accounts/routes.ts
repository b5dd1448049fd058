import {
  CHILD_ACCOUNTS_PER_PAGE,
  GetAccountResponse,
  ListChildAccountsResponse,
  Account as WireAccount,
} from "pulumi-wix-provider/wire";
import { z } from "zod";
import { isoTime } from "../clock";
import {
  NoBody,
  read,
  refusal,
  route,
  type Answer,
  type Call,
  type Route,
} from "../http/route";
import { refused, resellersRefusal, schemaRefusal } from "../refusal";
import type { Account } from "../world/model";

/** @source List Child Accounts, dev.wix.com */
const DEFAULT_CHILDREN = 20;

const ChildPaging = z.object({
  "paging.limit": z.coerce
    .number()
    .int()
    .min(0)
    .max(CHILD_ACCOUNTS_PER_PAGE)
    .default(DEFAULT_CHILDREN),
  "paging.offset": z.coerce.number().int().min(0).default(0),
});

const accountView = (account: Account): z.input<typeof WireAccount> => ({
  accountId: account.id,
  slug: account.slug,
  accountName: account.name,
  status: account.status,
  accountProperties: {
    isTeam: false,
    parentAccountId: account.parentAccountId,
  },
  dateCreated: isoTime(account.createdAt),
  dateUpdated: isoTime(account.createdAt),
});

/** Any account of the partner may be asked for, whichever of them the header names. */
function getAccount({
  ground: { store },
  accountId,
  params,
}: Call<unknown>): Answer {
  const id = params["accountId"] ?? "";
  const account = store.accounts.get(id);
  if (account === undefined) {
    return refusal(
      resellersRefusal("ACCOUNT_NOT_FOUND", `account ${id} was not found`),
    );
  }
  return store.mainAccountOf(id) === store.mainAccountOf(accountId)
    ? read({ account: accountView(account) })
    : refusal(
        refused(403, "PERMISSION_DENIED", `no permission for account ${id}`),
      );
}

function listChildAccounts({
  ground: { store },
  accountId,
  query,
}: Call<unknown>): Answer {
  const asked = Object.fromEntries(query);
  const paging = ChildPaging.safeParse(asked);
  if (!paging.success) return refusal(schemaRefusal(paging.error, asked));
  const { "paging.limit": limit, "paging.offset": offset } = paging.data;
  const children = [...store.accounts.values()].filter(
    (each) => each.parentAccountId === accountId,
  );
  const childAccounts = children
    .slice(offset, offset + limit)
    .map(({ id }) => ({ accountId: id }));
  return read({
    childAccounts,
    pagingMetadata: {
      count: childAccounts.length,
      offset,
      total: children.length,
      tooManyToCount: false,
    },
  });
}

export const ACCOUNT_ROUTES: readonly Route[] = [
  route({
    method: "GET",
    template: "/accounts/v1/accounts/{accountId}",
    kind: "read",
    request: NoBody,
    response: GetAccountResponse,
    handle: getAccount,
  }),
  route({
    method: "GET",
    template: "/accounts/v1/account/child-accounts",
    kind: "read",
    request: NoBody,
    response: ListChildAccountsResponse,
    handle: listChildAccounts,
  }),
];
