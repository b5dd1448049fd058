import { z } from "zod";
import { Guid, maybe } from "./primitives";

/**
 * The target account is in the header `wix-account-id`; the body cannot name it.
 *
 * @source Transfer Site, dev.wix.com
 */
export const TransferSiteRequest = z.strictObject({
  siteTransfer: z.strictObject({
    siteId: Guid,
    sourceAccountId: Guid,
    /** An e-mail to the owner of the site after a success; Wix's default is false. */
    enableNotifications: z.boolean().optional(),
  }),
});
export type TransferSiteRequest = z.infer<typeof TransferSiteRequest>;

/** An echo of the request. Wix's own sample echoes another `sourceAccountId` than was sent: rest nothing on it. */
export const TransferSiteResponse = z.looseObject({
  siteTransfer: maybe(
    z.looseObject({
      siteId: maybe(z.string()),
      sourceAccountId: maybe(z.string()),
      enableNotifications: maybe(z.boolean()),
    }),
  ),
});

/**
 * Application codes of Transfer Site, with the status that documents name for each.
 *
 * `SITE_NOT_FOUND` is 400 here and 404 in the Resellers API.
 *
 * @source B2B Site Management, Error messages, dev.wix.com
 */
export const TRANSFER_ERRORS = {
  TARGET_ACCOUNT_ID_NOT_FOUND: 428,
  SITE_TRANSFER_NOT_ALLOWED: 403,
  SITE_NOT_FOUND: 400,
  SITE_TRANSFER_NOT_SUPPORTED: 428,
} as const;
export type TransferErrorCode = keyof typeof TRANSFER_ERRORS;
