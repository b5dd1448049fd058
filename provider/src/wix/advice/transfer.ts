import type { TransferErrorCode } from "../../wire";
import type { Explanation } from "../errors";

/** What each documented refusal of Transfer Site means to the user, and the way out. */
export const TRANSFER_ADVICE: Readonly<Record<TransferErrorCode, Explanation>> =
  {
    TARGET_ACCOUNT_ID_NOT_FOUND: {
      what: "Wix does not know the target account",
      todo: "check targetAccountId: it must be your main account or one of its sub-accounts",
    },
    SITE_TRANSFER_NOT_ALLOWED: {
      what: "Wix has not allowed transfers between these two accounts",
      todo: "ask your Wix partner contact to enable this pair of source and target account",
    },
    SITE_NOT_FOUND: {
      what: "the site is not in the source account",
      todo: "check siteId and sourceAccountId",
    },
    SITE_TRANSFER_NOT_SUPPORTED: {
      what: "the site carries a paid service, and such a site cannot be transferred",
      todo: "cancel the packages on the site first, transfer it, and create them again in the target account",
    },
  };
