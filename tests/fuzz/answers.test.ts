import assert from "node:assert/strict";
import fc from "fast-check";
import { openScene, type Scene } from "../faults/scene";
import { STORIES, type Story, type StoryName } from "../faults/stories";
import { bending, bendings } from "./answers";
import { handlesAll, isClear, sentOnlyValid } from "./clear";

const RUNS = Number(process.env.FUZZ_RUNS ?? 5_000);
/** Longest run. @unit milliseconds of simulated time */
const LONGEST_MS = 6 * 3_600_000;
const PAUSE_MS = 300_000;

const names = Object.keys(STORIES) as StoryName[];

/** A story, its answers bent on the way; every run of it ends, well or with an error that a user can read. */
async function tell(scene: Scene, { given, steps }: Story): Promise<void> {
  const { engine, time, world } = scene;
  for (const { program, refresh = false, meanwhile } of [...given, ...steps]) {
    if (meanwhile) world.change(...meanwhile(world));
    time.advance(PAUSE_MS);
    try {
      if (refresh) await time.run(engine.refresh(), LONGEST_MS);
      await time.run(engine.up(program), LONGEST_MS);
      await time.run(engine.refresh(), LONGEST_MS);
    } catch (error) {
      assert.ok(error instanceof AggregateError, String(error));
      for (const one of error.errors) isClear(one);
      return;
    }
  }
}

describe("fuzz: answers", function () {
  this.timeout(600_000);

  it(`${RUNS} stories with bent answers: a clear error or success, and no request that is not valid`, async () => {
    let ended = 0;
    await handlesAll(() =>
      fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...names),
          bendings,
          async (name, bent) => {
            const scene = openScene({});
            try {
              scene.arm({ fault: bending(bent), at: "all" });
              await tell(scene, STORIES[name]);
              sentOnlyValid(scene.world);
              assert.equal(scene.world.counters().duplicatesEver, 0);
              ended += 1;
            } finally {
              scene.close();
            }
          },
        ),
        { numRuns: RUNS },
      ),
    );
    assert.equal(ended, RUNS);
  });
});
