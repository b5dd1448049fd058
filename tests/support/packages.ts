import { ACCOUNTS, PRODUCTS, SITES } from "pulumi-wix-simulator";

export const yearly = {
  type: "RECURRING",
  cycleDuration: { unit: "YEAR", count: 1 },
} as const;
export const monthly = {
  type: "RECURRING",
  cycleDuration: { unit: "MONTH", count: 1 },
} as const;
export const once = { type: "ONE_TIME" } as const;

/** A plan on the bakery's shop. */
export const plan = {
  catalogProductId: PRODUCTS.planBasic,
  countryCode: "BR",
  siteId: SITES.bakeryShop,
  billingInfo: yearly,
};

/** A mailbox on no particular site. */
export const mailbox = {
  catalogProductId: PRODUCTS.mailbox,
  countryCode: "BR",
  billingInfo: monthly,
};

/** The arguments of a package of the bakery. */
export const bakery = <Products extends Record<string, unknown>>(
  products: Products,
  more: Record<string, unknown> = {},
) => ({ accountId: ACCOUNTS.bakery, products, ...more });
