import {
  adjustable,
  systemClock,
  type AdjustableClock,
  type Clock,
} from "./clock";
import type { Ground } from "./ground";
import { faultPlan, type FaultPlan } from "./http/faultPlan";
import { keyMemory, type KeyMemory } from "./http/keyMemory";
import { rateWindow, type RateWindow } from "./http/rateWindow";
import { requestLog, type RequestLog } from "./http/requestLog";
import { tally, type Tally } from "./http/tally";
import { guid, seededRandom } from "./random";
import { SeedSchema, type ParsedSeed, type Seed } from "./seed";
import { DEFAULT_SETTINGS, SettingsPatch, type Settings } from "./settings";
import { storeOf } from "./world/build";
import type { Store } from "./world/store";

/** Everything of one simulator that changes. */
export interface Core {
  readonly clock: AdjustableClock;
  readonly faults: FaultPlan;
  readonly log: RequestLog;
  readonly newRequestId: () => string;
  /** What a new seed replaces as a whole. */
  epoch: Epoch;
  settings: Settings;
  /** The world now, with everything settled that is due. */
  ground(): Ground;
  /** Replaces the world; forgets keys, counters, faults and the log. */
  reset(seed: Seed): void;
  change(patch: Partial<Settings>): void;
}

export interface Epoch {
  readonly store: Store;
  readonly keys: KeyMemory;
  readonly limiter: RateWindow;
  readonly tally: Tally;
}

export interface CoreOptions {
  readonly clock?: Clock | undefined;
  readonly seed: Seed;
  readonly settings?: Partial<Settings> | undefined;
  /** Makes other ids: two simulators whose objects must not be mistaken for each other's. @default 1 */
  readonly idSeed?: number | undefined;
}

/** @throws {z.ZodError} when the seed or a setting is not valid. */
export function createCore(options: CoreOptions): Core {
  const clock = adjustable(options.clock ?? systemClock);
  const idSeed = options.idSeed ?? 1;
  // Three streams, so that neither reads nor shuffles move the ids of what is bought.
  const ids = seededRandom(idSeed);
  const requestIds = seededRandom(idSeed + 1_000_003);
  const random = seededRandom(idSeed + 2_000_003);
  const newId = () => guid(ids);
  const faults = faultPlan();
  const log = requestLog();

  const epochOf = (seed: ParsedSeed): Epoch => ({
    store: storeOf(seed, clock.now(), newId),
    keys: keyMemory(),
    limiter: rateWindow(),
    tally: tally(),
  });
  const first = SeedSchema.parse(options.seed);

  const core: Core = {
    clock,
    faults,
    log,
    newRequestId: () => guid(requestIds),
    epoch: epochOf(first),
    settings: {
      ...DEFAULT_SETTINGS,
      ...first.settings,
      ...SettingsPatch.parse(options.settings ?? {}),
    },
    ground: () => {
      const { store } = core.epoch;
      const now = clock.now();
      store.settle(now);
      return { store, settings: core.settings, now, newId, random };
    },
    reset: (seed) => {
      const parsed = SeedSchema.parse(seed);
      core.epoch = epochOf(parsed);
      core.settings = { ...core.settings, ...parsed.settings };
      faults.clear();
      log.clear();
    },
    change: (patch) => {
      core.settings = { ...core.settings, ...SettingsPatch.parse(patch) };
    },
  };
  return core;
}
