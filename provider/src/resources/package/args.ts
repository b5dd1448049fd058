import { z } from "zod";
import { BillingInfoRequest, Guid, LIMITS } from "../../wire";
import type { Changes } from "../change";
import { Hidden } from "../hidden";

/** What a product key may be. The schema leaves it alone, so that the product under a bad key is checked too. */
export const PRODUCT_KEY = /^[A-Za-z0-9_-]{1,64}$/;

/** One product of a package, as a program declares it. */
export const ProductArgs = z.strictObject({
  catalogProductId: Guid,
  countryCode: z
    .string()
    .regex(
      /^[A-Z]{2}$/,
      'expected two capital letters (ISO 3166-1 alpha-2), such as "BR"',
    ),
  siteId: Guid.optional(),
  floating: z.literal(true).optional(),
  billingInfo: BillingInfoRequest.optional(),
  discountCode: z.string().min(1).max(LIMITS.discountCodeCharacters).optional(),
  referenceProductInstanceId: Guid.optional(),
  /** Never written by a program: `read` adds it to show that the instance is dead, and `ignoreChanges` may hand it back. */
  status: z.string().optional(),
});
export type ProductArgs = z.output<typeof ProductArgs>;

export const PRODUCT_CHANGES: Changes<ProductArgs> = {
  catalogProductId: "update",
  countryCode: "replace",
  siteId: "update",
  floating: "update",
  billingInfo: "update",
  discountCode: "record",
  referenceProductInstanceId: "replace",
  status: "update",
};

export const Products = z.record(z.string(), ProductArgs);
export type Products = z.output<typeof Products>;

export const PackageArgs = z.strictObject({
  accountId: Guid,
  products: Products,
  externalId: z
    .string()
    .min(1)
    .max(LIMITS.externalIdCharacters)
    // It travels as a part of a path, where these two mean folders.
    .refine(
      (id) => id !== "." && id !== ".." && !/\p{Surrogate}/u.test(id),
      'expected whole characters, and something else than "." and ".."',
    )
    .optional(),
  adopt: Guid.optional(),
  allowCancel: z.boolean().optional(),
});
export type PackageArgs = z.output<typeof PackageArgs>;

/** `products` as a whole: a product added. One removed, or changed in place, is an update. */
export const PACKAGE_CHANGES: Changes<PackageArgs> = {
  accountId: "replace",
  products: "replace",
  externalId: "update",
  adopt: "record",
  allowCancel: "record",
};

/** The arguments with what the sdk and check pass along. */
export const PackageInputs = PackageArgs.extend({
  ...Hidden.shape,
  /** The default mark. Check makes it once and carries it over ever after. */
  __mark: z.string(),
}).strip();
export type PackageInputs = z.output<typeof PackageInputs>;
