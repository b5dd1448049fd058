import DataLoader from "dataloader";

/** Long enough that reads which the engine sends together meet, short beside one request. @unit milliseconds */
const GATHER_MS = 5;

/**
 * A function of one key that shares its requests: what is asked for within a few milliseconds goes in one call of `fetchMany`
 * with up to `most` different keys.
 *
 * @param fetchMany gets each key once, and answers a map; what the map lacks becomes `undefined`
 */
export function gather<Value>(
  most: number,
  fetchMany: (keys: readonly string[]) => Promise<ReadonlyMap<string, Value>>,
): (key: string) => Promise<Value | undefined> {
  const loader = new DataLoader<string, Value | undefined>(
    async (keys) => {
      const found = await fetchMany([...new Set(keys)]);
      return keys.map((key) => found.get(key));
    },
    {
      cache: false,
      maxBatchSize: most,
      batchScheduleFn: (send) => setTimeout(send, GATHER_MS),
    },
  );
  return (key) => loader.load(key);
}
