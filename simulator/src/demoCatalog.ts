import type { BillingInfoRequest } from "pulumi-wix-provider/wire";
import { PRODUCTS } from "./demoIds";
import type { Seed } from "./seed";

const every = (unit: "MONTH" | "YEAR", count = 1): BillingInfoRequest => ({
  type: "RECURRING",
  cycleDuration: { unit, count },
});
const once: BillingInfoRequest = { type: "ONE_TIME" };
const monthlyOrYearly = [every("MONTH"), every("YEAR")];

/** One product for each rule of the catalog. */
export const demoCatalog = (): NonNullable<Seed["catalog"]> => [
  {
    id: PRODUCTS.planBasic,
    name: "Premium Basic",
    type: "PREMIUM",
    cycles: monthlyOrYearly,
    onePerSite: true,
    canReference: true,
  },
  {
    id: PRODUCTS.planPro,
    name: "Premium Pro",
    type: "PREMIUM",
    cycles: monthlyOrYearly,
    onePerSite: true,
    canReference: true,
  },
  {
    id: PRODUCTS.domain,
    name: "Domain",
    type: "DOMAIN",
    cycles: [every("YEAR")],
    onePerSite: true,
    requiresType: "PREMIUM",
    freeWithReference: true,
  },
  {
    id: PRODUCTS.mailbox,
    name: "Mailbox",
    type: "MAILBOX",
    cycles: monthlyOrYearly,
  },
  {
    id: PRODUCTS.mailboxPlus,
    name: "Mailbox Plus",
    type: "MAILBOX",
    cycles: [...monthlyOrYearly, once],
  },
  {
    id: PRODUCTS.bookings,
    name: "Bookings",
    type: "BOOKINGS",
    cycles: [every("MONTH")],
    onePerSite: true,
    adjustable: false,
  },
  {
    id: PRODUCTS.advertVoucher,
    name: "Advert Voucher",
    type: "VOUCHER",
    cycles: [once],
    expiresAfterDays: 365,
    freeWithReference: true,
  },
  {
    id: PRODUCTS.taxService,
    name: "Tax Service",
    type: "TAX",
    cycles: [every("MONTH")],
    settlesTo: "AWAITING_ACTION",
  },
  {
    id: PRODUCTS.broken,
    name: "Broken",
    type: "BROKEN",
    cycles: [every("MONTH")],
    settlesTo: "FAILED",
    failure: {
      code: "DELIVERY_TIMEOUT",
      message: "delivery reached its deadline",
    },
  },
  {
    id: PRODUCTS.scarce,
    name: "Scarce",
    type: "SCARCE",
    cycles: [every("MONTH")],
    limitPerAccount: 2,
  },
  {
    id: PRODUCTS.notResellable,
    name: "Not Resellable",
    type: "OTHER",
    cycles: [every("MONTH")],
    resellable: false,
  },
  {
    id: PRODUCTS.notConfigured,
    name: "Not Configured",
    type: "OTHER",
    cycles: [every("MONTH")],
    configured: false,
  },
];
