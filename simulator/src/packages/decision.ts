import type { Ground } from "../ground";
import { refused, resellersRefusal, type Refusal } from "../refusal";
import type { StoredPackage } from "../world/model";
import type { Placed } from "../world/store";

/** What a rule decided about a write. Only `done`, and `refused` with a package, change anything. */
export type Decision =
  | { readonly kind: "done"; readonly package: StoredPackage }
  | { readonly kind: "unchanged"; readonly package: StoredPackage }
  | {
      readonly kind: "refused";
      readonly refusal: Refusal;
      readonly package?: StoredPackage;
    };

export const done = (pkg: StoredPackage): Decision => ({
  kind: "done",
  package: pkg,
});
export const unchanged = (pkg: StoredPackage): Decision => ({
  kind: "unchanged",
  package: pkg,
});
export const no = (refusal: Refusal): Decision => ({
  kind: "refused",
  refusal,
});

/** The package that a call names, if it belongs to the account of the header. */
export function packageOf(
  ground: Ground,
  accountId: string,
  id: string,
): StoredPackage | Refusal {
  const pkg = ground.store.packages.get(id);
  if (pkg?.accountId === accountId) return pkg;
  const description = `package ${id} was not found in account ${accountId}`;
  return ground.settings.unknownGet === 403
    ? refused(403, "PERMISSION_DENIED", description)
    : resellersRefusal("PACKAGE_NOT_FOUND", description);
}

/** The instance that a call names, if it belongs to the account of the header. */
export function instanceOf(
  ground: Ground,
  accountId: string,
  id: string,
): Placed | Refusal {
  const placed = ground.store.findInstance(id);
  if (placed?.package.accountId === accountId) return placed;
  return resellersRefusal(
    "PRODUCT_INSTANCE_NOT_FOUND",
    `product instance ${id} was not found`,
  );
}
