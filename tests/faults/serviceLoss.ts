import type { World } from "pulumi-wix-simulator";
import type { Scene } from "./scene";
import type { Story } from "./stories";

/**
 * Measures for how long a service that the story began with, and that is live at its end, was on no site or dead in between.
 *
 * A service is told by its instance: one that is cancelled and bought again is another one, and what Wix can only do so is no loss.
 *
 * @returns the measure, to be called at the end. @unit milliseconds
 */
export function serviceLoss(
  { world, time, onCarriedOut }: Scene,
  { steps }: Story,
): () => number {
  const placed = new Set(placedIn(world));
  const downSince = new Map<string, number>();
  const lost = new Map<string, number>();
  const look = () => {
    const up = new Set(placedIn(world));
    for (const id of placed) {
      const since = downSince.get(id);
      if (!up.has(id)) downSince.set(id, since ?? time.now());
      else if (since !== undefined) {
        downSince.delete(id);
        lost.set(id, (lost.get(id) ?? 0) + time.now() - since);
      }
    }
  };
  onCarriedOut(look);
  return () => {
    look();
    onCarriedOut(() => undefined);
    // What the story takes down for good, or for a step of its own, is what the program asked for.
    if (steps.length !== 1) return 0;
    return [...lost.values()].reduce((sum, ms) => sum + ms, 0);
  };
}

const placedIn = (world: World): string[] =>
  world
    .liveInstances()
    .filter(({ siteId }) => siteId !== undefined)
    .map(({ instanceId }) => instanceId);
