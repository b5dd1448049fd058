import { type Expectations, STORY_NAMES } from "../place";
import type { CliPlace } from "./cliCell";

/** Every request of every story under every strike of the kind. */
export async function cliPlaces(
  strikes: readonly string[],
  expected: Expectations,
): Promise<CliPlace[]> {
  const places: CliPlace[] = [];
  for (const story of STORY_NAMES) {
    const { requests } = await expected(story, "documented");
    for (const strike of strikes) {
      for (let at = 1; at <= requests; at += 1)
        places.push({ story, strike, at });
    }
  }
  return places;
}

/**
 * One cell for each strike, with stories and requests by turns.
 *
 * @param seed which request of which story meets which strike; any whole number
 */
export async function drawCliPlaces(
  strikes: readonly string[],
  expected: Expectations,
  seed: number,
): Promise<CliPlace[]> {
  const requests: Omit<CliPlace, "strike">[] = [];
  for (const story of STORY_NAMES) {
    const ending = await expected(story, "documented");
    for (let at = 1; at <= ending.requests; at += 1)
      requests.push({ story, at });
  }
  // A step without a common factor goes through all of them, story after story.
  const step = 29;
  return strikes.map((strike, index) => {
    const place = requests[(seed + index * step) % requests.length];
    if (!place) throw new Error("no story makes a request");
    return { ...place, strike };
  });
}
