import type { Ground } from "../ground";
import { resellersRefusal, type Refusal } from "../refusal";
import { headingOf, isLive, onto, pending, withInstance } from "../world/life";
import type { StoredInstance, StoredPackage } from "../world/model";
import type { Placed } from "../world/store";
import { done, no, unchanged, type Decision } from "./decision";
import { refusePlacement, refuseSite } from "./placement";

/** Assign Product Instance To Site, from no site or straight from another one. */
export function assign(
  ground: Ground,
  { package: pkg, instance }: Placed,
  siteId: string,
): Decision {
  const product = ground.store.products.get(instance.catalogProductId);
  if (product === undefined) throw new Error("the catalog lost a product");
  const refusal =
    refuseStatus(ground, instance) ??
    refuseSite(ground, pkg.accountId, siteId) ??
    refusePlacement(ground, product, siteId, instance.instanceId);
  if (refusal !== undefined) return no(told(ground, refusal));
  if (instance.siteId !== undefined && instance.siteId !== siteId) {
    const { directMove } = ground.settings;
    if (directMove === "refused") return no(told(ground, unmovable(instance)));
    if (directMove === "leaves-floating") {
      return {
        kind: "refused",
        refusal: told(ground, unmovable(instance)),
        package: placedOn(ground, pkg, instance, undefined),
      };
    }
  }
  return done(placedOn(ground, pkg, instance, siteId));
}

/** Unassign Product Instance From Site: it floats. */
export function unassign(
  ground: Ground,
  { package: pkg, instance }: Placed,
): Decision {
  const refusal = refuseStatus(ground, instance);
  if (refusal !== undefined) return no(refusal);
  if (instance.siteId === undefined) {
    return ground.settings.unassignFloating === "ok"
      ? unchanged(pkg)
      : no(
          resellersRefusal(
            "MISSING_SITE_ID",
            "must provide a siteId to unassign",
          ),
        );
  }
  return done(placedOn(ground, pkg, instance, undefined));
}

function placedOn(
  { now, settings }: Ground,
  pkg: StoredPackage,
  instance: StoredInstance,
  siteId: string | undefined,
): StoredPackage {
  const until = Math.max(now + settings.pendingMs, instance.settles?.at ?? 0);
  const moved = onto(instance, siteId);
  return withInstance(pkg, pending(moved, headingOf(instance), now, until));
}

function refuseStatus(
  { settings }: Ground,
  instance: StoredInstance,
): Refusal | undefined {
  const ready =
    instance.status !== "PENDING" || settings.assignWhilePending === "ok";
  return isLive(instance) && ready
    ? undefined
    : resellersRefusal(
        "INCOMPATIBLE_PRODUCT_INSTANCE_STATUS",
        `the status ${instance.status} of product instance ${instance.instanceId} does not allow the change`,
      );
}

const told = ({ settings }: Ground, refusal: Refusal): Refusal =>
  settings.assignRefusals === "named" || refusal.kind !== "application"
    ? refusal
    : { kind: "plain", status: 428, message: refusal.description };

/** The code is a guess: Wix lists no errors for assign. */
const unmovable = ({ instanceId, siteId }: StoredInstance): Refusal =>
  resellersRefusal(
    "OPERATION_NOT_SUPPORTED_FOR_PRODUCT",
    `product instance ${instanceId} cannot be moved while it is on site ${siteId}; unassign it first`,
  );
