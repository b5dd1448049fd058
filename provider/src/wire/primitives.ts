import { z } from "zod";

/**
 * An id as Wix writes it: 36 characters, hyphenated. Only the shape is checked: Wix's own ids are not always version 4
 * (a sample account of the documentation has version nibble 8).
 */
export const Guid = z
  .string()
  .regex(
    /^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/,
    "expected an id such as 2250b761-b31c-453b-a85b-76e9fc04bdc6 (36 characters, hexadecimal, hyphenated)",
  );

/** Lengths and counts that Wix documents (Packages object and Adjust page, dev.wix.com). */
export const LIMITS = {
  externalIdCharacters: 100,
  idempotencyKeyCharacters: 100,
  discountCodeCharacters: 25,
  productsPerPackage: 1000,
  packagesPerPage: 100,
} as const;

/** `YYYY-MM-DDThh:mm:ss.sssZ`, UTC. Kept as the string that Wix sent. */
export const Timestamp = z.string();

/**
 * A field that may be missing or null: Wix treats both as the same (Troubleshooting, dev.wix.com). Absent after parsing.
 */
export const maybe = <T extends z.ZodType>(schema: T) =>
  schema
    .nullish()
    .transform((value): z.output<T> | undefined => value ?? undefined);
