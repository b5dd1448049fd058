interface Version<T> {
  readonly from: number;
  readonly value: T | undefined;
}

/** Values by id, with what each of them was at an earlier time, so that a lagging index can be played. */
export interface Timeline<T> {
  get(id: string): T | undefined;
  /** `undefined` removes. Times of one id must not run back. @unit `from`: milliseconds since 1970 */
  put(id: string, value: T | undefined, from: number): void;
  /** In the order in which the ids first came. The same array until the next `put`. */
  all(): readonly T[];
  allAt(time: number): readonly T[];
}

/** Versions kept of one id; older ones are forgotten, so that a long-lived server does not grow without end. */
const MAX_VERSIONS = 100;

export function timeline<T>(): Timeline<T> {
  const versions = new Map<string, Version<T>[]>();
  let current: readonly T[] | undefined;

  const collect = (
    pick: (history: readonly Version<T>[]) => Version<T> | undefined,
  ): T[] => {
    const values: T[] = [];
    for (const history of versions.values()) {
      const value = pick(history)?.value;
      if (value !== undefined) values.push(value);
    }
    return values;
  };

  return {
    get: (id) => versions.get(id)?.at(-1)?.value,
    put: (id, value, from) => {
      const history = versions.get(id) ?? [];
      history.push({ from, value });
      if (history.length > MAX_VERSIONS) history.shift();
      versions.set(id, history);
      current = undefined;
    },
    all: () => (current ??= collect((history) => history.at(-1))),
    allAt: (time) =>
      collect((history) => history.findLast(({ from }) => from <= time)),
  };
}
