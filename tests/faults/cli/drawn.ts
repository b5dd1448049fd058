import { cliFolder } from "../../support/cli";
import { CLI_SETUP_MS, STEP_MS } from "../../support/e2eStage";
import { expectations } from "../place";
import { seed } from "../seed";
import { NotStruck, runCliPlace } from "./cliCell";
import { drawCliPlaces } from "./cliPlaces";

/**
 * A test for each strike, at a request of a story that the seed draws.
 *
 * @param most how many of the strikes, those too drawn by the seed
 */
export function drawnSuite(
  title: string,
  all: readonly string[],
  most = all.length,
): void {
  const strikes = Array.from(
    { length: most },
    (_, index) => all[(seed + index) % all.length] ?? "",
  );
  describe(`faults with the real CLI: ${title}`, function () {
    this.timeout(2 * STEP_MS);
    const expected = expectations();

    before(async function () {
      this.timeout(CLI_SETUP_MS);
      await cliFolder();
    });

    for (const [index, name] of strikes.entries()) {
      it(`${name}, as seed ${seed} draws it`, async function () {
        const drawn = (await drawCliPlaces(strikes, expected, seed))[index];
        if (!drawn) throw new Error("nothing was drawn");
        // In real time a story may look once less often than in simulated time.
        for (let at = drawn.at; ; at -= 1) {
          const place = { ...drawn, at };
          try {
            await runCliPlace(place, expected);
            if (this.test) this.test.title += `: ${place.story}, request ${at}`;
            return;
          } catch (error) {
            if (!(error instanceof NotStruck) || at === 1) throw error;
          }
        }
      });
    }
  });
}
