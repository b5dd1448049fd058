import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";

import { plainProgress, spoken } from "../../tools/pulumi-cli/progress";

describe("progress", () => {
  it("names a short step once", async () => {
    const lines: string[] = [];
    const progress = plainProgress((line) => lines.push(line));
    assert.equal(
      await progress.during("Building", () => Promise.resolve(7)),
      7,
    );
    assert.deepEqual(lines, ["Building..."]);
  });

  it("tells the time of a long one, and no more when it has ended", async () => {
    const lines: string[] = [];
    const progress = plainProgress((line) => lines.push(line), 20);
    await assert.rejects(
      progress.during("Building", async () => {
        while (lines.length < 2) await sleep(5);
        throw new Error("it failed");
      }),
      /it failed/,
    );
    const count = lines.length;
    await sleep(50);
    assert.deepEqual(lines.slice(0, 2), ["Building...", "Building... 0 s"]);
    assert.equal(lines.length, count);
  });

  const durations: readonly [number, string][] = [
    [400, "0 s"],
    [59_400, "59 s"],
    [59_600, "1 min 0 s"],
    [224_000, "3 min 44 s"],
  ];
  for (const [ms, text] of durations)
    it(`${ms} ms is "${text}"`, () => assert.equal(spoken(ms), text));
});
