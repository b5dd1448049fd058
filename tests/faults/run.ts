import { type Expectations, type Place, placeText, runPlace } from "./place";
import { addTally, count, emptyTally, type Fallen, type Tally } from "./tally";

/** What a run of cells came to. Plain data: the results of several processes add up. */
export interface Result {
  readonly total: Tally;
  readonly byStory: Record<string, Tally>;
  readonly byFault: Record<string, Tally>;
  readonly byVariant: Record<string, Tally>;
  readonly fallen: Fallen[];
}

export const emptyResult = (): Result => ({
  total: emptyTally(),
  byStory: {},
  byFault: {},
  byVariant: {},
  fallen: [],
});

export interface RunOptions {
  readonly expected: Expectations;
  /** Stop at the first cell that falls short. */
  readonly untilFirst?: boolean;
  readonly progress?: (done: number) => void;
}

export async function runPlaces(
  places: readonly Place[],
  { expected, untilFirst = false, progress }: RunOptions,
): Promise<Result> {
  const result = emptyResult();
  for (const [index, place] of places.entries()) {
    const one = emptyTally();
    const fallen = await runOne(place, one, expected);
    addTally(result.total, one);
    addTally((result.byStory[place.story] ??= emptyTally()), one);
    addTally((result.byFault[place.fault] ??= emptyTally()), one);
    addTally((result.byVariant[place.variant] ??= emptyTally()), one);
    if (fallen) result.fallen.push(fallen);
    if (fallen && untilFirst) break;
    progress?.(index + 1);
  }
  return result;
}

async function runOne(
  place: Place,
  tally: Tally,
  expected: Expectations,
): Promise<Fallen | undefined> {
  const wanted = await expected(place.story, place.variant);
  try {
    return count(tally, place, await runPlace(place), wanted);
  } catch (error) {
    tally.tried += 1;
    return {
      place: placeText(place),
      shortfalls: ["did not converge"],
      failed: String(error),
    };
  }
}

export function addResult(to: Result, more: Result): void {
  addTally(to.total, more.total);
  for (const part of ["byStory", "byFault", "byVariant"] as const) {
    for (const [name, tally] of Object.entries(more[part]))
      addTally((to[part][name] ??= emptyTally()), tally);
  }
  to.fallen.push(...more.fallen);
}
