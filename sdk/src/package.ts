import * as pulumi from "@pulumi/pulumi";
import { type Claimant, instanceIdentity, rememberIdentity } from "./claims";
import { hiddenProperties, resourceOptions, typeOf } from "./hidden";
import { claimPackage, claimPlacements, sitesOf } from "./packageClaims";
import { transfersOf } from "./transfersBefore";

/** How a product is billed; Wix names the cycles that a product comes in. */
export type BillingInfo =
  | { type: pulumi.Input<"ONE_TIME"> }
  | {
      type: pulumi.Input<"RECURRING">;
      cycleDuration: pulumi.Input<{
        unit: pulumi.Input<"DAY" | "WEEK" | "MONTH" | "YEAR">;
        /** Number of units, a whole number from 1. */
        count: pulumi.Input<number>;
      }>;
    };

/** One paid Wix service of a package. */
export interface ProductArgs {
  /** The product's id in the Wix Premium Product Catalog, from your Wix partner contact. Changing it adjusts the instance in place; Wix refuses another product type. */
  catalogProductId: pulumi.Input<string>;
  /** Where vouchers that come with the product can be claimed: ISO 3166-1 alpha-2, such as `"BR"`. Changing it needs `allowCancel`: the package is cancelled and bought again. */
  countryCode: pulumi.Input<string>;
  /** The site that the service sits on. Changing it moves the instance; taking it out leaves the instance where it is, no longer managed here. */
  siteId?: pulumi.Input<string>;
  /** `true`: the service is to be on no site. Setting it takes the instance off its site. Not together with `siteId`. */
  floating?: pulumi.Input<true>;
  /** Required by Wix when the product comes in several cycles. Changing it adjusts the instance in place. */
  billingInfo?: pulumi.Input<BillingInfo>;
  /** Records a sale, at most 25 characters; Wix ignores one it does not know. Counts at purchase and when `catalogProductId` changes; changed by itself it is only recorded. */
  discountCode?: pulumi.Input<string>;
  /** The instance because of which this product is free for a time; each serves once. Changing it needs `allowCancel`: the package is cancelled and bought again. */
  referenceProductInstanceId?: pulumi.Input<string>;
}

/** What {@link Package} takes. */
export interface PackageArgs<K extends string = string> {
  /** The account that the package belongs to, usually the customer's sub-account. Changing it needs `allowCancel`: the package is cancelled and bought again. */
  accountId: pulumi.Input<string>;
  /** 1 to 1,000 products by keys of yours (1 to 64 characters out of `A-Z a-z 0-9 _ -`). Removing one cancels its service, adding one replaces the package; both need `allowCancel`. */
  products: Record<K, pulumi.Input<ProductArgs>>;
  /** Your own reference at Wix, at most 100 characters. Default: a mark made from project, stack and name. Changing it updates in place. */
  externalId?: pulumi.Input<string>;
  /** Id of an existing package to take over instead of buying one; it must be as declared. Changing it or taking it out later does nothing. */
  adopt?: pulumi.Input<string>;
  /** The word without which no edit cancels a paid service. Default `false`, which also sets Pulumi's `protect` unless the options say otherwise. Changing it is only recorded. */
  allowCancel?: boolean;
}

/** One bought service, as Wix sees it. */
export interface InstanceOutputs {
  /** Wix's id of this one bought service. */
  instanceId: string;
  /** `PENDING`, `ENABLED`, `CANCELED`, `FAILED` or `AWAITING_ACTION`. */
  status: string;
  /** The product it is of now; an upgrade changes it and keeps the id. */
  catalogProductId: string;
  /** Absent: the instance is floating. */
  siteId?: string;
  /** Only for services that do not renew by themselves. */
  expirationDate?: string;
}

/** What `Package.get` needs to find a package. `products` gives its instances the keys of your program. */
export interface PackageLookup<K extends string = string> {
  /** The account that the package belongs to. */
  accountId: pulumi.Input<string>;
  /** What the instances are matched to, as declared in {@link PackageArgs}. */
  products?: Record<K, pulumi.Input<ProductArgs>>;
}

/**
 * A package of paid Wix services, bought once and watched until it is usable. Its id is the package id.
 *
 * It is recognised at Wix by its `externalId`, so that a crash or a lost answer never buys it twice. Nothing in it is
 * cancelled without `allowCancel` or an explicit `protect: false`.
 *
 * @source https://dev.wix.com/docs/rest/account-level/resellers/packages-and-product-instances
 */
export class Package<K extends string = string> extends pulumi.CustomResource {
  /** The account that the package belongs to. */
  declare readonly accountId: pulumi.Output<string>;
  /** As declared, by product key; after a refresh as live at Wix. */
  declare readonly products: pulumi.Output<
    Record<K, pulumi.Unwrap<ProductArgs>>
  >;
  /** What the package is recognised by at Wix: the declared one, or the mark. */
  declare readonly externalId: pulumi.Output<string>;
  /** As declared. */
  declare readonly adopt: pulumi.Output<string | undefined>;
  /** As declared. */
  declare readonly allowCancel: pulumi.Output<boolean | undefined>;
  /** By product key. */
  declare readonly instances: pulumi.Output<Record<K, InstanceOutputs>>;

  readonly #claimant: Pick<Claimant, "name" | "self">;

  /**
   * Finds an existing package without managing it.
   *
   * Instances that no given product matches have their own id as key.
   *
   * @throws when the package is not in the account, or is cancelled
   */
  static get<K extends string = string>(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state: PackageLookup<K>,
    options?: pulumi.CustomResourceOptions,
  ): Package<K> {
    return new Package<K>(
      name,
      { ...state, products: state.products ?? {} } as PackageArgs<K>,
      {
        protect: false,
        ...options,
        id,
      },
    );
  }

  constructor(
    name: string,
    args: PackageArgs<K>,
    options?: pulumi.CustomResourceOptions,
  ) {
    const { accountId, products, externalId, adopt, allowCancel } = args;
    const claimant = { name, self: {} };
    const isLookup = options?.id !== undefined;
    const protect =
      options?.protect ?? (allowCancel === true ? undefined : true);
    super(
      typeOf("Package"),
      name,
      {
        accountId,
        products,
        externalId,
        adopt,
        allowCancel,
        instances: undefined,
        ...hiddenProperties("Package", name, options, () =>
          claimPackage(args, claimant),
        ),
      },
      pulumi.mergeOptions(
        {
          ...resourceOptions(options),
          ...(protect === undefined ? {} : { protect }),
        },
        isLookup ? {} : { dependsOn: transfersOf(sitesOf(products)) },
      ),
    );
    this.#claimant = claimant;
    if (!isLookup) claimPlacements(this.instances, products, claimant);
  }

  /** The id of the instance of one product, for a `referenceProductInstanceId` or an assignment. */
  instanceId(key: K): pulumi.Output<string> {
    const id = this.instances.apply((instances) => instances[key].instanceId);
    rememberIdentity(id, instanceIdentity(this.#claimant, key));
    return id;
  }
}
