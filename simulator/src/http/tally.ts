import { hasLife, isLive } from "../world/life";
import type { Store } from "../world/store";
import type { Bill, Route } from "./route";

/** What a billing department would count, and what a rate limit would. Since the start or the last seed. */
export interface Counters {
  readonly packagesBought: number;
  readonly instancesBought: number;
  /** Live bought packages beyond the first with the same account and external id. */
  readonly duplicates: number;
  /** Packages that were bought while such a twin was live, whatever became of them. */
  readonly duplicatesEver: number;
  /** Live instances, seeded ones included. */
  readonly instancesLive: number;
  /** Instances cancelled by a request. */
  readonly cancels: number;
  /** By route; what a fault kept from being carried out is counted too. */
  readonly requests: Readonly<Record<string, number>>;
  readonly reads: number;
  readonly writes: number;
  /** Writes that changed the world. */
  readonly writesCommitted: number;
}

export interface Tally {
  request(route: string, kind: Route["kind"] | "unknown"): void;
  carriedOut(bill: Bill | undefined): void;
  counters(store: Store): Counters;
}

export function tally(): Tally {
  const requests: Record<string, number> = {};
  const total = {
    packagesBought: 0,
    instancesBought: 0,
    duplicates: 0,
    cancels: 0,
  };
  let reads = 0;
  let writes = 0;
  let writesCommitted = 0;
  return {
    request: (route, kind) => {
      requests[route] = (requests[route] ?? 0) + 1;
      if (kind === "read") reads += 1;
      if (kind === "write") writes += 1;
    },
    carriedOut: (bill = {}) => {
      writesCommitted += 1;
      for (const name of Object.keys(total) as (keyof Bill)[])
        total[name] += bill[name] ?? 0;
    },
    counters: (store) => ({
      packagesBought: total.packagesBought,
      instancesBought: total.instancesBought,
      duplicates: duplicatesIn(store),
      duplicatesEver: total.duplicates,
      instancesLive: store.packages
        .all()
        .flatMap(({ instances }) => instances.filter(isLive)).length,
      cancels: total.cancels,
      requests: { ...requests },
      reads,
      writes,
      writesCommitted,
    }),
  };
}

function duplicatesIn(store: Store): number {
  const seen = new Set<string>();
  const marked = store.packages
    .all()
    .filter(
      (pkg) => pkg.bought && hasLife(pkg) && pkg.externalId !== undefined,
    );
  return marked.filter(({ accountId, externalId }) => {
    const mark = `${accountId} ${externalId}`;
    const twice = seen.has(mark);
    seen.add(mark);
    return twice;
  }).length;
}
