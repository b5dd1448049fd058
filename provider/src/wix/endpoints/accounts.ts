import { GetAccountResponse, ListChildAccountsResponse } from "../../wire";
import { endpoint } from "../endpoint";

/** @source Accounts, dev.wix.com */
export const accountEndpoints = {
  get: endpoint({
    method: "GET",
    route: "/accounts/v1/accounts/{accountId}",
    access: "read",
    repeat: "harmless",
    doing: "read the account",
    response: GetAccountResponse,
  }),
  children: endpoint({
    method: "GET",
    route: "/accounts/v1/account/child-accounts",
    access: "read",
    repeat: "harmless",
    doing: "list the sub-accounts",
    response: ListChildAccountsResponse,
  }),
} as const;
