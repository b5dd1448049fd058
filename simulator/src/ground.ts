import type { Random } from "./random";
import type { Settings } from "./settings";
import type { Store } from "./world/store";

/** What a rule may look at: the world at one moment. Rules decide; they change nothing. */
export interface Ground {
  readonly store: Store;
  readonly settings: Settings;
  /** @unit milliseconds since 1970 */
  readonly now: number;
  /** A fresh id, from the seeded generator. */
  readonly newId: () => string;
  readonly random: Random;
}
