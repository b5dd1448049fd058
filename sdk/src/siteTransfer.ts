import * as pulumi from "@pulumi/pulumi";
import { claim } from "./claims";
import { hiddenProperties, resourceOptions, typeOf } from "./hidden";
import { whenKnown } from "./known";
import { rememberTransfer } from "./transfersBefore";

/** What {@link SiteTransfer} takes. */
export interface SiteTransferArgs {
  /** The site to transfer. Changing it replaces the resource; the site that it named stays where `onDelete` says. */
  siteId: pulumi.Input<string>;
  /** The account that the site is in. Wix allows only pairs of accounts that its B2B team has enabled. Changing it is only recorded. */
  sourceAccountId: pulumi.Input<string>;
  /** The account that the site is to be in: your main account or one of its sub-accounts. Changing it replaces the resource: the site is transferred from `sourceAccountId` to the new target. */
  targetAccountId: pulumi.Input<string>;
  /** Whether Wix sends an e-mail to the owner of the site after the transfer. Default `false`. Changing it is only recorded. */
  enableNotifications?: pulumi.Input<boolean>;
  /** What destroy does: `"keep"`, the default, leaves the site where it is; `"return"` transfers it back to the source. Changing it is only recorded. */
  onDelete?: pulumi.Input<"keep" | "return">;
}

/** What `SiteTransfer.get` needs to find a site. */
export interface SiteTransferLookup {
  /** The account that must own the site. */
  targetAccountId: pulumi.Input<string>;
  /** The account that it came from, if the state should hold it. */
  sourceAccountId?: pulumi.Input<string>;
}

/**
 * A site that belongs to the target account. Its id is the site id.
 *
 * Wix refuses to transfer a site that carries a paid service, so packages on the site come after it.
 *
 * @source https://dev.wix.com/docs/rest/account-level/b2b-site-management
 */
export class SiteTransfer extends pulumi.CustomResource {
  /** Wix's id of the site; also the id of the resource. */
  declare readonly siteId: pulumi.Output<string>;
  /** As declared. */
  declare readonly sourceAccountId: pulumi.Output<string>;
  /** The account that the site is to be in. A `wix.Package` on the site takes its `accountId` from here, so that it comes after the transfer. */
  declare readonly targetAccountId: pulumi.Output<string>;
  /** As declared. */
  declare readonly enableNotifications: pulumi.Output<boolean | undefined>;
  /** As declared. */
  declare readonly onDelete: pulumi.Output<"keep" | "return" | undefined>;
  /** The account that the site is in now. */
  declare readonly ownerAccountId: pulumi.Output<string>;

  /**
   * Finds a site in its account without managing where it is.
   *
   * @throws when the site is not in `targetAccountId`
   */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state: SiteTransferLookup,
    options?: pulumi.CustomResourceOptions,
  ): SiteTransfer {
    return new SiteTransfer(
      name,
      { siteId: id, ...state } as SiteTransferArgs,
      {
        ...options,
        id,
      },
    );
  }

  constructor(
    name: string,
    args: SiteTransferArgs,
    options?: pulumi.CustomResourceOptions,
  ) {
    const { siteId, sourceAccountId, targetAccountId } = args;
    super(
      typeOf("SiteTransfer"),
      name,
      {
        siteId,
        sourceAccountId,
        targetAccountId,
        enableNotifications: args.enableNotifications,
        onDelete: args.onDelete,
        ownerAccountId: undefined,
        ...hiddenProperties("SiteTransfer", name, options, async () => {
          const known = await whenKnown(siteId);
          if (known !== undefined) {
            claim("transfer", known, { kind: "SiteTransfer", name, self: {} });
          }
        }),
      },
      resourceOptions(options),
    );
    if (options?.id === undefined) rememberTransfer(siteId, this);
  }
}
