import * as pulumi from "@pulumi/pulumi";
import { inOrder, type ParsedReference, parseReference } from "./setupOrder";
import { Package, type ProductArgs } from "./package";
import { SiteTransfer } from "./siteTransfer";

/** A site of the customer. */
export interface SetupSite {
  /** Wix's id of the site. Changing it is another transfer. */
  siteId: pulumi.Input<string>;
  /** The account that the site is transferred from. Absent: it is in the customer's account already. */
  transferFrom?: pulumi.Input<string>;
  /** See {@link SiteTransfer}. Only with `transferFrom`. */
  enableNotifications?: pulumi.Input<boolean>;
  /** See {@link SiteTransfer}. Only with `transferFrom`. */
  onDelete?: pulumi.Input<"keep" | "return">;
}

/** A product of a package, as {@link ProductArgs}, with names of the setup in place of ids. */
export interface SetupProduct<Site extends string = string> extends Omit<
  ProductArgs,
  "siteId" | "referenceProductInstanceId"
> {
  /** Key of the site in `sites`. */
  site?: Site;
  /** `"package.product"`: the product of another package of this setup because of which this one is free. */
  reference?: string;
}

/** A package of the customer, as the arguments of {@link Package}. */
export interface SetupPackage<Site extends string = string> {
  /** By keys of yours, 1 to 1,000. Adding or removing one needs `allowCancel`. */
  products: Record<string, SetupProduct<Site>>;
  /** See {@link PackageArgs}. Changing it updates in place. */
  externalId?: pulumi.Input<string>;
  /** See {@link PackageArgs}. Changing it does nothing. */
  adopt?: pulumi.Input<string>;
  /** See {@link PackageArgs}. Changing it is only recorded. */
  allowCancel?: boolean;
}

/** Sites by key. */
type Sites = Record<string, SetupSite>;
/** Packages by key. */
type Packages<Site extends string = string> = Record<
  string,
  SetupPackage<Site>
>;
/** The keys that a program can write. */
type KeyOf<Of> = Extract<keyof Of, string>;

/** `"package.product"` for every product of the packages; any text for packages whose keys are known only at run time. */
type ReferenceIn<Pkgs extends Packages> =
  string extends KeyOf<Pkgs>
    ? string
    : {
        [Key in KeyOf<Pkgs>]: `${Key}.${KeyOf<Pkgs[Key]["products"]>}`;
      }[KeyOf<Pkgs>];

/** What the packages must be beside their shape: a reference names a product of theirs. */
type WithReferences<Pkgs extends Packages> = {
  readonly [Key in keyof Pkgs]: {
    readonly products: {
      readonly [Product in keyof Pkgs[Key]["products"]]: {
        readonly reference?: ReferenceIn<Pkgs>;
      };
    };
  };
};

/** Sites that name no `transferFrom` have no transfer; of those that only may, it is known at run time. */
type Transfers<Of extends Sites> = {
  readonly [
    Key in keyof Of as "transferFrom" extends keyof Of[Key] ? Key : never
  ]: undefined extends Of[Key]["transferFrom"]
    ? SiteTransfer | undefined
    : SiteTransfer;
};

/** What {@link CustomerSetup} takes. */
export interface CustomerSetupArgs<
  Of extends Sites = Sites,
  Pkgs extends Packages<KeyOf<Of>> = Packages<KeyOf<Of>>,
> {
  /** The customer's account. Changing it moves the customer: sites are transferred on, and packages need `allowCancel`. */
  accountId: pulumi.Input<string>;
  /** By keys of yours. */
  sites?: Of;
  /** By keys of yours. */
  packages?: Pkgs & WithReferences<Pkgs>;
}

/**
 * A customer's whole setup: sites are transferred first, then packages are bought, those that others name as reference before them.
 *
 * Children are `<name>-<site key>` (SiteTransfer, only with `transferFrom`) and `<name>-<package key>` (Package).
 *
 * @throws {pulumi.RunError} for a site or a reference that the setup does not have, and for references that go in a circle
 */
