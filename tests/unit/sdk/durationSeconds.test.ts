import assert from "node:assert/strict";
import { durationSeconds } from "../../../sdk/src/hidden";

describe("sdk/hidden: durationSeconds", () => {
  const durations: [text: string, seconds: number][] = [
    ["90s", 90],
    ["10m", 600],
    ["2h", 7_200],
    ["1h30m", 5_400],
    ["1h2m3s", 3_723],
    ["1.5h", 5_400],
    ["0.5m", 30],
    ["500ms", 0.5],
    ["1s500ms", 1.5],
    ["0s", 0],
    ["100000s", 100_000],
    ["1m1m", 120],
  ];
  for (const [text, seconds] of durations) {
    it(`${text} is ${seconds} s`, () => {
      assert.equal(durationSeconds(text), seconds);
    });
  }

  for (const text of [
    "",
    "10",
    "m",
    "10 m",
    " 10m",
    "10m ",
    "-10m",
    "10m5",
    "1d",
    "10M",
    "ten minutes",
    "1h,30m",
    "1..5h",
    "5us",
  ]) {
    it(`${JSON.stringify(text)} is refused, with what is expected`, () => {
      assert.throws(() => durationSeconds(text), {
        name: "RangeError",
        message: `Expected customTimeouts in the form "10m" or "1h30m", got ${JSON.stringify(text)}`,
      });
    });
  }
});
