import { z } from "zod";
import {
  BillingInfoRequest,
  Guid,
  INSTANCE_STATUSES,
  LIMITS,
} from "pulumi-wix-provider/wire";
import { SettingsPatch } from "./settings";

/** `PENDING` as the end of a life cycle: such an instance never settles. */
const SETTLED = ["ENABLED", "AWAITING_ACTION", "FAILED", "PENDING"] as const;

/** Values of `failure.code`. @source Packages Object, dev.wix.com */
export const FAILURE_CODES = [
  "UNKNOWN",
  "DELIVERY_TIMEOUT",
  "EXTERNAL_FAILURE",
] as const;

export const Failure = z.strictObject({
  code: z.enum(FAILURE_CODES).default("EXTERNAL_FAILURE"),
  message: z.string().default("the delivery failed"),
});
export type Failure = z.output<typeof Failure>;

/** One line of the catalog that Wix hands to a partner. */
export const ProductSeed = z.strictObject({
  id: Guid,
  name: z.string(),
  /** The product type: adjust stays within it, and `onePerSite` counts it. */
  type: z.string(),
  /** The billing that the product supports. With one only, a request may leave it out. */
  cycles: z.array(BillingInfoRequest).min(1),
  /** A site holds at most one instance of this type. */
  onePerSite: z.boolean().default(false),
  /** Whether Adjust works on instances of this product. */
  adjustable: z.boolean().default(true),
  /** A live instance of this type must be on the site already. */
  requiresType: z.string().optional(),
  /** Instances of this product can serve as a reference. */
  canReference: z.boolean().default(false),
  /** The product can be had free with a reference. */
  freeWithReference: z.boolean().default(false),
  /** Live instances that one account may hold. */
  limitPerAccount: z.int().min(1).optional(),
  /** Instances carry an `expirationDate` that many days after the purchase, and do not renew. */
  expiresAfterDays: z.int().min(1).optional(),
  /** False: `INVALID_PRODUCTS`. */
  resellable: z.boolean().default(true),
  /** False: `PRODUCT_SETTINGS_NOT_FOUND`. */
  configured: z.boolean().default(true),
  settlesTo: z.enum(SETTLED).default("ENABLED"),
  /** The failure that instances show when they settle to `FAILED`. */
  failure: Failure.optional(),
});
export type Product = z.output<typeof ProductSeed>;

export const ACCOUNT_STATUSES = ["ACTIVE", "BLOCKED", "DELETED"] as const;

export const AccountSeed = z.strictObject({
  id: Guid,
  /** Absent: a main account, that is a partner of its own. */
  parentAccountId: Guid.optional(),
  name: z.string().default(""),
  slug: z.string().default(""),
  status: z.enum(ACCOUNT_STATUSES).default("ACTIVE"),
});

export const SiteSeed = z.strictObject({
  id: Guid,
  ownerAccountId: Guid,
  /** The URL slug. */
  name: z.string().default("my-site"),
  displayName: z.string().default(""),
  namespace: z.string().default("WIX"),
  published: z.boolean().default(true),
  editorType: z.string().default("EDITOR"),
  folderId: Guid.optional(),
  domainConnected: z.boolean().default(false),
  createdDate: z.iso.datetime().optional(),
  /** Present: the site is in the trash. */
  trashedDate: z.iso.datetime().optional(),
});

export const InstanceSeed = z.strictObject({
  instanceId: Guid.optional(),
  catalogProductId: Guid,
  siteId: Guid.optional(),
  billingInfo: BillingInfoRequest.optional(),
  status: z.enum(INSTANCE_STATUSES).default("ENABLED"),
  failure: Failure.optional(),
  countryCode: z.string().optional(),
  discountCode: z.string().optional(),
  referenceProductInstanceId: Guid.optional(),
  expirationDate: z.iso.datetime().optional(),
});

export const PackageSeed = z.strictObject({
  id: Guid.optional(),
  accountId: Guid,
  externalId: z.string().max(LIMITS.externalIdCharacters).optional(),
  createdDate: z.iso.datetime().optional(),
  productInstances: z.array(InstanceSeed).min(1).max(LIMITS.productsPerPackage),
});
export type PackageSeed = z.input<typeof PackageSeed>;

/** Keys that are accepted; one with an `accountId` is good for that main account and its sub-accounts only. */
const ApiKeySeed = z.union([
  z.string().min(1),
  z.strictObject({ key: z.string().min(1), accountId: Guid }),
]);

/** The shape alone; the schema in `seed.ts` also follows the references. */
export const SeedShape = z.strictObject({
  /** Absent: any key is accepted. */
  apiKeys: z.array(ApiKeySeed).optional(),
  accounts: z.array(AccountSeed).min(1),
  sites: z.array(SiteSeed).default([]),
  catalog: z.array(ProductSeed).default([]),
  packages: z.array(PackageSeed).default([]),
  /** Pairs of accounts between which sites may be transferred; `any`: every pair of one partner. */
  transfers: z
    .union([
      z.literal("any"),
      z.array(z.strictObject({ sourceAccountId: Guid, targetAccountId: Guid })),
    ])
    .default("any"),
  settings: SettingsPatch.optional(),
});

/** What the world is at the start, as JSON. */
export type Seed = z.input<typeof SeedShape>;
export type ParsedSeed = z.output<typeof SeedShape>;

export type ApiKey = z.output<typeof ApiKeySeed>;
