import { z } from "zod";
import { Guid } from "../../wire";
import type { Changes } from "../change";
import { Hidden } from "../hidden";

export const SiteTransferArgs = z.strictObject({
  siteId: Guid,
  sourceAccountId: Guid,
  targetAccountId: Guid,
  enableNotifications: z.boolean().optional(),
  onDelete: z.enum(["keep", "return"]).optional(),
});
export type SiteTransferArgs = z.output<typeof SiteTransferArgs>;

export const SITE_TRANSFER_CHANGES: Changes<SiteTransferArgs> = {
  siteId: "replace",
  sourceAccountId: "record",
  targetAccountId: "replace",
  enableNotifications: "record",
  onDelete: "record",
};

export const SiteTransferInputs = SiteTransferArgs.extend(Hidden.shape).strip();
export type SiteTransferInputs = z.output<typeof SiteTransferInputs>;

/** What Pulumi stores: the arguments as declared, and where the site is. */
export const SiteTransferState = z.object({
  ...SiteTransferArgs.shape,
  // Not known of a site that the program only looks up.
  sourceAccountId: Guid.optional(),
  ...Hidden.shape,
  /** Where the site is now. Elsewhere than the target is drift. */
  ownerAccountId: z.string(),
  /** The version of this shape. */
  __v: z.literal(1),
});
export type SiteTransferState = z.output<typeof SiteTransferState>;
