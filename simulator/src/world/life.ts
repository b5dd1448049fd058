import type { InstanceStatus } from "pulumi-wix-provider/wire";
import type { Failure, Product } from "../seed";
import type { StoredInstance, StoredPackage } from "./model";

/** Cancelled, or never delivered: such an instance has no future. */
export const isDead = ({ status }: StoredInstance): boolean =>
  status === "CANCELED" || status === "FAILED";

/** A cancel was accepted and has not settled: Wix still shows `PENDING`. */
export const isEnding = ({ settles }: StoredInstance): boolean =>
  settles?.to === "CANCELED";

/** What is billed: neither dead nor being cancelled. */
export const isLive = (instance: StoredInstance): boolean =>
  !isDead(instance) && !isEnding(instance);

export const hasLife = (pkg: StoredPackage): boolean =>
  pkg.instances.some(isLive);

/** The failure of an instance for which the seed names none. */
export const UNSAID_FAILURE: Failure = {
  code: "EXTERNAL_FAILURE",
  message: "the delivery failed",
};

interface Goal {
  readonly to: InstanceStatus;
  readonly failure: Failure | undefined;
}

/** Where an instance of a product ends after it was delivered. */
export const goalOf = ({ settlesTo, failure }: Product): Goal => ({
  to: settlesTo,
  failure: settlesTo === "FAILED" ? (failure ?? UNSAID_FAILURE) : undefined,
});

/** Where an instance was heading: an assign or unassign must not change how its delivery ends. */
export const headingOf = ({
  status,
  settles,
  failure,
}: StoredInstance): Goal =>
  status === "PENDING"
    ? { to: settles?.to ?? "PENDING", failure: settles?.failure }
    : { to: status, failure };

/** The instance after an accepted write: `PENDING` until then. A goal of `PENDING` never settles. */
export function pending(
  instance: StoredInstance,
  goal: Goal,
  now: number,
  until: number,
): StoredInstance {
  return {
    ...instance,
    status: "PENDING",
    failure: undefined,
    updatedAt: now,
    settles: goal.to === "PENDING" ? undefined : { ...goal, at: until },
  };
}

/** The instance on a site, or on none. */
export const onto = (
  instance: StoredInstance,
  siteId: string | undefined,
): StoredInstance => ({
  ...instance,
  siteId,
  lastSiteId:
    siteId === undefined ? (instance.siteId ?? instance.lastSiteId) : undefined,
  disconnected: false,
});

/** The package with one of its instances replaced, and its own date moved with it. */
export const withInstance = (
  pkg: StoredPackage,
  changed: StoredInstance,
): StoredPackage => ({
  ...pkg,
  instances: pkg.instances.map((each) =>
    each.instanceId === changed.instanceId ? changed : each,
  ),
  updatedAt: Math.max(pkg.updatedAt, changed.updatedAt),
});

const dueOf = (pkg: StoredPackage): number =>
  Math.min(
    ...pkg.instances.map(
      ({ settles }) => settles?.at ?? Number.POSITIVE_INFINITY,
    ),
  );

export const isWaiting = (pkg: StoredPackage): boolean =>
  Number.isFinite(dueOf(pkg));

/** What the package becomes until `now`, one version for each moment at which something settles, the earliest first. */
export function settlements(pkg: StoredPackage, now: number): StoredPackage[] {
  const versions: StoredPackage[] = [];
  let last = pkg;
  for (let due = dueOf(last); due <= now; due = dueOf(last)) {
    last = settledAt(last, due);
    versions.push(last);
  }
  return versions;
}

const settledAt = (pkg: StoredPackage, due: number): StoredPackage => ({
  ...pkg,
  updatedAt: due,
  instances: pkg.instances.map((instance) => {
    const { settles } = instance;
    if (settles === undefined || settles.at > due) return instance;
    const { to, failure } = settles;
    return {
      ...instance,
      status: to,
      failure,
      updatedAt: due,
      settles: undefined,
    };
  }),
});
