import { ACCOUNTS, PRODUCTS, SITES } from "pulumi-wix-simulator";

export const MONTHLY = {
  type: "RECURRING",
  cycleDuration: { unit: "MONTH", count: 1 },
} as const;
export const YEARLY = {
  type: "RECURRING",
  cycleDuration: { unit: "YEAR", count: 1 },
} as const;

/** The bakery's plan, as a program declares it. */
export const plan = {
  catalogProductId: PRODUCTS.planBasic,
  countryCode: "BR",
  siteId: SITES.bakeryShop,
  billingInfo: MONTHLY,
} as const;

/** A floating mailbox: any number of them fits anywhere. */
export const mailbox = {
  catalogProductId: PRODUCTS.mailbox,
  countryCode: "BR",
  billingInfo: MONTHLY,
} as const;

/** Its delivery fails. */
export const broken = {
  catalogProductId: PRODUCTS.broken,
  countryCode: "BR",
} as const;

export const bakery = {
  accountId: ACCOUNTS.bakery,
  products: { plan },
} as const;
