import { BillingInfoRequest, Guid, LIMITS } from "pulumi-wix-provider/wire";
import { z } from "zod";

const id = (what: string) => Guid.describe(what);

const within = (from: number, count: number, to: number): boolean =>
  count >= from && count <= to;

const Key = z
  .string()
  .regex(
    /^[A-Za-z0-9_-]{1,64}$/,
    "expected a key of 1 to 64 characters out of A-Z a-z 0-9 _ -",
  );

/** What a file may say of one product. The same words as the arguments of `CustomerSetup`. */
const Product = z
  .strictObject({
    catalogProductId: id(
      "The product's id in the Wix Premium Product Catalog, from your Wix partner contact.",
    ),
    countryCode: z
      .string()
      .regex(
        /^[A-Z]{2}$/,
        'expected two capital letters (ISO 3166-1 alpha-2), such as "BR"',
      )
      .describe(
        "Where vouchers that come with the product can be claimed: ISO 3166-1 alpha-2.",
      ),
    site: Key.optional().describe(
      "Key of the site in `sites` that the service sits on.",
    ),
    floating: z
      .literal(true)
      .optional()
      .describe("The service is to be on no site."),
    billingInfo: BillingInfoRequest.optional().describe(
      "Required by Wix when the product comes in several cycles.",
    ),
    discountCode: z
      .string()
      .min(1)
      .max(LIMITS.discountCodeCharacters)
      .optional()
      .describe("Records a sale."),
    reference: z
      .string()
      .optional()
      .describe(
        '"package.product": the product of another package of this customer because of which this one is free.',
      ),
  })
  .refine(
    ({ site, floating }) => site === undefined || floating === undefined,
    "`site` and `floating` exclude each other",
  )
  .meta({ not: { required: ["site", "floating"] } });

const Package = z.strictObject({
  products: z
    .record(Key, Product)
    .refine(
      (products) =>
        within(1, Object.keys(products).length, LIMITS.productsPerPackage),
      `expected 1 to ${LIMITS.productsPerPackage} products`,
    )
    .meta({
      description: "1 to 1,000 products by keys of yours.",
      minProperties: 1,
      maxProperties: LIMITS.productsPerPackage,
    }),
  externalId: z
    .string()
    .min(1)
    .max(LIMITS.externalIdCharacters)
    .optional()
    .describe(
      "Your own reference at Wix. Without it the package carries a mark of project, stack and name.",
    ),
  adopt: id(
    "Id of an existing package to take over instead of buying one.",
  ).optional(),
  allowCancel: z
    .boolean()
    .optional()
    .describe("The word without which no edit cancels a paid service."),
});

const Site = z
  .strictObject({
    siteId: id("Wix's id of the site."),
    transferFrom: id(
      "The account that the site is transferred from.",
    ).optional(),
    enableNotifications: z
      .boolean()
      .optional()
      .describe(
        "Whether Wix writes to the site's owner. Only with `transferFrom`.",
      ),
    onDelete: z
      .enum(["keep", "return"])
      .optional()
      .describe("What destroy does with the site. Only with `transferFrom`."),
  })
  .refine(
    ({ transferFrom, enableNotifications, onDelete }) =>
      transferFrom !== undefined ||
      (enableNotifications ?? onDelete) === undefined,
    "`enableNotifications` and `onDelete` belong to a transfer; say `transferFrom`, or leave them out",
  )
  .meta({
    dependentRequired: {
      enableNotifications: ["transferFrom"],
      onDelete: ["transferFrom"],
    },
  });

/** One customer in a file. Keys that begin with `x-` are taken out before: they are a place for anchors. */
export const CustomerFile = z.strictObject({
  /** For editors; it says nothing of the customer. */
  $schema: z.string().optional(),
  accountId: id("The customer's account, usually a sub-account of yours."),
  sites: z.record(Key, Site).optional().describe("Sites by keys of yours."),
  packages: z
    .record(Key, Package)
    .optional()
    .describe("Packages of paid services by keys of yours."),
});
export type CustomerFile = z.output<typeof CustomerFile>;

/** Whether a key of a customer file is the user's own, to hang an anchor on. */
export const isOwnKey = (key: string): boolean => key.startsWith("x-");

/** The keys that there are, by the word that they stand under; `customer` stands for the file itself. */
export const KEYS: Readonly<Record<string, readonly string[]>> = {
  customer: Object.keys(CustomerFile.shape).filter(
    (key) => !key.startsWith("$"),
  ),
  sites: Object.keys(Site.shape),
  packages: Object.keys(Package.shape),
  products: Object.keys(Product.shape),
};

/** The JSON Schema of a customer file, for editors: what it says of shapes; what is told of all files together, only loading finds. */
export function customerSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(CustomerFile, { io: "input" });
  return {
    ...schema,
    title: "A customer of pulumi-wix",
    patternProperties: {
      "^x-": {
        description:
          "A place of your own for anchors; it says nothing of the customer.",
      },
    },
  };
}
