import type { Ground } from "../ground";
import { resellersRefusal } from "../refusal";
import { hasLife, isLive, pending, withInstance } from "../world/life";
import type { StoredInstance, StoredPackage } from "../world/model";
import type { Placed } from "../world/store";
import { done, no, unchanged, type Decision } from "./decision";

/** Cancels every live instance of a package. */
export function cancelPackage(ground: Ground, pkg: StoredPackage): Decision {
  if (!hasLife(pkg)) return again(ground, pkg);
  return done(
    pkg.instances
      .filter(isLive)
      .reduce(
        (changed, instance) => withInstance(changed, ended(ground, instance)),
        pkg,
      ),
  );
}

export function cancelInstance(
  ground: Ground,
  { package: pkg, instance }: Placed,
): Decision {
  if (!isLive(instance)) return again(ground, pkg);
  return done(withInstance(pkg, ended(ground, instance)));
}

/** The answer of a cancel still says `PENDING`: every sample of the documentation does. */
const ended = (
  { now, settings }: Ground,
  instance: StoredInstance,
): StoredInstance =>
  pending(
    instance,
    { to: "CANCELED", failure: undefined },
    now,
    now + settings.cancelMs,
  );

const again = ({ settings }: Ground, pkg: StoredPackage): Decision =>
  settings.secondCancel === "ok"
    ? unchanged(pkg)
    : no(
        resellersRefusal(
          "INCOMPATIBLE_PRODUCT_INSTANCE_STATUS",
          "the status of the product instance does not allow this: it is cancelled already",
        ),
      );
