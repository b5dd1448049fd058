import type { Package, ProductInstance } from "../../wire";
import { canonicalJson } from "../bag";
import { BillingInfoRequest } from "../../wire";
import type { PackageArgs, ProductArgs, Products } from "./args";
import { billingOf } from "./match";
import { findInstance, isDead } from "../life";
import {
  type InstanceState,
  instanceIdsOf,
  instanceState,
  type PackageState,
} from "./state";

export interface Observed {
  /** Live values of the arguments that the program manages. */
  readonly inputs: Omit<PackageArgs, "products"> & {
    readonly products: Products;
  };
  readonly state: PackageState;
}

/**
 * The state with what is live at Wix, and the arguments as they are live.
 *
 * What Wix does not give back (`discountCode`, `countryCode`, `referenceProductInstanceId`) stays as declared. What the
 * program does not manage stays out. A dead product keeps what was declared and gets its `status`: refresh shows just that.
 */
export function observe(state: PackageState, live: Package): Observed {
  const managed = new Set(state.__managed);
  const ids = instanceIdsOf(state);
  const products = Object.fromEntries(
    Object.entries(state.products).map(([key, declared]) => {
      const id = ids[key];
      const one = id === undefined ? undefined : findInstance(live, id);
      return [
        key,
        observeProduct(declared, one, (field) =>
          managed.has(`${key}.${field}`),
        ),
      ];
    }),
  );
  const { adopt, allowCancel } = state;
  const args = {
    accountId: state.accountId,
    products,
    ...(adopt === undefined ? {} : { adopt }),
    ...(allowCancel === undefined ? {} : { allowCancel }),
  };
  // A mark that somebody changed is drift, though the program does not write it down.
  const shown = managed.has("externalId") || live.externalId !== state.__mark;
  const { externalId: _, ...rest } = state;
  return {
    inputs: shown ? { ...args, externalId: live.externalId ?? "" } : args,
    state: {
      ...rest,
      ...args,
      ...(live.externalId === undefined ? {} : { externalId: live.externalId }),
      instances: observeInstances(state.instances, live),
      ...(live.updatedDate === undefined
        ? {}
        : { __updatedDate: live.updatedDate }),
    },
  };
}

const observeInstances = (
  before: PackageState["instances"],
  live: Package,
): Record<string, InstanceState> =>
  Object.fromEntries(
    Object.entries(before).map(([key, one]) => [
      key,
      instanceState(live, one.instanceId) ?? { ...one, status: "CANCELED" },
    ]),
  );

function observeProduct(
  declared: ProductArgs,
  one: ProductInstance | undefined,
  manages: (field: "siteId" | "floating" | "billingInfo") => boolean,
): ProductArgs {
  const { status: _, ...before } = declared;
  if (one === undefined || isDead(one))
    return { ...before, status: one?.status ?? "CANCELED" };
  const { siteId: _s, floating: _f, billingInfo, ...kept } = before;
  const billing = manages("billingInfo")
    ? (liveBilling(one) ?? billingInfo)
    : billingInfo;
  return {
    ...kept,
    catalogProductId: one.catalogProductId,
    ...(manages("siteId") && one.siteId !== undefined
      ? { siteId: one.siteId }
      : {}),
    ...(manages("floating") && one.siteId === undefined
      ? { floating: true as const }
      : {}),
    ...(billing === undefined ? {} : { billingInfo: billing }),
  };
}

/** Undefined when Wix does not say it, or says something that no program can declare. */
function liveBilling(one: ProductInstance): BillingInfoRequest | undefined {
  if (one.billingInfo?.type === undefined) return undefined;
  const parsed = BillingInfoRequest.safeParse(
    JSON.parse(canonicalJson(billingOf(one.billingInfo))),
  );
  return parsed.success ? parsed.data : undefined;
}
