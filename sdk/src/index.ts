export {
  type BillingInfo,
  type InstanceOutputs,
  Package,
  type PackageArgs,
  type PackageLookup,
  type ProductArgs,
} from "./package";
