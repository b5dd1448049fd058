import assert from "node:assert/strict";
import {
  summaryLine,
  waitLine,
} from "../../../provider/src/runtime/limitLines";
import { durationText, type Traffic } from "../../../provider/src/wix";

describe("runtime/limitLines", () => {
  const rows: [traffic: Partial<Traffic>, line: string | undefined][] = [
    [{ requests: 199 }, undefined],
    [{ requests: 199, waitedMs: 4_999 }, undefined],
    [
      { requests: 3_412, waitedMs: 843_000 },
      "Wix: 3,412 requests, 14 min 3 s of waiting for the limit of 200 a minute",
    ],
    [{ requests: 7, repeats: 1 }, "Wix: 7 requests, 1 repeated"],
    [
      { requests: 420, repeats: 13, throttled: 12, waitedMs: 60_000 },
      "Wix: 420 requests, 1 min of waiting for the limit of 200 a minute, 12 refused by Wix's limit (429), 13 repeated",
    ],
  ];
  const nothing = { requests: 0, repeats: 0, throttled: 0, waitedMs: 0 };
  for (const [traffic, line] of rows)
    it(`${JSON.stringify(traffic)}: ${line ?? "nothing"}`, () => {
      assert.equal(summaryLine({ ...nothing, ...traffic }, 200), line);
    });
});

describe("runtime/limitLines: before a wait", () => {
  const rows: [ms: number, line: string | undefined][] = [
    [0, undefined],
    [4_999, undefined],
    [
      5_000,
      "waiting for Wix's limit of 200 requests a minute: about 5 s, 31 requests go before",
    ],
    [
      203_000,
      "waiting for Wix's limit of 200 requests a minute: about 3 min 23 s, 31 requests go before",
    ],
  ];
  for (const [ms, line] of rows)
    it(`${ms} ms: ${line ?? "nothing"}`, () => {
      assert.equal(waitLine({ ms, ahead: 31 }, 200), line);
    });
});

describe("wix/duration", () => {
  const rows: [ms: number, text: string][] = [
    [0, "0 s"],
    [1, "1 s"],
    [250, "1 s"],
    [59_000, "59 s"],
    [59_001, "1 min"],
    [203_000, "3 min 23 s"],
    [3_599_000, "59 min 59 s"],
    [3_600_000, "1 h"],
    [7_530_000, "2 h 5 min"],
  ];
  for (const [ms, text] of rows)
    it(`${ms} ms: ${text}`, () => {
      assert.equal(durationText(ms), text);
    });
});
