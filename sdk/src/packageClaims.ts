import * as pulumi from "@pulumi/pulumi";
import { claim, type Claimant, identityOf, instanceIdentity } from "./claims";
import { whenKnown } from "./known";

type Of = Pick<Claimant, "name" | "self">;

/** The fields of a product that say something which only one resource may say. */
interface Product {
  readonly siteId?: pulumi.Input<string>;
  readonly floating?: pulumi.Input<true>;
  readonly referenceProductInstanceId?: pulumi.Input<string>;
}

type Products = Readonly<Record<string, pulumi.Input<Product>>>;

interface Claiming {
  readonly accountId: pulumi.Input<string>;
  readonly externalId?: pulumi.Input<string>;
  readonly products: Products;
}

const at = (of: Of, key: string): Claimant => ({
  ...of,
  kind: "Package",
  where: `products.${key}`,
});

/** The products whose fields can be looked at: one that is an output as a whole is looked at when its value is known. */
const plain = (product: pulumi.Input<Product>): Product | undefined =>
  pulumi.Output.isInstance(product) || product instanceof Promise
    ? undefined
    : product;

/** What a package says that only one resource may say, before its instances are bought. */
export async function claimPackage(args: Claiming, of: Of): Promise<void> {
  for (const [key, product] of Object.entries(args.products)) {
    const reference = identityOf(plain(product)?.referenceProductInstanceId);
    if (reference) claim("reference", reference, at(of, key));
    if (saysPlace(plain(product))) {
      claim("placement", instanceIdentity(of, key), at(of, key));
    }
  }
  const [accountId, externalId] = await Promise.all([
    whenKnown(args.accountId),
    whenKnown(args.externalId),
  ]);
  if (accountId !== undefined && externalId !== undefined) {
    claim("externalId", `${externalId} in account ${accountId}`, {
      ...of,
      kind: "Package",
    });
  }
  for (const [key, product] of Object.entries(args.products)) {
    const reference = await referenceOf(product);
    if (reference !== undefined) claim("reference", reference, at(of, key));
  }
}

/**
 * What a package says of its instances once they have ids: an assignment may name one by its id.
 *
 * Not awaited: a collision ends the program.
 */
export function claimPlacements<Key extends string>(
  instances: pulumi.Output<Record<Key, { instanceId: string }>>,
  products: Products,
  of: Of,
): void {
  instances.apply((known) => {
    const bought: Partial<Record<string, { instanceId: string }>> = known;
    for (const [key, product] of Object.entries(products)) {
      const instance = bought[key];
      if (instance && saysPlace(plain(product))) {
        claim("placement", instance.instanceId, at(of, key));
      }
    }
  });
}

/** The sites that products name, known or not. */
export const sitesOf = (
  products: Products,
): pulumi.Input<string | undefined>[] =>
  Object.values(products).map(
    (product) =>
      plain(product)?.siteId ??
      pulumi.output(product).apply(({ siteId }) => siteId),
  );

const saysPlace = (product: Product | undefined): boolean =>
  product?.siteId !== undefined || product?.floating !== undefined;

const referenceOf = async (
  product: pulumi.Input<Product>,
): Promise<string | undefined> =>
  whenKnown(
    plain(product)?.referenceProductInstanceId ??
      pulumi
        .output(product)
        .apply(({ referenceProductInstanceId }) => referenceProductInstanceId),
  );