export class CustomerSetup<
  const Of extends Sites = Sites,
  const Pkgs extends Packages<KeyOf<Of>> = Packages<KeyOf<Of>>,
>
  extends pulumi.ComponentResource
{
  /** By site key; only of sites with `transferFrom`. */
  readonly transfers: Transfers<Of>;
  /** By package key. */
  readonly packages: {
    readonly [Key in keyof Pkgs]: Package<KeyOf<Pkgs[Key]["products"]>>;
  };

  constructor(
    name: string,
    args: CustomerSetupArgs<Of, Pkgs>,
    options?: pulumi.ComponentResourceOptions,
  ) {
    super("wix:index:CustomerSetup", name, {}, options);
    const sites: Sites = args.sites ?? {};
    const packages: Packages = args.packages ?? {};
    const transfers = this.#transferAll(name, args.accountId, sites);
    // By way of the transfers: when they are replaced, because the customer moves to another account, the packages must go first.
    const accountId = pulumi
      .output({
        own: args.accountId,
        moved: transfers.map(([, { targetAccountId }]) => targetAccountId),
      })
      .apply(({ own }) => own);

    const bought = new Map<string, Package>();
    for (const key of inOrder(name, packages)) {
      const { products, ...rest } = packages[key] as SetupPackage;
      bought.set(
        key,
        new Package(
          `${name}-${key}`,
          {
            ...rest,
            accountId,
            products: Object.fromEntries(
              Object.entries(products).map(([productKey, product]) => [
                productKey,
                productArgs(
                  `${name}: packages.${key}.products.${productKey}`,
                  product,
                  sites,
                  bought,
                ),
              ]),
            ),
          },
          { parent: this },
        ),
      );
    }
    this.transfers = Object.fromEntries(
      transfers,
    ) as unknown as typeof this.transfers;
    this.packages = Object.fromEntries(
      bought,
    ) as unknown as typeof this.packages;
    this.registerOutputs({});
  }

  #transferAll(
    name: string,
    targetAccountId: pulumi.Input<string>,
    sites: Readonly<Record<string, SetupSite>>,
  ): [string, SiteTransfer][] {
    return Object.entries(sites).flatMap(([key, { transferFrom, ...site }]) =>
      transferFrom === undefined
        ? []
        : [
            [
              key,
              new SiteTransfer(
                `${name}-${key}`,
                { ...site, sourceAccountId: transferFrom, targetAccountId },
                { parent: this },
              ),
            ] as [string, SiteTransfer],
          ],
    );
  }
}

function productArgs(
  where: string,
  { site, reference, ...product }: SetupProduct,
  sites: Readonly<Record<string, SetupSite>>,
  bought: ReadonlyMap<string, Package>,
): ProductArgs {
  const place = site === undefined ? undefined : siteOf(where, site, sites);
  const parsed: ParsedReference | undefined =
    reference === undefined ? undefined : parseReference(where, reference);
  return {
    ...product,
    ...(place === undefined ? {} : { siteId: place.siteId }),
    ...(parsed === undefined
      ? {}
      : {
          referenceProductInstanceId: referenced(where, parsed, bought),
        }),
  };
}

function siteOf(
  where: string,
  key: string,
  sites: Readonly<Record<string, SetupSite>>,
): SetupSite {
  const site = Object.hasOwn(sites, key) ? sites[key] : undefined;
  if (site) return site;
  throw new pulumi.RunError(
    `${where}.site: the setup has no site "${key}"; it has ${listed(Object.keys(sites))}`,
  );
}

function referenced(
  where: string,
  { packageKey, productKey }: ParsedReference,
  bought: ReadonlyMap<string, Package>,
): pulumi.Output<string> {
  const holder = bought.get(packageKey);
  if (holder) return holder.instanceId(productKey);
  throw new pulumi.RunError(
    `${where}.reference: the setup has no package "${packageKey}"`,
  );
}

const listed = (names: readonly string[]): string =>
  names.length === 0 ? "none" : names.map((name) => `"${name}"`).join(", ");
