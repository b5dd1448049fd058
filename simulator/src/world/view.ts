import type { Package, ProductInstance } from "pulumi-wix-provider/wire";
import { isoTime } from "../clock";
import type { StoredInstance, StoredPackage } from "./model";
import type { Store } from "./store";

interface ViewOptions {
  /** Whether the fields that can be written only once are shown. */
  readonly writeOnceEchoed: boolean;
}

/** A package as Wix tells it. */
export const packageView = (
  store: Store,
  pkg: StoredPackage,
  options: ViewOptions,
): Package => ({
  id: pkg.id,
  accountId: pkg.accountId,
  parentAccountId:
    store.accounts.get(pkg.accountId)?.parentAccountId ?? pkg.accountId,
  externalId: pkg.externalId,
  productInstances: pkg.instances.map((instance) =>
    instanceView(instance, options),
  ),
  createdDate: isoTime(pkg.createdAt),
  updatedDate: isoTime(pkg.updatedAt),
});

export const instanceView = (
  instance: StoredInstance,
  { writeOnceEchoed }: ViewOptions,
): ProductInstance => ({
  instanceId: instance.instanceId,
  catalogProductId: instance.catalogProductId,
  siteId: instance.siteId,
  billingInfo: billingView(instance),
  status: instance.status,
  failure: instance.status === "FAILED" ? instance.failure : undefined,
  expirationDate:
    instance.expiresAt === undefined ? undefined : isoTime(instance.expiresAt),
  countryCode: writeOnceEchoed ? instance.countryCode : undefined,
  discountCode: writeOnceEchoed ? instance.discountCode : undefined,
  referenceProductInstanceId: writeOnceEchoed
    ? instance.referenceProductInstanceId
    : undefined,
  createdDate: isoTime(instance.createdAt),
  updatedDate: isoTime(instance.updatedAt),
});

const billingView = ({
  billingInfo,
}: StoredInstance): ProductInstance["billingInfo"] =>
  billingInfo && {
    type: billingInfo.type,
    cycleDuration:
      billingInfo.type === "RECURRING"
        ? { ...billingInfo.cycleDuration }
        : undefined,
  };
