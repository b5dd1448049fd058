import type { Ending } from "./cell";
import { cannotBeWon, type Place, placeText, wixDrops } from "./place";
import { type Shortfall, shortfalls } from "./verdict";

/** Counts over some cells of the matrix. Plain data: those of several processes add up. */
export interface Tally {
  tried: number;
  converged: number;
  /** Converged without another run of `up`. */
  atOnce: number;
  reruns: number;
  boughtTwice: number;
  lost: number;
  /** Cells that nobody can win. @see cannotBeWon */
  unwinnable: number;
  unwinnableBoughtTwice: number;
  /** Unwinnable cells that ended refused, with nothing bought twice. */
  unwinnableRefused: number;
  /** Time beyond what the story takes by itself, in which a service was off its sites. @unit milliseconds */
  lostMs: number;
  /** The same where Wix itself has the service leave its site. @unit milliseconds */
  droppedMs: number;
  longestDropMs: number;
}

export const emptyTally = (): Tally => ({
  tried: 0,
  converged: 0,
  atOnce: 0,
  reruns: 0,
  boughtTwice: 0,
  lost: 0,
  unwinnable: 0,
  unwinnableBoughtTwice: 0,
  unwinnableRefused: 0,
  lostMs: 0,
  droppedMs: 0,
  longestDropMs: 0,
});

export function addTally(to: Tally, more: Tally): void {
  for (const name of Object.keys(to) as (keyof Tally)[])
    to[name] =
      name === "longestDropMs"
        ? Math.max(to[name], more[name])
        : to[name] + more[name];
}

/** A cell that fell short. */
export interface Fallen {
  readonly place: string;
  readonly shortfalls: readonly Shortfall[];
  readonly failed: string | undefined;
}

/** Counts a cell in, and returns it when it fell short. */
export function count(
  tally: Tally,
  place: Place,
  ending: Ending,
  expected: Ending,
): Fallen | undefined {
  const wrong = shortfalls(ending, expected);
  const boughtTwice = wrong.includes("bought twice");
  const beyondMs = Math.max(0, ending.lostMs - expected.lostMs);
  tally.reruns += ending.reruns;
  if (wixDrops(place)) {
    tally.droppedMs += beyondMs;
    tally.longestDropMs = Math.max(tally.longestDropMs, beyondMs);
  } else {
    tally.lostMs += beyondMs;
    if (beyondMs > 0) wrong.push("service lost for a time");
  }
  if (cannotBeWon(place, ending) && wrong.length > 0) {
    tally.unwinnable += 1;
    if (boughtTwice) tally.unwinnableBoughtTwice += 1;
    else if (ending.failed !== undefined) tally.unwinnableRefused += 1;
    // A second purchase, or a refusal until the query shows the first one, is beyond help; anything else is not.
    if (boughtTwice || ending.failed !== undefined) return undefined;
  }
  tally.tried += 1;
  if (boughtTwice) tally.boughtTwice += 1;
  if (wrong.includes("lost")) tally.lost += 1;
  if (wrong.length === 0) {
    tally.converged += 1;
    if (ending.reruns === 0) tally.atOnce += 1;
    return undefined;
  }
  return { place: placeText(place), shortfalls: wrong, failed: ending.failed };
}
