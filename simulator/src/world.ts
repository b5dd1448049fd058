import type { ProductInstance } from "pulumi-wix-provider/wire";
import { z } from "zod";
import type { Core } from "./core";
import { FaultRule } from "./http/faultPlan";
import type { LogEntry } from "./http/requestLog";
import type { Counters } from "./http/tally";
import type { Seed } from "./seed";
import type { Settings } from "./settings";
import { applyChange } from "./world/applyChange";
import { Change } from "./world/change";
import { isLive } from "./world/life";
import type {
  Account,
  Site,
  StoredInstance,
  StoredPackage,
} from "./world/model";
import { instanceView, packageView } from "./world/view";

/** An instance with what Wix does not show. */
export interface InstanceState extends ProductInstance {
  /** Neither dead nor being cancelled. */
  readonly live: boolean;
  /** The product type of the catalog. */
  readonly type: string | undefined;
  /** A service that this one needs has left its site. */
  readonly disconnected: boolean;
  /** What it will turn into, when it is `PENDING`. */
  readonly settlesTo: string | undefined;
}

export interface PackageState {
  readonly id: string;
  readonly accountId: string;
  readonly parentAccountId: string | undefined;
  readonly externalId: string | undefined;
  readonly productInstances: readonly InstanceState[];
  readonly createdDate: string | undefined;
  readonly updatedDate: string | undefined;
  /** By a request, not by a seed or an out-of-band change. */
  readonly bought: boolean;
}

export interface LiveInstance extends InstanceState {
  readonly packageId: string;
  readonly accountId: string;
  readonly externalId: string | undefined;
}

/** The world behind the API, for tests: to look at, and to change behind the caller's back. */
export interface World {
  packages(): readonly PackageState[];
  package(id: string): PackageState | undefined;
  liveInstances(): readonly LiveInstance[];
  accounts(): readonly Account[];
  /** Those in the trash included. */
  sites(): readonly Site[];
  site(id: string): Site | undefined;
  log(): readonly LogEntry[];
  clearLog(): void;
  counters(): Counters;
  /** Out-of-band changes, in order; they take effect at once. @throws when one names what is not there. */
  change(...changes: readonly Change[]): void;
  /** Adds rules to the fault plan. */
  faults(...rules: readonly FaultRule[]): void;
  clearFaults(): void;
  /** Changes settings, and returns all of them. */
  settings(patch?: Partial<Settings>): Settings;
  /** Sets the simulator's clock forward. @unit milliseconds */
  advance(ms: number): void;
  /** The time of the simulator. @unit milliseconds since 1970 */
  now(): number;
  /** Replaces the world. Counters, faults, keys and the log begin anew; settings stay, but for those in the seed. */
  reset(seed: Seed): void;
}

/** @param routes names of the routes, for the check of fault rules. */
export function worldOf(core: Core, routes: readonly string[]): World {
  const states = () => {
    const { store } = core.ground();
    return store.packages.all().map((pkg) => packageState(core, pkg));
  };
  return {
    packages: states,
    package: (id) => {
      const pkg = core.ground().store.packages.get(id);
      return pkg && packageState(core, pkg);
    },
    liveInstances: () =>
      states().flatMap(({ id, accountId, externalId, productInstances }) =>
        productInstances
          .filter(({ live }) => live)
          .map((instance) => ({
            ...instance,
            packageId: id,
            accountId,
            externalId,
          })),
      ),
    accounts: () => [...core.epoch.store.accounts.values()],
    sites: () => core.epoch.store.sites.all(),
    site: (id) => core.epoch.store.sites.get(id),
    log: () => core.log.entries(),
    clearLog: () => core.log.clear(),
    counters: () => core.epoch.tally.counters(core.ground().store),
    change: (...changes) => {
      for (const each of changes)
        applyChange(core.ground(), Change.parse(each));
    },
    faults: (...rules) => {
      const parsed = z.array(FaultRule).parse(rules);
      for (const { route } of parsed) refuseRoute(routes, route);
      core.faults.add(rules);
    },
    clearFaults: () => core.faults.clear(),
    settings: (patch) => {
      if (patch !== undefined) core.change(patch);
      return core.settings;
    },
    advance: (ms) => {
      if (!(ms >= 0))
        throw new RangeError(`expected milliseconds from 0, got ${ms}`);
      core.clock.advance(ms);
    },
    now: () => core.clock.now(),
    reset: (seed) => core.reset(seed),
  };
}

function refuseRoute(
  routes: readonly string[],
  route: string | undefined,
): void {
  if (route === undefined || route === "*" || routes.includes(route)) return;
  throw new RangeError(
    `unknown route "${route}"; expected "*" or one of: ${routes.join(" | ")}`,
  );
}

function packageState(core: Core, pkg: StoredPackage): PackageState {
  const {
    id,
    accountId,
    parentAccountId,
    externalId,
    createdDate,
    updatedDate,
  } = packageView(core.epoch.store, pkg, { writeOnceEchoed: true });
  return {
    id,
    accountId,
    parentAccountId,
    externalId,
    productInstances: pkg.instances.map((each) => instanceState(core, each)),
    createdDate,
    updatedDate,
    bought: pkg.bought,
  };
}

const instanceState = (
  core: Core,
  instance: StoredInstance,
): InstanceState => ({
  ...instanceView(instance, { writeOnceEchoed: true }),
  live: isLive(instance),
  type: core.epoch.store.products.get(instance.catalogProductId)?.type,
  disconnected: instance.disconnected,
  settlesTo: instance.settles?.to,
});
