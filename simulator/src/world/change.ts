import {
  BillingInfoRequest,
  Guid,
  INSTANCE_STATUSES,
  LIMITS,
} from "pulumi-wix-provider/wire";
import { z } from "zod";
import {
  AccountSeed,
  Failure,
  PackageSeed,
  ProductSeed,
  SiteSeed,
} from "../seed";

const instance = { instanceId: Guid };

/**
 * What other people may do to the account: a colleague in Wix's dashboard, Wix itself, a customer.
 *
 * Changes skip the rules of the API, take effect at once and move `updatedDate`.
 */
export const Change = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("cancelPackage"), packageId: Guid }),
  z.strictObject({ kind: z.literal("cancelInstance"), ...instance }),
  /** Without `siteId`: it floats. */
  z.strictObject({
    kind: z.literal("moveInstance"),
    ...instance,
    siteId: Guid.optional(),
  }),
  z.strictObject({
    kind: z.literal("adjustInstance"),
    ...instance,
    catalogProductId: Guid.optional(),
    billingInfo: BillingInfoRequest.optional(),
  }),
  /** A status of `PENDING` never settles. `failure` counts with `FAILED` only. */
  z.strictObject({
    kind: z.literal("setStatus"),
    ...instance,
    status: z.enum(INSTANCE_STATUSES),
    failure: Failure.optional(),
  }),
  z.strictObject({
    kind: z.literal("setExternalId"),
    packageId: Guid,
    /** Absent: the package has none any more. */
    externalId: z.string().max(LIMITS.externalIdCharacters).optional(),
  }),
  /** A package that nobody bought through the API. One with the id of an existing package takes its place. */
  z.strictObject({ kind: z.literal("putPackage"), package: PackageSeed }),
  /** As if it had never been: Wix documents nothing that does this. */
  z.strictObject({ kind: z.literal("removePackage"), packageId: Guid }),
  z.strictObject({ kind: z.literal("putAccount"), account: AccountSeed }),
  z.strictObject({ kind: z.literal("putProduct"), product: ProductSeed }),
  z.strictObject({ kind: z.literal("putSite"), site: SiteSeed }),
  z.strictObject({
    kind: z.literal("moveSite"),
    siteId: Guid,
    accountId: Guid,
  }),
  z.strictObject({ kind: z.literal("trashSite"), siteId: Guid }),
  z.strictObject({ kind: z.literal("restoreSite"), siteId: Guid }),
  z.strictObject({ kind: z.literal("deleteSite"), siteId: Guid }),
]);
export type Change = z.input<typeof Change>;
export type ParsedChange = z.output<typeof Change>;
