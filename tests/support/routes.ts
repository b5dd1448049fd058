const INSTANCE = "/resellers/v1/packages/product-instances/{instanceId}";

/** Names of the simulator's routes, as its log has them. */
export const ROUTE = {
  create: "POST /resellers/v2/packages",
  query: "POST /resellers/v1/packages/query",
  get: "GET /resellers/v1/packages/{id}",
  cancel: "DELETE /resellers/v1/packages/{id}",
  cancelInstance: `DELETE ${INSTANCE}`,
  adjust: `PATCH ${INSTANCE}`,
  assign: `PATCH ${INSTANCE}/{siteId}`,
  unassign: `PATCH ${INSTANCE}/unassign`,
  rename: "PATCH /resellers/v1/packages/update/{packageId}/{externalId}",
} as const;
