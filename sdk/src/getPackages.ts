import type {
  Filter,
  Package,
  ProductInstance,
} from "pulumi-wix-provider/wire";
import { clientFor, type DataOptions, outputTwin, told } from "./dataClient";

/** A product instance as Wix tells it. Times are ISO 8601 in UTC. */
export interface ProductInstanceResult {
  /** Wix's id of this one bought service; the product it is of is `catalogProductId`. */
  instanceId: string;
  /** The package that holds the instance. */
  packageId: string;
  /** The account that the package belongs to. */
  accountId: string;
  /** The product's id in the Wix Premium Product Catalog. */
  catalogProductId: string;
  /** `PENDING`, `ENABLED`, `CANCELED`, `FAILED` or `AWAITING_ACTION`. */
  status: string;
  /** Absent: the instance is floating. */
  siteId?: string;
  /** Why a `FAILED` instance failed. */
  failure?: string;
  /** ISO 3166-1 alpha-2. Absent when Wix does not give it back. */
  countryCode?: string;
  /** Only for services that do not renew by themselves. */
  expirationDate?: string;
  /** When it was bought. */
  createdDate?: string;
  /** When Wix last changed it. */
  updatedDate?: string;
}

/** A package as Wix tells it, with its cancelled instances. Times are ISO 8601 in UTC. */
export interface PackageResult {
  /** Wix's id of the package. */
  packageId: string;
  /** The account that the package belongs to. */
  accountId: string;
  /** The partner's own reference, or the mark that pulumi-wix made. Wix does not keep it unique. */
  externalId?: string;
  /** Every instance ever bought with it, 1 to 1,000. */
  productInstances: ProductInstanceResult[];
  /** When it was bought. */
  createdDate?: string;
  /** When Wix last changed it or one of its instances. */
  updatedDate?: string;
}

/** Which package {@link getPackage} reads. */
export interface GetPackageArgs {
  /** Wix's id of the package. */
  packageId: string;
  /** The account that the package belongs to. */
  accountId: string;
}

/** Which packages {@link getPackages} reads; what is left out does not narrow. */
export interface GetPackagesArgs {
  /** Only packages of this account. Default: all accounts of the partner. */
  accountId?: string;
  /** Only packages that carry just this reference or mark. */
  externalId?: string;
  /** Only packages with an instance in this status. */
  status?: "PENDING" | "ENABLED" | "CANCELED" | "FAILED" | "AWAITING_ACTION";
}

/** Which instance {@link getProductInstance} reads. */
export interface GetProductInstanceArgs {
  /** Wix's id of the instance. */
  productInstanceId: string;
  /** The account that the instance's package belongs to. */
  accountId: string;
}

/**
 * Reads one package, cancelled or not, as it is now.
 *
 * @throws when the account has no such package
 */
export async function getPackage(
  { packageId, accountId }: GetPackageArgs,
  options?: DataOptions,
): Promise<PackageResult> {
  const { packages } = await clientFor(options);
  const found = await packages.get(accountId, packageId);
  if (!found) {
    throw new Error(`there is no package ${packageId} in account ${accountId}`);
  }
  return packageResult(found.value);
}

/**
 * Reads the packages of the partner, or of one account, newest first, cancelled ones included.
 *
 * By Wix's query, which may lag a little behind what was just changed.
 */
export async function getPackages(
  { accountId, externalId, status }: GetPackagesArgs = {},
  options?: DataOptions,
): Promise<PackageResult[]> {
  const { packages } = await clientFor(options);
  const filter: Filter = {
    ...(accountId === undefined ? {} : { accountId: { $eq: accountId } }),
    ...(externalId === undefined ? {} : { externalId: { $eq: externalId } }),
    ...(status === undefined
      ? {}
      : { "productInstances.status": { $hasSome: [status] } }),
  };
  const found = new Map<string, PackageResult>();
  for await (const one of packages.query(filter)) {
    found.set(one.id, packageResult(one));
  }
  return [...found.values()];
}

/**
 * Finds one product instance, and with it its package and its site.
 *
 * @throws when no package of the account holds it
 */
export async function getProductInstance(
  { productInstanceId, accountId }: GetProductInstanceArgs,
  options?: DataOptions,
): Promise<ProductInstanceResult> {
  const { packageReads } = await clientFor(options);
  const holder = await packageReads.holding(accountId, productInstanceId);
  const one = holder?.productInstances.find(
    ({ instanceId }) => instanceId === productInstanceId,
  );
  if (!holder || !one) {
    throw new Error(
      `no package of account ${accountId} holds product instance ${productInstanceId}`,
    );
  }
  return instanceResult(holder, one);
}

/** {@link getPackage} for inputs that are known only when other resources are made. */
export const getPackageOutput = outputTwin(getPackage);
/** {@link getPackages} for inputs that are known only when other resources are made. */
export const getPackagesOutput = outputTwin(getPackages);
/** {@link getProductInstance} for inputs that are known only when other resources are made. */
export const getProductInstanceOutput = outputTwin(getProductInstance);

const packageResult = (live: Package): PackageResult =>
  told<PackageResult>({
    packageId: live.id,
    accountId: live.accountId,
    externalId: live.externalId,
    productInstances: live.productInstances.map((one) =>
      instanceResult(live, one),
    ),
    createdDate: live.createdDate,
    updatedDate: live.updatedDate,
  });

const instanceResult = (
  { id, accountId }: Package,
  one: ProductInstance,
): ProductInstanceResult =>
  told<ProductInstanceResult>({
    instanceId: one.instanceId,
    packageId: id,
    accountId,
    catalogProductId: one.catalogProductId,
    status: one.status,
    siteId: one.siteId,
    failure:
      [one.failure?.code, one.failure?.message].filter(Boolean).join(": ") ||
      undefined,
    countryCode: one.countryCode,
    expirationDate: one.expirationDate,
    createdDate: one.createdDate,
    updatedDate: one.updatedDate,
  });
