import { z } from "zod";
import type { Package } from "../../wire";
import { argsOf, Hidden, hiddenOf } from "../hidden";
import { findInstance } from "../life";
import { PackageArgs, type PackageInputs, ProductArgs } from "./args";

/** What a program sees of an instance. */
export const InstanceState = z.object({
  instanceId: z.string(),
  status: z.string(),
  catalogProductId: z.string(),
  siteId: z.string().optional(),
  expirationDate: z.string().optional(),
});
export type InstanceState = z.output<typeof InstanceState>;

export const STATE_VERSION = 1;

/** What Pulumi stores of a package: the arguments with their live values, the instances by product key, and hidden keys. */
export const PackageState = z.object({
  ...PackageArgs.shape,
  ...Hidden.shape,
  /** Absent for an adopted package that has none. */
  externalId: z.string().optional(),
  products: z.record(z.string(), ProductArgs.loose()),
  instances: z.record(z.string(), InstanceState),
  /** The version of this shape. */
  __v: z.literal(STATE_VERSION),
  /** The mark that the package carries unless the program says `externalId`; of an adopted package its own. */
  __mark: z.string().optional(),
  /** Which optional arguments the program says, such as `externalId` and `plan.siteId`: only these can drift. */
  __managed: z.array(z.string()),
  /** When Wix changed the package last, as far as we know: an older answer is stale. */
  __updatedDate: z.string().optional(),
});
export type PackageState = z.output<typeof PackageState>;

/** Product keys to instance ids. */
export type InstanceIds = Readonly<Record<string, string>>;

export const instanceIdsOf = (state: PackageState): InstanceIds =>
  Object.fromEntries(
    Object.entries(state.instances).map(([key, one]) => [key, one.instanceId]),
  );

/** The arguments that can be left out and, when said, can drift. */
export function managedBy(inputs: PackageInputs): string[] {
  const ofProducts = Object.entries(inputs.products).flatMap(([key, product]) =>
    (["siteId", "floating", "billingInfo"] as const)
      .filter((field) => product[field] !== undefined)
      .map((field) => `${key}.${field}`),
  );
  return [
    ...(inputs.externalId === undefined ? [] : ["externalId"]),
    ...ofProducts,
  ].sort();
}

/** @param key a product key; the instance may be missing from the package, which counts as cancelled */
export function instanceState(
  live: Package,
  instanceId: string,
): InstanceState | undefined {
  const one = findInstance(live, instanceId);
  if (!one) return undefined;
  return {
    instanceId: one.instanceId,
    status: one.status,
    catalogProductId: one.catalogProductId,
    ...(one.siteId === undefined ? {} : { siteId: one.siteId }),
    ...(one.expirationDate === undefined
      ? {}
      : { expirationDate: one.expirationDate }),
  };
}

export interface Recorded {
  readonly inputs: PackageInputs;
  readonly live: Package;
  readonly ids: InstanceIds;
  /** See `__mark`. */
  readonly mark: string | undefined;
}

/** The state after a create or an update: what was declared, and what Wix made of it. */
export function stateOf({ inputs, live, ids, mark }: Recorded): PackageState {
  const { externalId: _, ...args } = argsOf(inputs);
  return {
    ...args,
    ...(live.externalId === undefined ? {} : { externalId: live.externalId }),
    instances: instancesOf(live, ids),
    __v: STATE_VERSION,
    ...(mark === undefined ? {} : { __mark: mark }),
    ...hiddenOf(inputs),
    __managed: managedBy(inputs),
    ...(live.updatedDate === undefined
      ? {}
      : { __updatedDate: live.updatedDate }),
  };
}

export const instancesOf = (
  live: Package,
  ids: InstanceIds,
): Record<string, InstanceState> =>
  Object.fromEntries(
    Object.entries(ids).flatMap(([key, id]) => {
      const one = instanceState(live, id);
      return one ? [[key, one] as const] : [];
    }),
  );
