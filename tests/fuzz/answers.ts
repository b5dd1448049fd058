import fc from "fast-check";
import type { Answer, Fault } from "../faults/faults";

/** What is done to one answer of Wix. */
export interface Bending {
  /** Which answer, from 1. */
  readonly at: number;
  /** Which of its values, counted over the whole answer; a large number is taken modulo. */
  readonly value: number;
  readonly how: "drop" | "replace" | "twice" | "everything";
  readonly by: unknown;
}

/** Values that Wix does not document where they come to stand. */
const odd: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom<unknown>(
    null,
    "",
    "ACTIVE",
    "SOMETHING_NEW",
    "not a date",
    "2026-13-45T99:99:99Z",
    "0",
    -1,
    1e300,
    true,
    [],
    {},
    [null],
    "x".repeat(100_000),
  ),
);

export const bendings: fc.Arbitrary<readonly Bending[]> = fc.array(
  fc.record({
    at: fc.integer({ min: 1, max: 12 }),
    value: fc.nat(200),
    how: fc.constantFrom<Bending["how"]>(
      "drop",
      "replace",
      "twice",
      "everything",
    ),
    by: odd,
  }),
  { minLength: 1, maxLength: 3 },
);

/** Bends the answers; those of writes whose answer cannot be read were carried out all the same. */
export function bending(all: readonly Bending[]): Fault {
  let answers = 0;
  return async ({ carryOut }): Promise<Answer> => {
    const answer = await carryOut();
    answers += 1;
    const mine = all.filter(({ at }) => at === answers);
    const text = mine.reduce((bent, one) => bend(bent, one), answer.text);
    return { ...answer, text };
  };
}

function bend(text: string, { value, how, by }: Bending): string {
  if (how === "everything") return JSON.stringify(by) ?? "";
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return text;
  }
  const places = placesIn(json);
  const place = places[value % Math.max(1, places.length)];
  if (!place) return text;
  const { holder, key } = place;
  if (how === "drop") remove(holder, key);
  else if (how === "replace") set(holder, key, by);
  else if (Array.isArray(holder)) holder.push(holder[Number(key)]);
  return JSON.stringify(json);
}

type Holder = Record<string, unknown> | unknown[];
interface Place {
  readonly holder: Holder;
  readonly key: string;
}

function placesIn(json: unknown): Place[] {
  if (typeof json !== "object" || json === null) return [];
  return Object.entries(json).flatMap(([key, value]) => [
    { holder: json as Holder, key },
    ...placesIn(value),
  ]);
}

function remove(holder: Holder, key: string): void {
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else delete holder[key];
}

function set(holder: Holder, key: string, value: unknown): void {
  (holder as Record<string, unknown>)[key] = value;
}
