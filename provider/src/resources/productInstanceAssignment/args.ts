import { z } from "zod";
import { Guid } from "../../wire";
import type { Changes } from "../change";
import { Hidden } from "../hidden";

export const AssignmentArgs = z.strictObject({
  accountId: Guid,
  productInstanceId: Guid,
  siteId: Guid,
  packageId: Guid.optional(),
  allowReassign: z.boolean().optional(),
});
export type AssignmentArgs = z.output<typeof AssignmentArgs>;

export const ASSIGNMENT_CHANGES: Changes<AssignmentArgs> = {
  accountId: "replace",
  productInstanceId: "replace",
  siteId: "update",
  packageId: "record",
  allowReassign: "record",
};

export const AssignmentInputs = AssignmentArgs.extend(Hidden.shape).strip();
export type AssignmentInputs = z.output<typeof AssignmentInputs>;

/** What Pulumi stores: the arguments as declared, the package, and where the instance is. */
export const AssignmentState = z.object({
  ...AssignmentArgs.shape,
  ...Hidden.shape,
  packageId: z.string(),
  status: z.string(),
  /** Where the instance is now; absent: floating. Elsewhere than `siteId` is drift. */
  __liveSiteId: z.string().optional(),
  /** Whether the program says `packageId`. */
  __managed: z.array(z.literal("packageId")),
  /** When Wix changed the package last, as far as we know: an older answer is stale. */
  __updatedDate: z.string().optional(),
  /** The version of this shape. */
  __v: z.literal(1),
});
export type AssignmentState = z.output<typeof AssignmentState>;
