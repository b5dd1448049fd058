import fc from "fast-check";
import type { Kind } from "pulumi-wix-provider/runtime";
import { ACCOUNTS, PRODUCTS, SITES } from "pulumi-wix-simulator";
import { monthly, once, yearly } from "../support/packages";

export type Bag = Record<string, unknown>;

/** What the engine puts in place of what a preview does not know. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Whatever a program may have put there, as it comes over the wire: JSON. */
const wild: fc.Arbitrary<unknown> = fc.oneof(
  fc.constant(UNKNOWN),
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(
    null,
    "",
    " ",
    "../../v1/packages",
    "a/b",
    "%2e%2e",
    "\u0000",
    "\ud800",
    "é".repeat(200),
    "x".repeat(5_000),
    -0,
    1e21,
    Number.MAX_SAFE_INTEGER,
    [],
    {},
    [[[[]]]],
    { __proto__: null },
    "true",
    "NaN",
  ),
);

const mostly = <Value>(good: fc.Arbitrary<Value>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 30, arbitrary: good }, { weight: 1, arbitrary: wild });

/** What is left out falls away on its way through JSON. */
const rarely = <Value>(value: fc.Arbitrary<Value>) =>
  fc.oneof(
    { weight: 15, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: value },
  );

/** One that fits the others, mostly: else no life gets further than a refusal. */
const often = <Value>(
  fitting: readonly Value[],
  all: readonly Value[],
): fc.Arbitrary<unknown> =>
  mostly(
    fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom(...fitting) },
      { weight: 1, arbitrary: fc.constantFrom(...all) },
    ),
  );

const accountId = often<string>([ACCOUNTS.bakery], Object.values(ACCOUNTS));
const siteId = often<string>(
  [SITES.bakeryShop, SITES.bakeryBlog],
  Object.values(SITES),
);
const guid = fc.uuid();

const product = mostly(
  fc.record(
    {
      catalogProductId: often<string>(
        [PRODUCTS.mailbox, PRODUCTS.mailboxPlus, PRODUCTS.planPro],
        Object.values(PRODUCTS),
      ),
      countryCode: mostly(fc.constantFrom("BR", "DE", "US")),
      siteId,
      floating: rarely(mostly(fc.constant(true))),
      billingInfo: often<unknown>([monthly, yearly], [once, monthly]),
      discountCode: rarely(mostly(fc.string({ maxLength: 25 }))),
      referenceProductInstanceId: rarely(mostly(guid)),
    },
    { requiredKeys: ["catalogProductId", "countryCode"] },
  ),
);

/** Keys of products, those that every object has among them. */
const productKey = fc.oneof(
  { weight: 40, arbitrary: fc.constantFrom("plan", "mail", "a-b", "A_1") },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "__proto__",
      "constructor",
      "toString",
      "hasOwnProperty",
      "",
      "a.b",
      "a b",
      "k".repeat(65),
      "instances",
    ),
  },
);

const BAGS: Readonly<Record<Kind, fc.Arbitrary<Bag>>> = {
  Package: fc.record(
    {
      accountId,
      products: mostly(fc.dictionary(productKey, product, { maxKeys: 4 })),
      externalId: mostly(fc.string({ maxLength: 110 })),
      adopt: rarely(mostly(guid)),
      allowCancel: mostly(fc.boolean()),
      surprise: rarely(wild),
    },
    { requiredKeys: ["accountId", "products"] },
  ),
  SiteTransfer: fc.record(
    {
      siteId,
      sourceAccountId: accountId,
      targetAccountId: accountId,
      enableNotifications: mostly(fc.boolean()),
      onDelete: mostly(fc.constantFrom("keep", "return")),
      surprise: rarely(wild),
    },
    { requiredKeys: ["siteId", "sourceAccountId"] },
  ),
  ProductInstanceAssignment: fc.record(
    {
      accountId,
      productInstanceId: mostly(guid),
      siteId,
      packageId: mostly(guid),
      allowReassign: mostly(fc.boolean()),
      surprise: rarely(wild),
    },
    { requiredKeys: ["accountId", "productInstanceId"] },
  ),
};

export interface Drawn {
  readonly kind: Kind;
  readonly first: Bag;
  readonly second: Bag;
}

const json = (bag: Bag): Bag => JSON.parse(JSON.stringify(bag)) as Bag;

export const drawn: fc.Arbitrary<Drawn> = fc
  .constantFrom<Kind>("Package", "SiteTransfer", "ProductInstanceAssignment")
  .chain((kind) =>
    fc.record({
      kind: fc.constant(kind),
      first: BAGS[kind].map(json),
      second: BAGS[kind].map(json),
    }),
  );

export function holdsUnknown(value: unknown): boolean {
  if (value === UNKNOWN) return true;
  return (
    typeof value === "object" &&
    value !== null &&
    Object.values(value).some(holdsUnknown)
  );
}
