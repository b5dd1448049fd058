import { isoTime } from "../clock";
import type { Core } from "../core";
import type { FaultRule } from "../http/faultPlan";
import type { Counters } from "../http/tally";
import type { Settings } from "../settings";
import type { Product } from "../seed";
import type { PackageState, World } from "../world";
import type { Account, Site } from "../world/model";

/** Everything at once, as the control API shows it. */
export interface WorldState {
  readonly now: string;
  readonly settings: Settings;
  readonly faults: readonly (FaultRule & { readonly seen: number })[];
  readonly accounts: readonly Account[];
  readonly sites: readonly Site[];
  readonly catalog: readonly Product[];
  readonly packages: readonly PackageState[];
  readonly counters: Counters;
}

export function stateOf(core: Core, world: World): WorldState {
  const { store, settings, now } = core.ground();
  return {
    now: isoTime(now),
    settings,
    faults: core.faults.list(),
    accounts: world.accounts(),
    sites: world.sites(),
    catalog: [...store.products.values()],
    packages: world.packages(),
    counters: world.counters(),
  };
}
