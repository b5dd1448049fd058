/** An invented partner with its sub-accounts. */
export const ACCOUNTS = {
  /** The partner's main account. */
  main: "aaaaaaaa-0000-4000-8000-000000000001",
  /** Where the partner builds sites before it hands them over. */
  agency: "aaaaaaaa-0000-4000-8000-000000000002",
  bakery: "aaaaaaaa-0000-4000-8000-000000000010",
  clinic: "aaaaaaaa-0000-4000-8000-000000000011",
  studio: "aaaaaaaa-0000-4000-8000-000000000012",
} as const;

export const SITES = {
  bakeryShop: "bbbbbbbb-0000-4000-8000-000000000001",
  bakeryBlog: "bbbbbbbb-0000-4000-8000-000000000002",
  clinicHome: "bbbbbbbb-0000-4000-8000-000000000003",
  clinicBooking: "bbbbbbbb-0000-4000-8000-000000000004",
  /** Headless: a query without a namespace filter leaves it out. */
  studioHeadless: "bbbbbbbb-0000-4000-8000-000000000005",
  /** Built by the agency, to be transferred. */
  agencyDraft: "bbbbbbbb-0000-4000-8000-000000000006",
  agencySecondDraft: "bbbbbbbb-0000-4000-8000-000000000007",
} as const;

export const PRODUCTS = {
  /** Premium plans: one per site, monthly and yearly. */
  planBasic: "cccccccc-0000-4000-8000-000000000001",
  planPro: "cccccccc-0000-4000-8000-000000000002",
  /** Needs a plan on its site; free with a plan as its reference. Yearly. */
  domain: "cccccccc-0000-4000-8000-000000000003",
  /** Any number per site. Monthly and yearly. */
  mailbox: "cccccccc-0000-4000-8000-000000000004",
  /** A bigger mailbox, which can also be paid once. */
  mailboxPlus: "cccccccc-0000-4000-8000-000000000005",
  /** One per site, and not adjustable. Monthly. */
  bookings: "cccccccc-0000-4000-8000-000000000006",
  /** Paid once; expires after a year. */
  advertVoucher: "cccccccc-0000-4000-8000-000000000007",
  /** Waits for the customer: settles to `AWAITING_ACTION`. */
  taxService: "cccccccc-0000-4000-8000-000000000008",
  /** Its delivery fails. */
  broken: "cccccccc-0000-4000-8000-000000000009",
  /** Two per account. */
  scarce: "cccccccc-0000-4000-8000-00000000000a",
  /** Not for this partner: `INVALID_PRODUCTS`. */
  notResellable: "cccccccc-0000-4000-8000-00000000000b",
  /** `PRODUCT_SETTINGS_NOT_FOUND`. */
  notConfigured: "cccccccc-0000-4000-8000-00000000000c",
} as const;
