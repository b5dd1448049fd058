import * as pulumi from "@pulumi/pulumi";
import { claim, type Claimant, type Identity, identityOf } from "./claims";
import { hiddenProperties, resourceOptions, typeOf } from "./hidden";
import { whenKnown } from "./known";
import { transfersOf } from "./transfersBefore";

/** What {@link ProductInstanceAssignment} takes. */
export interface ProductInstanceAssignmentArgs {
  /** The account that the instance's package belongs to. Changing it replaces the assignment. */
  accountId: pulumi.Input<string>;
  /** The instance, usually `pkg.instanceId("key")`. Changing it replaces the assignment: the old instance is taken off the site first. */
  productInstanceId: pulumi.Input<string>;
  /** The site that the instance is to sit on. Changing it moves the instance in place. */
  siteId: pulumi.Input<string>;
  /** The instance's package; found by a query when it is left out. Changing it is only recorded. */
  packageId?: pulumi.Input<string>;
  /** Whether create may take the instance from another site that it sits on. Default `false`: refused. Changing it is only recorded. */
  allowReassign?: pulumi.Input<boolean>;
}

/** What `ProductInstanceAssignment.get` needs to find an instance. */
export interface ProductInstanceAssignmentLookup {
  /** The account that the instance's package belongs to. */
  accountId: pulumi.Input<string>;
  /** The package that holds the instance. Found by query when omitted. */
  packageId?: pulumi.Input<string>;
}

/**
 * A product instance that sits on a site. Its id is the instance id.
 *
 * Destroy takes the instance off the site only if it is still on that site; nothing is cancelled.
 *
 * @source https://dev.wix.com/docs/rest/account-level/resellers/packages-and-product-instances
 */
export class ProductInstanceAssignment extends pulumi.CustomResource {
  /** The account that the instance's package belongs to. */
  declare readonly accountId: pulumi.Output<string>;
  /** Wix's id of the instance; also the id of the resource. */
  declare readonly productInstanceId: pulumi.Output<string>;
  /** The site that the instance is on. */
  declare readonly siteId: pulumi.Output<string>;
  /** The package that holds the instance. */
  declare readonly packageId: pulumi.Output<string>;
  /** As declared. */
  declare readonly allowReassign: pulumi.Output<boolean | undefined>;
  /** `PENDING`, `ENABLED`, `CANCELED`, `FAILED` or `AWAITING_ACTION`. */
  declare readonly status: pulumi.Output<string>;

  /**
   * Finds where an instance sits without managing it.
   *
   * @throws when the instance is not in the account, is dead, or is on no site
   */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state: ProductInstanceAssignmentLookup,
    options?: pulumi.CustomResourceOptions,
  ): ProductInstanceAssignment {
    return new ProductInstanceAssignment(
      name,
      { productInstanceId: id, ...state } as ProductInstanceAssignmentArgs,
      { ...options, id },
    );
  }

  constructor(
    name: string,
    args: ProductInstanceAssignmentArgs,
    options?: pulumi.CustomResourceOptions,
  ) {
    const { accountId, productInstanceId, siteId } = args;
    super(
      typeOf("ProductInstanceAssignment"),
      name,
      {
        accountId,
        productInstanceId,
        siteId,
        packageId: args.packageId,
        allowReassign: args.allowReassign,
        status: undefined,
        ...hiddenProperties("ProductInstanceAssignment", name, options, () =>
          claimAssignment(name, args),
        ),
      },
      pulumi.mergeOptions(
        resourceOptions(options),
        options?.id === undefined ? { dependsOn: transfersOf([siteId]) } : {},
      ),
    );
  }
}

/** By package and key while the id is not known, and by the id when it is. */
async function claimAssignment(
  name: string,
  { productInstanceId }: ProductInstanceAssignmentArgs,
): Promise<void> {
  const by: Claimant = { kind: "ProductInstanceAssignment", name, self: {} };
  const claimBoth = (what: Identity | string | undefined) => {
    if (what === undefined) return;
    claim("assignment", what, by);
    claim("placement", what, by);
  };
  claimBoth(identityOf(productInstanceId));
  claimBoth(await whenKnown(productInstanceId));
}
