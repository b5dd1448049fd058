import {
  AdjustRequest,
  CreatePackageRequest,
  CursorQueryRequest,
  KeyedRequest,
  PackageResponse,
  QueryPackagesResponse,
  UpdatedPackageResponse,
} from "../../wire";
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
    request: CreatePackageRequest,
    response: PackageResponse,
  }),
  get: endpoint({
    method: "GET",
    route: "/resellers/v1/packages/{id}",
    access: "read",
    repeat: "harmless",
    doing: "read the package",
    response: PackageResponse,
  }),
  query: endpoint({
    method: "POST",
    route: "/resellers/v1/packages/query",
    access: "read",
    repeat: "harmless",
    doing: "look up packages",
    request: CursorQueryRequest,
    response: QueryPackagesResponse,
  }),
  cancel: endpoint({
    method: "DELETE",
    route: "/resellers/v1/packages/{id}",
    access: "write",
    repeat: "keyed",
    doing: "cancel the package",
    request: KeyedRequest,
    response: PackageResponse,
  }),
  cancelInstance: endpoint({
    method: "DELETE",
    route: "/resellers/v1/packages/product-instances/{instanceId}",
    access: "write",
    repeat: "keyed",
    doing: "cancel the product instance",
    request: KeyedRequest,
    response: PackageResponse,
  }),
  adjust: endpoint({
    method: "PATCH",
    route: "/resellers/v1/packages/product-instances/{instanceId}",
    access: "write",
    repeat: "keyed",
    doing: "adjust the product instance",
    request: AdjustRequest,
    response: PackageResponse,
  }),
  assign: endpoint({
    method: "PATCH",
    route: "/resellers/v1/packages/product-instances/{instanceId}/{siteId}",
    access: "write",
    repeat: "keyed",
    doing: "assign the product instance to the site",
    request: KeyedRequest,
    response: PackageResponse,
  }),
  unassign: endpoint({
    method: "PATCH",
    route: "/resellers/v1/packages/product-instances/{instanceId}/unassign",
    access: "write",
    repeat: "keyed",
    doing: "take the product instance off its site",
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
    response: UpdatedPackageResponse,
  }),
} as const;
