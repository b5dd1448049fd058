import { type Ending, RESTART_MS, runCell } from "./cell";
import { FAULTS } from "./faults";
import { STORIES, type Story, type StoryName } from "./stories";
import { VARIANTS } from "./variants";

/** One cell of the matrix by its names, as it is printed and as it can be run again. */
export interface Place {
  readonly story: StoryName;
  readonly variant: string;
  readonly fault: string;
  /** The request of the story that meets the fault, from 1. */
  readonly at: number;
}

export const STORY_NAMES = Object.keys(STORIES) as StoryName[];
export const FAULT_NAMES = Object.keys(FAULTS);
export const VARIANT_NAMES = Object.keys(VARIANTS);

export const placeText = ({ story, variant, fault, at }: Place): string =>
  `${story} / ${variant} / ${fault} / ${at}`;

/** @throws {RangeError} for a text that names no cell */
export function parsePlace(text: string): Place {
  const [story = "", variant = "", fault = "", at = ""] = text.split(" / ");
  const place = { story: story as StoryName, variant, fault, at: Number(at) };
  if (
    STORY_NAMES.includes(place.story) &&
    VARIANT_NAMES.includes(variant) &&
    FAULT_NAMES.includes(fault) &&
    place.at >= 1
  )
    return place;
  throw new RangeError(
    `Expected "story / variant / fault / request", got ${JSON.stringify(text)}`,
  );
}

/** Faults that end the provider process, or leave it nobody to tell. */
const ENDS = ["killed before", "killed after", "engine gone"];

/**
 * The provider process ended when a purchase had been carried out and the state did not know it yet, keys are ignored, and the query
 * lags for longer than the restart takes: nothing tells the next run that the package exists.
 */
export function cannotBeWon(
  { variant, fault }: Place,
  { orphans }: Ending,
): boolean {
  const { replay, queryLagMs = 0 } = VARIANTS[variant] ?? {};
  return (
    replay === "ignored" &&
    queryLagMs > RESTART_MS &&
    ENDS.includes(fault) &&
    orphans > 0
  );
}

/**
 * Whether Wix itself has a service leave its site: two that swap sites which take one each, and moves where Wix wants the service
 * off its site first or drops it.
 */
export const wixDrops = ({ story, variant }: Place): boolean =>
  story === "swap" || (VARIANTS[variant]?.directMove ?? "ok") !== "ok";

/** How a story ends by itself under a variant. */
export type Expectations = (
  story: StoryName,
  variant: string,
) => Promise<Ending>;

/** Each run once. */
export function expectations(): Expectations {
  const endings = new Map<string, Promise<Ending>>();
  return (story, variant) => {
    const key = `${story} / ${variant}`;
    const known = endings.get(key);
    if (known) return known;
    const run = runCell({ story: STORIES[story], variant: variantOf(variant) });
    endings.set(key, run);
    return run;
  };
}

export const runPlace = ({
  story,
  variant,
  fault,
  at,
}: Place): Promise<Ending> => {
  const struck = FAULTS[fault];
  if (!struck) throw new RangeError(`there is no fault ${fault}`);
  const told: Story = STORIES[story];
  return runCell({
    story: told,
    variant: variantOf(variant),
    strike: { fault: struck, at },
  });
};

function variantOf(name: string) {
  const variant = VARIANTS[name];
  if (!variant) throw new RangeError(`there is no variant ${name}`);
  return variant;
}
