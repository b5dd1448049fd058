/** A source of numbers in [0, 1). */
export type Random = () => number;

/** The same numbers for the same seed, so that a failing test can be run again with the same ids (mulberry32). */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** An id as Wix writes it: 36 characters, lower case, the shape of a version 4 GUID. */
export function guid(random: Random): string {
  const word = () =>
    Math.floor(random() * 2 ** 32)
      .toString(16)
      .padStart(8, "0");
  const hex = word() + word() + word() + word();
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20),
  ].join("-");
}

/** The items in another order than given, whenever there is another order. */
export function shuffled<T>(items: readonly T[], random: Random): T[] {
  const keyed = items.map((item) => ({ item, rank: random() }));
  const mixed = keyed.sort((a, b) => a.rank - b.rank).map(({ item }) => item);
  return mixed.every((item, index) => item === items[index])
    ? mixed.reverse()
    : mixed;
}
