export {
  CustomerSetup,
  type CustomerSetupArgs,
  type SetupPackage,
  type SetupProduct,
  type SetupSite,
} from "./customerSetup";
export type { DataOptions } from "./dataClient";
export {
  type ChildAccountResult,
  getChildAccounts,
  getChildAccountsOutput,
} from "./getChildAccounts";
export {
  getPackage,
  type GetPackageArgs,
  getPackageOutput,
  getPackages,
  type GetPackagesArgs,
  getPackagesOutput,
  getProductInstance,
  type GetProductInstanceArgs,
  getProductInstanceOutput,
  type PackageResult,
  type ProductInstanceResult,
} from "./getPackages";
export {
  getSites,
  type GetSitesArgs,
  getSitesOutput,
  type SiteResult,
} from "./getSites";
export {
  type Customer,
  loadCustomers,
  type LoadCustomersOptions,
} from "./loadCustomers";
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
export { Provider, type ProviderArgs } from "./provider";
