import fc from "fast-check";
import type {
  BillingInfoRequest,
  Package,
  ProductInstance,
} from "../../provider/src/wire";
import type {
  PackageArgs,
  PackageInputs,
  ProductArgs,
} from "../../provider/src/resources/package/args";

/** An id that can be read in a failing test: `guid("a", 7)` ends in `…000007`. */
export const guid = (family: string, number: number): string =>
  `${family.repeat(8)}-0000-4000-8000-${String(number).padStart(12, "0")}`;

export const ACCOUNT = guid("a", 1);
export const OTHER_ACCOUNT = guid("a", 2);
export const SITE = guid("b", 1);
export const OTHER_SITE = guid("b", 2);
export const PLAN = guid("c", 1);
export const OTHER_PLAN = guid("c", 2);
export const MAILBOX = guid("c", 3);
export const PACKAGE = guid("d", 1);
export const MARK = "shop.dev.bakery.0a1b2c3d";

export const MONTH: BillingInfoRequest = {
  type: "RECURRING",
  cycleDuration: { unit: "MONTH", count: 1 },
};
export const YEAR: BillingInfoRequest = {
  type: "RECURRING",
  cycleDuration: { unit: "YEAR", count: 1 },
};
export const ONCE: BillingInfoRequest = { type: "ONE_TIME" };

export const product = (more: Partial<ProductArgs> = {}): ProductArgs => ({
  catalogProductId: PLAN,
  countryCode: "BR",
  ...more,
});

/** Billing as the parsed answer holds it. */
export const live = (
  billing: BillingInfoRequest | undefined,
): ProductInstance["billingInfo"] =>
  billing && { cycleDuration: undefined, ...billing };

type InstanceFields = Partial<Omit<ProductInstance, "billingInfo">> & {
  readonly billingInfo?: BillingInfoRequest | undefined;
};

/** An instance as the parsed answer holds it; its id is `guid("e", number)`. */
export const instance = (
  number: number,
  { billingInfo, ...more }: InstanceFields = {},
): ProductInstance => ({
  instanceId: guid("e", number),
  catalogProductId: PLAN,
  status: "ENABLED",
  siteId: undefined,
  billingInfo: live(billingInfo),
  failure: undefined,
  countryCode: undefined,
  expirationDate: undefined,
  discountCode: undefined,
  referenceProductInstanceId: undefined,
  createdDate: undefined,
  updatedDate: undefined,
  ...more,
});

export const livePackage = (
  productInstances: ProductInstance[],
  more: Partial<Package> = {},
): Package => ({
  id: PACKAGE,
  accountId: ACCOUNT,
  externalId: MARK,
  parentAccountId: undefined,
  createdDate: "2026-01-01T00:00:00.000Z",
  updatedDate: "2026-01-02T00:00:00.000Z",
  ...more,
  productInstances,
});

export const inputsOf = (
  products: Record<string, ProductArgs>,
  more: Partial<PackageInputs> = {},
): PackageInputs => ({ accountId: ACCOUNT, products, __mark: MARK, ...more });

/** Few values of each kind, so that equal ones meet. */
const oneOf = <Value>(...values: Value[]) =>
  fc.constantFrom<Value[]>(...values);
const siteId = oneOf(SITE, OTHER_SITE, guid("b", 3));
const billingInfo = oneOf<BillingInfoRequest>(MONTH, YEAR, ONCE);

/** Optional keys are absent, not undefined. */
const record = <Shape extends Record<string, fc.Arbitrary<unknown>>>(
  shape: Shape,
  ...required: (keyof Shape & string)[]
) => fc.record(shape, { requiredKeys: required, noNullPrototype: true });

/** Any text that UTF-8 can carry, ASCII most of all. */
export const anyText = (maxLength: number): fc.Arbitrary<string> =>
  fc
    .array(
      fc.oneof(
        { weight: 3, arbitrary: fc.integer({ min: 0, max: 0x7f }) },
        { weight: 1, arbitrary: fc.integer({ min: 0x80, max: 0xd7ff }) },
        { weight: 1, arbitrary: fc.integer({ min: 0xe000, max: 0x10ffff }) },
      ),
      { maxLength },
    )
    .map((points) => String.fromCodePoint(...points));

export const productKey = fc.stringMatching(/^[A-Za-z0-9_-]{1,12}$/).filter(
  // Names that every object has are a case of their own.
  (key) => !(key in {}),
);

export const anyProduct: fc.Arbitrary<ProductArgs> = fc
  .tuple(
    record(
      {
        catalogProductId: oneOf(PLAN, OTHER_PLAN, MAILBOX),
        countryCode: oneOf("BR", "US"),
        billingInfo,
        discountCode: oneOf("SPRING", "AUTUMN"),
      },
      "catalogProductId",
      "countryCode",
    ),
    fc.oneof(
      fc.constant({}),
      fc.constant({ floating: true as const }),
      siteId.map((id) => ({ siteId: id })),
    ),
  )
  .map(([one, place]) => ({ ...one, ...place }) as ProductArgs);

export const anyProducts = (maxKeys = 5) =>
  fc.dictionary(productKey, anyProduct, {
    minKeys: 1,
    maxKeys,
    noNullPrototype: true,
  });

/** Arguments as a program writes them, all of them valid. */
export const anyArgs: fc.Arbitrary<PackageArgs> = fc
  .tuple(
    record(
      {
        accountId: oneOf(ACCOUNT, OTHER_ACCOUNT),
        externalId: oneOf("mine", "yours"),
        adopt: oneOf(PACKAGE, guid("d", 2)),
        allowCancel: fc.boolean(),
      },
      "accountId",
    ),
    anyProducts(),
  )
  .map(([args, products]) => ({ ...args, products }) as PackageArgs);

/** An instance as Wix may list it; the test gives it an id. */
export const anyInstance: fc.Arbitrary<(number: number) => ProductInstance> = fc
  .record({
    catalogProductId: oneOf(PLAN, OTHER_PLAN, MAILBOX),
    status: oneOf(
      "ENABLED",
      "PENDING",
      "AWAITING_ACTION",
      "CANCELED",
      "FAILED",
    ),
    siteId: fc.option(siteId, { nil: undefined }),
    billingInfo: fc.option(billingInfo, { nil: undefined }),
  })
  .map((fields) => (number: number) => instance(number, fields));
