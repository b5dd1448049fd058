import { PRODUCTS } from "pulumi-wix-simulator";
import { bakery as ofBakery, monthly, plan as yearlyPlan } from "./packages";

export { mailbox, monthly as MONTHLY, yearly as YEARLY } from "./packages";

/** The bakery's plan, as a program of the end-to-end suite declares it. */
export const plan = { ...yearlyPlan, billingInfo: monthly };

/** Its delivery fails. */
export const broken = {
  catalogProductId: PRODUCTS.broken,
  countryCode: "BR",
} as const;

export const bakery = ofBakery({ plan });
