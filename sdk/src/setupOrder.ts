import * as pulumi from "@pulumi/pulumi";

export interface ParsedReference {
  readonly packageKey: string;
  readonly productKey: string;
}

/** Packages as far as their order goes. */
type Referring = Readonly<
  Record<
    string,
    {
      readonly products: Readonly<
        Record<string, { reference?: string | undefined }>
      >;
    }
  >
>;

/** @throws {pulumi.RunError} for anything but `package.product` */
export function parseReference(where: string, text: string): ParsedReference {
  const [packageKey = "", productKey = "", ...rest] = text.split(".");
  if (packageKey === "" || productKey === "" || rest.length > 0) {
    throw new pulumi.RunError(
      `${where}.reference: expected "package.product", got ${JSON.stringify(text)}`,
    );
  }
  return { packageKey, productKey };
}

/**
 * The keys of the packages, each after those that it names as reference; otherwise in the order of the program.
 *
 * @throws {pulumi.RunError} for a reference that the setup does not have, and for a circle, naming it
 */
export function inOrder(name: string, packages: Referring): string[] {
  const done = new Set<string>();
  const visit = (key: string, trail: readonly string[]): void => {
    if (done.has(key)) return;
    if (trail.includes(key)) {
      const circle = [...trail.slice(trail.indexOf(key)), key];
      throw new pulumi.RunError(
        `${name}: packages name each other as reference in a circle: ${circle.join(" -> ")}; one of them must be bought first`,
      );
    }
    for (const next of referencesOf(name, key, packages)) {
      visit(next, [...trail, key]);
    }
    done.add(key);
  };
  for (const key of Object.keys(packages)) visit(key, []);
  return [...done];
}

function referencesOf(
  name: string,
  key: string,
  packages: Referring,
): string[] {
  const products = packages[key]?.products ?? {};
  return Object.entries(products).flatMap(([productKey, { reference }]) => {
    if (reference === undefined) return [];
    const where = `${name}: packages.${key}.products.${productKey}`;
    const { packageKey, productKey: wanted } = parseReference(where, reference);
    const holder = Object.hasOwn(packages, packageKey)
      ? packages[packageKey]
      : undefined;
    if (holder && Object.hasOwn(holder.products, wanted)) return [packageKey];
    throw new pulumi.RunError(
      `${where}.reference: the setup has no product "${reference}"; it has ${Object.entries(
        packages,
      )
        .flatMap(([one, { products: all }]) =>
          Object.keys(all).map((product) => `"${one}.${product}"`),
        )
        .join(", ")}`,
    );
  });
}
