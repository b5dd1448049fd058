import { isDeepStrictEqual } from "node:util";

/** Property values as the engine hands them over: JSON, with hidden keys that begin with `__`. */
export type Bag = Readonly<Record<string, unknown>>;

/**
 * What the engine sends in place of any value that is not known in a preview: a string, whatever the type of the value.
 *
 * @source sdk/nodejs/runtime/rpc, pulumi/pulumi (the dynamic-provider host passes it on as it is)
 */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export const isBag = (value: unknown): value is Bag =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Whether the value is unknown or holds something unknown anywhere. */
export function holdsUnknown(value: unknown): boolean {
  if (value === UNKNOWN) return true;
  if (Array.isArray(value)) return value.some(holdsUnknown);
  return isBag(value) && Object.values(value).some(holdsUnknown);
}

/** The value without keys that are null or undefined: both mean absent, to Pulumi's programs and to Wix. */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isBag(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== null && one !== undefined)
      .map(([key, one]) => [key, withoutNulls(one)]),
  );
}

/** The value with every string that `normal` changes, at any depth, but for those at a path that `keep` names. */
export function mapStrings(
  value: unknown,
  normal: (text: string) => string,
  keep: (path: readonly string[]) => boolean = () => false,
  path: readonly string[] = [],
): unknown {
  if (typeof value === "string") return keep(path) ? value : normal(value);
  if (Array.isArray(value)) {
    return value.map((one, index) =>
      mapStrings(one, normal, keep, [...path, String(index)]),
    );
  }
  if (!isBag(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      key,
      mapStrings(one, normal, keep, [...path, key]),
    ]),
  );
}

/** The keys that a program wrote: without those that begin with `__`. */
export const visible = (bag: Bag): Bag =>
  Object.fromEntries(
    Object.entries(bag).filter(([key]) => !key.startsWith("__")),
  );

export function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      isBag(inner)
        ? own(inner, String(key))
        : Array.isArray(inner)
          ? inner[Number(key)]
          : undefined,
    value,
  );
}

/** Equal as JSON, whatever the order of keys; null and absent are the same. */
export const same = (one: unknown, other: unknown): boolean =>
  isDeepStrictEqual(
    withoutNulls(one) ?? undefined,
    withoutNulls(other) ?? undefined,
  );

/** The value of a key of the record's own: `constructor` is a key like any other. */
export const own = <Value>(
  record: Readonly<Record<string, Value>>,
  key: string,
): Value | undefined => (Object.hasOwn(record, key) ? record[key] : undefined);

/** A property path in Pulumi's notation: `products.plan.siteId`, `products["my plan"]`, `list[0]`. */
export const propertyPath = (path: readonly PropertyKey[]): string =>
  path
    .map((key, index) => {
      if (typeof key === "number") return `[${key}]`;
      const name = String(key);
      if (!/^[\w-]+$/.test(name)) return `[${JSON.stringify(name)}]`;
      return index === 0 ? name : `.${name}`;
    })
    .join("");

/** One JSON text for equal values: keys sorted. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    isBag(inner)
      ? Object.fromEntries(
          Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : inner,
  );
}
