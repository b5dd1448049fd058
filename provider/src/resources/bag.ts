import { isDeepStrictEqual } from "node:util";

/** Property values as the engine hands them over: JSON, with hidden keys that begin with `__`. */
export type Bag = Readonly<Record<string, unknown>>;

/**
 * What the engine sends in place of any value that is not known in a preview: a string, whatever the type of the value.
 *
 * @source sdk/nodejs/runtime/rpc, pulumi/pulumi (the dynamic-provider host passes it on as it is)
 */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const isBag = (value: unknown): value is Bag =>
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

/** The value with every string that `normal` changes, at any depth; `except` names keys that are left as they are. */
export function mapStrings(
  value: unknown,
  normal: (text: string) => string,
  except: ReadonlySet<string>,
): unknown {
  if (typeof value === "string") return normal(value);
  if (Array.isArray(value))
    return value.map((one) => mapStrings(one, normal, except));
  if (!isBag(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      key,
      except.has(key) ? one : mapStrings(one, normal, except),
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
        ? inner[String(key)]
        : Array.isArray(inner)
          ? inner[Number(key)]
          : undefined,
    value,
  );
}

/** Equal as JSON, whatever the order of keys. */
export const same = (one: unknown, other: unknown): boolean =>
  isDeepStrictEqual(withoutNulls(one), withoutNulls(other));

/** A property path in Pulumi's notation: `products.plan.siteId`, `products["my plan"]`. */
export const propertyPath = (path: readonly PropertyKey[]): string =>
  path
    .map(String)
    .map((key, index) =>
      /^[\w-]+$/.test(key)
        ? index === 0
          ? key
          : `.${key}`
        : `[${JSON.stringify(key)}]`,
    )
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
