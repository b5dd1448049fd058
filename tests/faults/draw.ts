import {
  type Expectations,
  FAULT_NAMES,
  type Place,
  STORY_NAMES,
  VARIANT_NAMES,
} from "./place";
import { VARIANTS } from "./variants";

/**
 * Ends of the provider process after a request was carried out. What the next run finds then depends on keys and lags, so these are
 * never left to a draw. (Killed before a request is much as killed after the one before it.)
 */
const DEATHS: ReadonlySet<string> = new Set(["killed after", "engine gone"]);

const bearsOnDeath = (variant: string): boolean => {
  const { replay, queryLagMs, siteListLagMs, rememberRefusals } =
    VARIANTS[variant] ?? {};
  return [replay, queryLagMs, siteListLagMs, rememberRefusals].some(
    (value) => value !== undefined,
  );
};

/** Every story, variant, fault and request. */
export async function wholeMatrix(expected: Expectations): Promise<Place[]> {
  const places: Place[] = [];
  for (const story of STORY_NAMES) {
    for (const variant of VARIANT_NAMES) {
      const { requests } = await expected(story, variant);
      for (const fault of FAULT_NAMES) {
        for (let at = 1; at <= requests; at += 1)
          places.push({ story, variant, fault, at });
      }
    }
  }
  return places;
}

/**
 * A part of the matrix in which every pair of a story's request and a fault occurs, and every pair of a variant and a story that
 * makes requests; and every death of the process under every variant that bears on it.
 *
 * @param seed which of the variants meets which pair; any whole number
 */
export function drawPart(whole: readonly Place[], seed: number): Place[] {
  const cells = new Map<string, Place>();
  const known = new Map(whole.map((place) => [cellKey(place), place]));
  const turns = new Map<string, number>();
  for (const place of whole) {
    if (DEATHS.has(place.fault) && bearsOnDeath(place.variant))
      cells.set(cellKey(place), place);
    if (place.variant !== "documented") continue;
    const turn = turns.get(place.story) ?? seed;
    turns.set(place.story, turn + 1);
    const variant = VARIANT_NAMES[turn % VARIANT_NAMES.length] ?? "documented";
    // A story may make fewer requests under another variant; then the documented one stands in.
    const drawn = known.get(cellKey({ ...place, variant })) ?? place;
    cells.set(cellKey(drawn), drawn);
  }
  const met = new Set([...cells.values()].map(storyAndVariant));
  for (const place of whole) {
    if (met.has(storyAndVariant(place))) continue;
    met.add(storyAndVariant(place));
    cells.set(cellKey(place), place);
  }
  return [...cells.values()];
}

const storyAndVariant = ({ story, variant }: Place): string =>
  `${story} / ${variant}`;

const cellKey = ({ story, variant, fault, at }: Place): string =>
  [story, variant, fault, at].join("\n");

/** Pairs that a part of the matrix does not hold and the whole does; none, if the draw is right. */
export function missingPairs(
  whole: readonly Place[],
  part: readonly Place[],
): string[] {
  const pairs = (place: Place): string[] => [
    `${place.story} request ${place.at} / ${place.fault}`,
    storyAndVariant(place),
  ];
  const documented = whole.filter(({ variant }) => variant === "documented");
  const held = new Set(part.flatMap(pairs));
  const wanted = new Set([
    ...documented.flatMap(pairs),
    ...whole.map(storyAndVariant),
  ]);
  return [...wanted].filter((pair) => !held.has(pair));
}
