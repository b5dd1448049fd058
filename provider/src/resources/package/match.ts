import type { ProductInstance } from "../../wire";
import { same } from "../bag";
import type { ProductArgs, Products } from "./args";
import { isDead } from "../life";
import type { InstanceIds } from "./state";

export interface Matched {
  readonly ids: InstanceIds;
  /** Declared, and no instance is left for them. */
  readonly unmatchedKeys: readonly string[];
  /** Instances that nothing declares. */
  readonly extras: readonly ProductInstance[];
}

type Trait = (product: ProductArgs, instance: ProductInstance) => boolean;

const sameProduct: Trait = (product, one) =>
  product.catalogProductId === one.catalogProductId;
const sameSite: Trait = (product, one) => product.siteId === one.siteId;
const sameCycle: Trait = (product, one) =>
  product.billingInfo === undefined ||
  sameBilling(product.billingInfo, one.billingInfo);
const sameReference: Trait = (product, one) =>
  product.referenceProductInstanceId === one.referenceProductInstanceId;

/** From "exactly what was asked" to "at least the product": Wix does not promise to give every field back. */
const ROUNDS: readonly (readonly Trait[])[] = [
  [sameProduct, sameSite, sameCycle, sameReference],
  [sameProduct, sameSite, sameCycle],
  [sameProduct, sameSite],
  [sameProduct, sameCycle],
  [sameProduct],
];

/**
 * Finds the instance of each product key by what was asked for; equal ones in order (keys sorted, instances as Wix lists
 * them). Wix does not document that it keeps the order of products.
 */
export function match(
  products: Products,
  instances: readonly ProductInstance[],
): Matched {
  const keys = new Set(Object.keys(products).sort());
  const left = new Set(instances);
  const ids: Record<string, string> = {};
  for (const traits of ROUNDS) {
    for (const key of [...keys]) {
      const product = products[key];
      if (!product) continue;
      const found = [...left].find((one) =>
        traits.every((fits) => fits(product, one)),
      );
      if (!found) continue;
      ids[key] = found.instanceId;
      keys.delete(key);
      left.delete(found);
    }
  }
  return { ids, unmatchedKeys: [...keys], extras: [...left] };
}

/** As {@link match}, live instances first: a dead one counts only for a key that no live one is left for, and never as extra. */
export function matchLiveFirst(
  products: Products,
  instances: readonly ProductInstance[],
): Matched {
  const live = match(
    products,
    instances.filter((one) => !isDead(one)),
  );
  const left = Object.fromEntries(
    Object.entries(products).filter(([key]) =>
      live.unmatchedKeys.includes(key),
    ),
  );
  const dead = match(left, instances.filter(isDead));
  return {
    ids: { ...live.ids, ...dead.ids },
    unmatchedKeys: dead.unmatchedKeys,
    extras: live.extras,
  };
}

/**
 * The instance ids with what is left on both sides paired: products that became others. By site first, then in order; nothing
 * when the numbers differ, because then one of them is new or gone.
 */
export function pairLeftovers(
  products: Products,
  matched: Matched,
): InstanceIds {
  const { ids, unmatchedKeys, extras } = matched;
  if (unmatchedKeys.length !== extras.length) return ids;
  const left = [...extras];
  const take = (fits: Trait, key: string): [string, string][] => {
    const product = products[key];
    const index = left.findIndex(
      (one) => product !== undefined && fits(product, one),
    );
    const [one] = index < 0 ? [] : left.splice(index, 1);
    return one ? [[key, one.instanceId]] : [];
  };
  const bySite = unmatchedKeys.flatMap((key) => take(sameSite, key));
  const inOrder = unmatchedKeys
    .filter((key) => !bySite.some(([done]) => done === key))
    .flatMap((key) => take(() => true, key));
  return { ...ids, ...Object.fromEntries([...bySite, ...inOrder]) };
}

/** Whether live billing is what is declared. Wix may omit billing, which says nothing: then it counts as equal. */
export function sameBilling(
  declared: NonNullable<ProductArgs["billingInfo"]>,
  live: ProductInstance["billingInfo"],
): boolean {
  return live?.type === undefined || same(declared, billingOf(live));
}

/** The parts of live billing that a program can declare. */
export function billingOf(
  live: NonNullable<ProductInstance["billingInfo"]>,
): unknown {
  const { type, cycleDuration } = live;
  return type === "RECURRING"
    ? {
        type,
        cycleDuration: {
          unit: cycleDuration?.unit,
          count: cycleDuration?.count,
        },
      }
    : { type };
}
