import { isoTime } from "../clock";
import type { FilterField, Operator } from "../query/filter";
import type { Queryable } from "../query/page";
import type { StoredInstance, StoredPackage } from "../world/model";
import { instanceView } from "../world/view";

type Field = FilterField<StoredPackage>;

const text = (read: Field["read"]): Field => ({
  operators: ["$eq", "$ne", "$in", "$exists"],
  read,
});

const date = (read: Field["read"]): Field => ({
  operators: ["$eq", "$ne", "$gt", "$lt", "$gte", "$lte"],
  read,
  date: true,
});

const LIST: readonly Operator[] = ["$hasSome", "$hasAll"];

/** A field of the instances: the values of all of them. */
const each = (read: (instance: StoredInstance) => unknown): Field => ({
  operators: LIST,
  read: ({ instances }) =>
    instances.map(read).filter((value) => value !== undefined),
});

const cycle = ({ billingInfo }: StoredInstance) =>
  billingInfo?.type === "RECURRING" ? billingInfo.cycleDuration : undefined;

/**
 * What Query Packages can filter and sort on.
 *
 * @source Resellers, Supported Filters, dev.wix.com (2023-01)
 */
export const PACKAGE_FIELDS: Queryable<StoredPackage> = {
  onUnknownField: "refuse",
  fields: {
    id: text(({ id }) => id),
    accountId: text(({ accountId }) => accountId),
    externalId: text(({ externalId }) => externalId),
    createdDate: date(({ createdAt }) => isoTime(createdAt)),
    updatedDate: date(({ updatedAt }) => isoTime(updatedAt)),
    productInstances: each((instance) =>
      instanceView(instance, { writeOnceEchoed: true }),
    ),
    "productInstances.instanceId": each(({ instanceId }) => instanceId),
    "productInstances.siteId": each(({ siteId }) => siteId),
    "productInstances.catalogProductId": each(
      ({ catalogProductId }) => catalogProductId,
    ),
    "productInstances.status": each(({ status }) => status),
    "productInstances.failure": each(({ failure }) => failure),
    "productInstances.failure.code": each(({ failure }) => failure?.code),
    "productInstances.failure.message": each(({ failure }) => failure?.message),
    "productInstances.billingInfo": each(({ billingInfo }) => billingInfo),
    "productInstances.billingInfo.type": each(
      ({ billingInfo }) => billingInfo?.type,
    ),
    "productInstances.billingInfo.cycleDuration": each(cycle),
    "productInstances.billingInfo.cycleDuration.unit": each(
      (instance) => cycle(instance)?.unit,
    ),
    "productInstances.billingInfo.cycleDuration.count": each(
      (instance) => cycle(instance)?.count,
    ),
    "productInstances.createdDate": each(({ createdAt }) => isoTime(createdAt)),
    "productInstances.updatedDate": each(({ updatedAt }) => isoTime(updatedAt)),
    "productInstances.countryCode": each(({ countryCode }) => countryCode),
  },
  sortable: {
    id: ({ id }) => id,
    fields: {
      createdDate: ({ createdAt }) => createdAt,
      updatedDate: ({ updatedAt }) => updatedAt,
    },
  },
};
