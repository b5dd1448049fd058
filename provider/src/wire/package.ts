import { z } from "zod";
import { Guid, LIMITS, maybe, Timestamp } from "./primitives";

export const CYCLE_UNITS = ["DAY", "WEEK", "MONTH", "YEAR"] as const;
export const BILLING_TYPES = ["ONE_TIME", "RECURRING"] as const;
export const INSTANCE_STATUSES = [
  "PENDING",
  "ENABLED",
  "CANCELED",
  "FAILED",
  "AWAITING_ACTION",
] as const;

export type InstanceStatus = (typeof INSTANCE_STATUSES)[number];

/** Billing as a request must say it: a recurring product needs a whole cycle. */
export const BillingInfoRequest = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("ONE_TIME") }),
  z.strictObject({
    type: z.literal("RECURRING"),
    cycleDuration: z.strictObject({
      unit: z.enum(CYCLE_UNITS),
      count: z.int().min(1),
    }),
  }),
]);
export type BillingInfoRequest = z.infer<typeof BillingInfoRequest>;

/** Billing as Wix tells it. Unknown members of its enums pass, because Wix may add some. */
export const BillingInfo = z.looseObject({
  type: maybe(z.string()),
  // Wix sends 64-bit integers as strings in places; a count may be either.
  cycleDuration: maybe(
    z.looseObject({
      unit: maybe(z.string()),
      count: maybe(z.coerce.number()),
    }),
  ),
});
export type BillingInfo = z.infer<typeof BillingInfo>;

/**
 * One paid service as Wix tells it.
 *
 * `siteId` absent: the instance is floating. `status` outside {@link INSTANCE_STATUSES} is passed on as it is; `ACTIVE`,
 * which only the prose of the documentation knows, is read as `ENABLED`.
 */
export const ProductInstance = z.looseObject({
  // It goes into the path of requests, so what is no id must not pass.
  instanceId: Guid,
  catalogProductId: z.string().min(1),
  siteId: maybe(z.string()),
  billingInfo: maybe(BillingInfo),
  status: z
    .string()
    .transform((status) => (status === "ACTIVE" ? "ENABLED" : status)),
  failure: maybe(
    z.looseObject({ code: maybe(z.string()), message: maybe(z.string()) }),
  ),
  countryCode: maybe(z.string()),
  expirationDate: maybe(Timestamp),
  discountCode: maybe(z.string()),
  referenceProductInstanceId: maybe(z.string()),
  createdDate: maybe(Timestamp),
  updatedDate: maybe(Timestamp),
});
export type ProductInstance = z.infer<typeof ProductInstance>;

/** A package as Wix tells it. It has no status of its own: its life is that of its instances. */
export const Package = z.looseObject({
  // They go into the path and the header of requests, so what is no id must not pass.
  id: Guid,
  accountId: Guid,
  parentAccountId: maybe(z.string()),
  externalId: maybe(z.string()),
  productInstances: z.array(ProductInstance),
  createdDate: maybe(Timestamp),
  updatedDate: maybe(Timestamp),
});
export type Package = z.infer<typeof Package>;

const IdempotencyKey = z.string().min(1).max(LIMITS.idempotencyKeyCharacters);

/** One product of a package to buy. `siteId` absent: it floats. */
export const ProductRequest = z.strictObject({
  catalogProductId: Guid,
  countryCode: z.string().regex(/^[A-Z]{2}$/),
  siteId: Guid.optional(),
  billingInfo: BillingInfoRequest.optional(),
  discountCode: z.string().min(1).max(LIMITS.discountCodeCharacters).optional(),
  referenceProductInstanceId: Guid.optional(),
});
export type ProductRequest = z.infer<typeof ProductRequest>;

/** @source Create Package V2, dev.wix.com (the request says `products`, the answer `productInstances`) */
export const CreatePackageRequest = z.strictObject({
  products: z.array(ProductRequest).min(1).max(LIMITS.productsPerPackage),
  externalId: z.string().min(1).max(LIMITS.externalIdCharacters).optional(),
  idempotencyKey: IdempotencyKey.optional(),
});
export type CreatePackageRequest = z.infer<typeof CreatePackageRequest>;

/** The optional body of cancel, assign and unassign. */
export const KeyedRequest = z.strictObject({
  idempotencyKey: IdempotencyKey.optional(),
});
export type KeyedRequest = z.infer<typeof KeyedRequest>;

/** `discountCode` counts only together with `catalogProductId`. @source Adjust Product Instance Specifications, dev.wix.com */
export const AdjustRequest = z
  .strictObject({
    catalogProductId: Guid.optional(),
    billingInfo: BillingInfoRequest.optional(),
    discountCode: z
      .string()
      .min(1)
      .max(LIMITS.discountCodeCharacters)
      .optional(),
    idempotencyKey: IdempotencyKey.optional(),
  })
  .refine((body) => body.catalogProductId ?? body.billingInfo, {
    message: "adjust needs catalogProductId or billingInfo",
  });
export type AdjustRequest = z.infer<typeof AdjustRequest>;

export const PackageResponse = z.looseObject({
  idempotencyKey: maybe(z.string()),
  package: Package,
});

/** The answer of Update Package External Id, which alone calls its package `updatedPackage`. */
export const UpdatedPackageResponse = z.looseObject({
  updatedPackage: Package,
});
