import {
  AdjustRequest,
  CreatePackageRequest,
  Guid,
  KeyedRequest,
  PackageResponse,
  QueryPackagesResponse,
  UpdatedPackageResponse,
} from "pulumi-wix-provider/wire";
import type { Ground } from "../ground";
import {
  NoBody,
  read,
  refusal,
  route,
  type Answer,
  type Call,
  type Route,
} from "../http/route";
import { invalid, isRefusal, type Refusal } from "../refusal";
import { packageView } from "../world/view";
import type { StoredPackage } from "../world/model";
import type { Placed } from "../world/store";
import { adjust, refuseDetails } from "./adjust";
import { assign, unassign } from "./assign";
import { cancelInstance, cancelPackage } from "./cancel";
import { carryOut } from "./carryOut";
import { createPackage } from "./create";
import { instanceOf, packageOf, type Decision } from "./decision";
import { rename } from "./externalId";
import { PackageQuery, queryPackages } from "./query";

/** Why a value of the path is no id. */
const refuseId = (
  call: Call<unknown>,
  ...names: string[]
): Refusal | undefined => {
  const wrong = names.find(
    (name) => !Guid.safeParse(call.params[name]).success,
  );
  return wrong === undefined
    ? undefined
    : invalid(wrong, "must be a GUID", "FORMAT");
};

/** A write to the instance that the path names. */
const onInstance = <B extends { idempotencyKey?: string | undefined }>(
  decide: (ground: Ground, placed: Placed, call: Call<B>) => Decision,
  ...ids: string[]
): Route<B>["handle"] => {
  return (call) => {
    const wrong = refuseId(call, "instanceId", ...ids);
    if (wrong !== undefined) return refusal(wrong);
    const placed = instanceOf(
      call.ground,
      call.accountId,
      call.params["instanceId"] ?? "",
    );
    if (isRefusal(placed)) return refusal(placed);
    return carryOut(call, decide(call.ground, placed, call));
  };
};

/** A call on the package that the path names as `name`. */
const onPackage = <B>(
  answer: (call: Call<B>, pkg: StoredPackage) => Answer,
  name = "id",
): Route<B>["handle"] => {
  return (call) => {
    const wrong = refuseId(call, name);
    if (wrong !== undefined) return refusal(wrong);
    const { ground, accountId, params } = call;
    const pkg = packageOf(ground, accountId, params[name] ?? "");
    return isRefusal(pkg) ? refusal(pkg) : answer(call, pkg);
  };
};

const INSTANCE = "/resellers/v1/packages/product-instances/{instanceId}";

/** The packages endpoints. The order counts: `unassign` is no site id. */
export const PACKAGE_ROUTES: readonly Route[] = [
  route({
    method: "POST",
    template: "/resellers/v2/packages",
    kind: "write",
    keyed: true,
    request: CreatePackageRequest,
    response: PackageResponse,
    handle: (call) =>
      carryOut(call, createPackage(call.ground, call.accountId, call.body)),
  }),
  route({
    method: "POST",
    template: "/resellers/v1/packages/query",
    kind: "read",
    request: PackageQuery,
    response: QueryPackagesResponse,
    handle: (call) => queryPackages(call),
  }),
  route({
    method: "GET",
    template: "/resellers/v1/packages/{id}",
    kind: "read",
    request: NoBody,
    response: PackageResponse,
    handle: onPackage(({ ground }, pkg) =>
      read({ package: packageView(ground.store, pkg, ground.settings) }),
    ),
  }),
  route({
    method: "DELETE",
    template: INSTANCE,
    kind: "write",
    keyed: true,
    request: KeyedRequest,
    response: PackageResponse,
    handle: onInstance(cancelInstance),
  }),
  route({
    method: "DELETE",
    template: "/resellers/v1/packages/{id}",
    kind: "write",
    keyed: true,
    request: KeyedRequest,
    response: PackageResponse,
    handle: onPackage((call, pkg) =>
      carryOut(call, cancelPackage(call.ground, pkg)),
    ),
  }),
  route({
    method: "PATCH",
    template: INSTANCE,
    kind: "write",
    keyed: true,
    precheck: refuseDetails,
    request: AdjustRequest,
    response: PackageResponse,
    handle: onInstance((ground, placed, { body }) =>
      adjust(ground, placed, body),
    ),
  }),
  route({
    method: "PATCH",
    template: `${INSTANCE}/unassign`,
    kind: "write",
    keyed: true,
    request: KeyedRequest,
    response: PackageResponse,
    handle: onInstance(unassign),
  }),
  route({
    method: "PATCH",
    template: `${INSTANCE}/{siteId}`,
    kind: "write",
    keyed: true,
    request: KeyedRequest,
    response: PackageResponse,
    handle: onInstance(
      (ground, placed, { params }) =>
        assign(ground, placed, params["siteId"] ?? ""),
      "siteId",
    ),
  }),
  route({
    method: "PATCH",
    template: "/resellers/v1/packages/update/{packageId}/{externalId}",
    kind: "write",
    request: NoBody,
    response: UpdatedPackageResponse,
    handle: onPackage((call, pkg) => {
      const decision = rename(
        call.ground,
        pkg,
        call.params["externalId"] ?? "",
      );
      return carryOut(call, decision, "updatedPackage");
    }, "packageId"),
  }),
];
