import DataLoader from "dataloader";
import type { Clock } from "./clock";

/** Long enough that reads which the engine sends together meet, short beside one request. @unit milliseconds */
const GATHER_MS = 5;

/** How close to each other calls may be. */
export interface Pace {
  readonly clock: Clock;
  /**
   * From one call to the next at least. The first call after a pause goes at once; where reads come all the time, each call takes what
   * came meanwhile. @unit milliseconds
   */
  readonly apartMs: () => number;
}

const APART_MS = 250;
const FARTHER_MS = 2_000;

/**
 * A quarter of a second, and longer the more of the limit is used: then a request costs more than a moment of waiting.
 *
 * @param used the part of the last minute's requests that were sent, from 0 to 1
 */
export const apartBy = (used: number): number => APART_MS + FARTHER_MS * used;

/**
 * A function of one key that shares its requests: what is asked for within a few milliseconds, and while the answer to what was
 * asked before is awaited, goes together. Requests are what Wix limits; a wait of one answer more is the lesser cost.
 *
 * @param fetchAll gets each key once; what its map lacks becomes `undefined`, and an error in it is that key's alone
 */
export function gatherAll<Value>(
  fetchAll: (
    keys: readonly string[],
  ) => Promise<ReadonlyMap<string, Value | Error>>,
  { clock, apartMs }: Pace,
): (key: string) => Promise<Value | undefined> {
  let answered: Promise<unknown> = Promise.resolve();
  let sentAt = -Infinity;
  const loader = new DataLoader<string, Value | undefined>(
    async (keys) => {
      sentAt = clock.now();
      const asked = fetchAll([...new Set(keys)]);
      answered = asked.catch(() => undefined);
      const found = await asked;
      return keys.map((key) => found.get(key));
    },
    {
      cache: false,
      batchScheduleFn: (send) => {
        void answered
          .then(() =>
            clock.sleep(Math.max(GATHER_MS, sentAt + apartMs() - clock.now())),
          )
          .then(send);
      },
    },
  );
  return (key) => loader.load(key);
}

/**
 * As {@link gatherAll}, in calls of up to `most` keys each.
 *
 * @param fetchMany what its map lacks becomes `undefined`
 */
export const gather = <Value>(
  most: number,
  fetchMany: FetchMany<Value>,
  pace: Pace,
): ((key: string) => Promise<Value | undefined>) =>
  gatherAll((keys) => inChunks(keys, most, fetchMany), pace);

type FetchMany<Value> = (
  keys: readonly string[],
) => Promise<ReadonlyMap<string, Value>>;

/** Fetches the keys in calls of up to `most` each, all at once. A call that fails fails for its keys. */
export async function inChunks<Value>(
  keys: readonly string[],
  most: number,
  fetchMany: FetchMany<Value>,
): Promise<ReadonlyMap<string, Value | Error>> {
  const found = new Map<string, Value | Error>();
  const ask = async (some: readonly string[]) => {
    try {
      for (const [key, value] of await fetchMany(some)) found.set(key, value);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      for (const key of some) found.set(key, error);
    }
  };
  const chunks = Array.from(
    { length: Math.ceil(keys.length / most) },
    (_, at) => keys.slice(at * most, (at + 1) * most),
  );
  await Promise.all(chunks.map(ask));
  return found;
}
