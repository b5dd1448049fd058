import type { Bag } from "../bag";
import { own, propertyPath, UNKNOWN, valueAt } from "../bag";
import { LIMITS } from "../../wire";
import type { Fault } from "../handler";
import { PRODUCT_KEY } from "./args";
import { type Declared, differences, isRemoval } from "./differences";

/** What the schema cannot say: rules between arguments. Reported together with the faults of the schema. */
export function argumentFaults(news: Bag): Fault[] {
  const products = productsOf(news);
  if (!products) return [];
  const count = Object.keys(products).length;
  const counted: Fault[] =
    count < 1 || count > LIMITS.productsPerPackage
      ? [
          {
            property: "products",
            reason: `a package holds 1 to ${LIMITS.productsPerPackage} products, got ${count}`,
          },
        ]
      : [];
  return [
    ...counted,
    ...Object.keys(products).flatMap(keys),
    ...Object.entries(products).flatMap(([key, product]) =>
      sites(key, product),
    ),
    ...references(products),
  ];
}

const productsOf = (bag: Bag): Record<string, Bag> | undefined => {
  const { products } = bag;
  return typeof products === "object" && products !== null
    ? (products as Record<string, Bag>)
    : undefined;
};

function keys(key: string): Fault[] {
  // `constructor`, `toString` and the like would be found in any record.
  const ofEveryObject = key in {};
  if (PRODUCT_KEY.test(key) && !ofEveryObject) return [];
  return [
    {
      property: propertyPath(["products", key]),
      reason: ofEveryObject
        ? "is a name that every JavaScript object has; choose another product key"
        : "a product key has 1 to 64 characters out of A-Z, a-z, 0-9, _ and -",
    },
  ];
}

function sites(key: string, product: unknown): Fault[] {
  const siteId = valueAt(product, ["siteId"]);
  const floating = valueAt(product, ["floating"]);
  if (siteId === undefined || siteId === null || floating !== true) return [];
  return [
    {
      property: propertyPath(["products", key, "floating"]),
      reason: "floating means on no site; take out siteId or floating",
    },
  ];
}

function references(products: Record<string, Bag>): Fault[] {
  const first = new Map<unknown, string>();
  return Object.entries(products).flatMap(([key, product]) => {
    const reference = valueAt(product, ["referenceProductInstanceId"]);
    if (reference === undefined || reference === null || reference === UNKNOWN)
      return [];
    const other = first.get(reference);
    if (other === undefined) {
      first.set(reference, key);
      return [];
    }
    return [
      {
        property: propertyPath(["products", key, "referenceProductInstanceId"]),
        reason: `Wix takes each instance as a reference once, and products.${other} names it too`,
      },
    ];
  });
}

const WAY_ON = "declare another wix.Package for it, or set allowCancel: true";

/**
 * Edits that cancel something, or that Wix can only make by cancelling and buying again, without the word `allowCancel`.
 *
 * @param olds the old inputs; as a refresh left them, a dead product carries its `status`
 */
export function changeFaults(olds: Declared, news: Declared): Fault[] {
  if (news.allowCancel === true || olds.accountId === undefined) return [];
  return differences(olds, news).flatMap((difference) => {
    const property = propertyPath(difference.path);
    if (isRemoval(difference, news)) {
      const removed = own(olds.products ?? {}, difference.path[1] ?? "");
      if (removed?.status !== undefined) return [];
      return [
        {
          property,
          reason:
            "taking a product out cancels a paid service; put it back, or set allowCancel: true to have it cancelled (when it is dead already, pulumi refresh tells the stack so)",
        },
      ];
    }
    if (difference.effect !== "replace") return [];
    return [{ property, reason: `${whatItTakes(difference.path)}; ${WAY_ON}` }];
  });
}

function whatItTakes(path: readonly string[]): string {
  const [first, , field] = path;
  if (first === "products" && field === undefined) {
    return "Wix cannot add a product to a package: it would have to be cancelled and bought again";
  }
  return `Wix cannot change ${field ?? first} of a package: it would have to be cancelled and bought again`;
}
