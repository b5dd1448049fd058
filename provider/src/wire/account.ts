import { z } from "zod";
import { maybe, Timestamp } from "./primitives";

/** Child accounts per page: 20 by default. @source List Child Accounts, dev.wix.com */
export const CHILD_ACCOUNTS_PER_PAGE = 50;

export const Account = z.looseObject({
  accountId: z.string().min(1),
  slug: maybe(z.string()),
  accountName: maybe(z.string()),
  /** `ACTIVE`, `BLOCKED` or `DELETED`. */
  status: maybe(z.string()),
  accountOwner: maybe(z.string()),
  accountProperties: maybe(
    z.looseObject({ parentAccountId: maybe(z.string()) }),
  ),
  dateCreated: maybe(Timestamp),
  dateUpdated: maybe(Timestamp),
});
export type Account = z.infer<typeof Account>;

export const GetAccountResponse = z.looseObject({ account: Account });

/** Ids only. An account without children has an empty list, or none. */
export const ListChildAccountsResponse = z.looseObject({
  childAccounts: maybe(
    z.array(z.looseObject({ accountId: z.string().min(1) })),
  ),
  pagingMetadata: maybe(
    z.looseObject({
      count: maybe(z.coerce.number()),
      offset: maybe(z.coerce.number()),
      total: maybe(z.coerce.number()),
    }),
  ),
});
