export {
  type BillingInfo,
  type InstanceOutputs,
  Package,
  type PackageArgs,
  type PackageLookup,
  type ProductArgs,
} from "./package";
export {
  ProductInstanceAssignment,
  type ProductInstanceAssignmentArgs,
  type ProductInstanceAssignmentLookup,
} from "./productInstanceAssignment";
export {
  SiteTransfer,
  type SiteTransferArgs,
  type SiteTransferLookup,
} from "./siteTransfer";
