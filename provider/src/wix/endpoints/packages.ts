import {
  AdjustRequest,
  CreatePackageRequest,
  CursorQueryRequest,
  KeyedRequest,
  PackageResponse,
  QueryPackagesResponse,
  UpdatedPackageResponse,
} from "../../wire";
import { RESELLERS_ADVICE as advice } from "../advice/resellers";
import { endpoint } from "../endpoint";

/**
 * The Resellers API: packages and their product instances.
 *
 * @source Resellers, Packages and Product Instances, dev.wix.com
 */
export const packageEndpoints = {
  /** Keyed, but what Wix does with a key is not documented, so an open answer is looked up before a repeat. */
  create: endpoint({
    method: "POST",
    route: "/resellers/v2/packages",
    access: "write",
    repeat: "look-first",
    doing: "buy the package",
    advice,
    request: CreatePackageRequest,
    response: PackageResponse,
  }),
  get: endpoint({
    method: "GET",
    route: "/resellers/v1/packages/{id}",
    access: "read",
    repeat: "harmless",
    doing: "read the package",
    advice,
    response: PackageResponse,
  }),
  query: endpoint({
    method: "POST",
    route: "/resellers/v1/packages/query",
    access: "read",
    repeat: "harmless",
    doing: "look up packages",
    advice,
    request: CursorQueryRequest,
    response: QueryPackagesResponse,
  }),
  cancel: endpoint({
    method: "DELETE",
    route: "/resellers/v1/packages/{id}",
    access: "write",
    repeat: "keyed",
    doing: "cancel the package",
    advice,
    request: KeyedRequest,
    response: PackageResponse,
  }),
  cancelInstance: endpoint({
    method: "DELETE",
    route: "/resellers/v1/packages/product-instances/{instanceId}",
    access: "write",
    repeat: "keyed",
    doing: "cancel the product instance",
    advice,
    request: KeyedRequest,
    response: PackageResponse,
  }),
  adjust: endpoint({
    method: "PATCH",
    route: "/resellers/v1/packages/product-instances/{instanceId}",
    access: "write",
    repeat: "keyed",
    doing: "adjust the product instance",
    advice,
    request: AdjustRequest,
    response: PackageResponse,
  }),
  assign: endpoint({
    method: "PATCH",
    route: "/resellers/v1/packages/product-instances/{instanceId}/{siteId}",
    access: "write",
    repeat: "keyed",
    doing: "assign the product instance to the site",
    advice,
    request: KeyedRequest,
    response: PackageResponse,
  }),
  unassign: endpoint({
    method: "PATCH",
    route: "/resellers/v1/packages/product-instances/{instanceId}/unassign",
    access: "write",
    repeat: "keyed",
    doing: "take the product instance off its site",
    advice,
    request: KeyedRequest,
    response: PackageResponse,
  }),
  /** Has no key; both values travel in the path. */
  updateExternalId: endpoint({
    method: "PATCH",
    route: "/resellers/v1/packages/update/{packageId}/{externalId}",
    access: "write",
    repeat: "look-first",
    doing: "change the external id of the package",
    advice,
    response: UpdatedPackageResponse,
  }),
} as const;
