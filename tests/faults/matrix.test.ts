import assert from "node:assert/strict";
import { drawPart, missingPairs, wholeMatrix } from "./draw";
import { expectations, type Place, STORY_NAMES, VARIANT_NAMES } from "./place";
import { runPlaces } from "./run";
import { seed } from "./seed";

describe("faults: every story under every fault", function () {
  this.timeout(600_000);
  const expected = expectations();
  let whole: readonly Place[];

  before(async () => {
    whole = await wholeMatrix(expected);
  });

  it("every story ends settled and with nothing left to do, whatever Wix answers", async () => {
    for (const story of STORY_NAMES) {
      for (const variant of VARIANT_NAMES) {
        const ending = await expected(story, variant);
        const { pending, preview, drift, unknown, duplicates } = ending;
        assert.deepEqual(
          { pending, preview, drift, unknown, duplicates },
          { pending: 0, preview: [], drift: [], unknown: [], duplicates: 0 },
          `${story} / ${variant}`,
        );
        const slash = variant === "encodedSlash refused";
        if (ending.failed !== undefined)
          assert.ok(story === "externalId" && slash, ending.failed);
      }
    }
  });

  it("every answer of Wix has a story that ends the same as documented", async () => {
    for (const story of STORY_NAMES) {
      const { live } = await expected(story, "documented");
      for (const variant of VARIANT_NAMES) {
        const ending = await expected(story, variant);
        if (ending.failed === undefined)
          assert.deepEqual(ending.live, live, `${story} / ${variant}`);
      }
    }
  });

  it(`the part of seed ${seed} covers every pair, and converges in every cell`, async () => {
    const part = drawPart(whole, seed);
    assert.deepEqual(missingPairs(whole, part), []);
    const { total, fallen } = await runPlaces(part, { expected });
    assert.deepEqual(fallen, []);
    assert.deepEqual(
      [total.converged, total.boughtTwice, total.lost, total.lostMs],
      [total.tried, 0, 0, 0],
    );
    assert.ok(total.tried > 3_000, `${total.tried} cells`);
  });

  it("a draw of any seed covers every pair", () => {
    for (let other = 0; other < VARIANT_NAMES.length; other += 1)
      assert.deepEqual(missingPairs(whole, drawPart(whole, other)), []);
  });
});
