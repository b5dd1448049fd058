import { holdsUnknown, isBag, own, same } from "../bag";
import type { Difference, Effect } from "../change";
import {
  PACKAGE_CHANGES,
  PRODUCT_CHANGES,
  type PackageArgs,
  type ProductArgs,
} from "./args";

/** The arguments as either side has them; a value, or all of `products`, may be unknown on the program's side. */
export type Declared = Partial<PackageArgs> & {
  /** See `__mark` of the state: what `externalId` is when the program does not say it. */
  readonly mark?: string | undefined;
  /** What the resource option `customTimeouts` says. */
  readonly timeouts?: unknown;
  /** What the resource option `ignoreChanges` says. */
  readonly ignored?: unknown;
};

/**
 * What differs between the state and the program, and what each difference does.
 *
 * An unknown value never forces a replacement: preview shows an update, and the decision falls at `up`, when the value is
 * known. Otherwise each change of a package would show everything that uses its outputs as replaced. One exception:
 * `accountId` with `allowCancel`. It is unknown only when the SiteTransfer it comes from is itself replaced, and then the
 * package must go first, because a site with paid services cannot be transferred.
 */
export function differences(state: Declared, program: Declared): Difference[] {
  const found: Difference[] = [];
  const add = (
    path: readonly string[],
    value: unknown,
    effect: Effect,
    force = false,
  ) =>
    found.push({
      path,
      effect:
        holdsUnknown(value) && !force && effect === "replace"
          ? "update"
          : effect,
    });

  if (!same(state.accountId, program.accountId)) {
    add(
      ["accountId"],
      program.accountId,
      PACKAGE_CHANGES.accountId,
      program.allowCancel === true,
    );
  }
  if (!same(state.externalId ?? state.mark, program.externalId ?? state.mark)) {
    add(["externalId"], program.externalId, PACKAGE_CHANGES.externalId);
  }
  for (const name of ["adopt", "allowCancel"] as const) {
    if (!same(state[name], program[name]))
      add([name], program[name], PACKAGE_CHANGES[name]);
  }
  if (!same(state.timeouts, program.timeouts))
    add(["__timeouts"], program.timeouts, "record");
  if (!same(state.ignored, program.ignored))
    add(["__ignored"], program.ignored, "record");
  return [...found, ...productDifferences(state.products, program.products)];
}

type OptionalProducts = Readonly<Record<string, ProductArgs>> | undefined;

function productDifferences(
  olds: OptionalProducts,
  news: OptionalProducts,
): Difference[] {
  // The whole record may be unknown; what differs inside is then decided at `up`.
  if (!isBag(news) || !isBag(olds)) {
    return same(olds, news) ? [] : [{ path: ["products"], effect: "update" }];
  }
  const keys = [
    ...new Set([...Object.keys(olds), ...Object.keys(news)]),
  ].sort();
  return keys.flatMap((key) => {
    const [old, now] = [
      own(olds, key) ?? undefined,
      own(news, key) ?? undefined,
    ];
    if (now === undefined)
      return [{ path: ["products", key], effect: "update" }];
    if (old === undefined)
      return [{ path: ["products", key], effect: PACKAGE_CHANGES.products }];
    if (!isBag(now) || !isBag(old))
      return [{ path: ["products", key], effect: "update" }];
    return fieldDifferences(key, old, now);
  });
}

function fieldDifferences(
  key: string,
  old: ProductArgs,
  now: ProductArgs,
): Difference[] {
  return (Object.keys(PRODUCT_CHANGES) as (keyof ProductArgs)[])
    .filter((field) => !same(old[field], now[field]))
    .map((field) => ({
      path: ["products", key, field],
      effect:
        PRODUCT_CHANGES[field] === "replace" && holdsUnknown(now[field])
          ? "update"
          : PRODUCT_CHANGES[field],
    }));
}

/** Whether the difference is a product that the program no longer declares. */
export const isRemoval = ({ path }: Difference, program: Declared): boolean =>
  path.length === 2 &&
  path[0] === "products" &&
  isBag(program.products) &&
  (own(program.products, path[1] ?? "") ?? undefined) === undefined;
