import assert from "node:assert/strict";

import {
  type Answer,
  firstFound,
  type Source,
  type Way,
} from "../../tools/pulumi-cli/ways";

const ORDER: readonly Source[] = ["path", "cache", "download", "build"];
const found = (version: string): Answer => ({ binDir: "/bin", version });
const miss: Answer = { whyNot: "not here" };

const cases: readonly {
  answers: readonly Answer[];
  source: Source | undefined;
  asked: number;
}[] = [
  {
    answers: [found("3.1.0"), found("3.2.0"), found("3.3.0"), found("3.4.0")],
    source: "path",
    asked: 1,
  },
  {
    answers: [miss, found("3.2.0"), found("3.3.0"), found("3.4.0")],
    source: "cache",
    asked: 2,
  },
  {
    answers: [miss, miss, found("3.3.0"), found("3.4.0")],
    source: "download",
    asked: 3,
  },
  { answers: [miss, miss, miss, found("3.4.0")], source: "build", asked: 4 },
  { answers: [miss, miss, miss, miss], source: undefined, asked: 4 },
];

describe("the order of ways", () => {
  for (const { answers, source, asked } of cases) {
    it(`${source ?? "nothing"} after ${asked} questions`, async () => {
      const asks: Source[] = [];
      const misses: Source[] = [];
      const ways: readonly Way[] = ORDER.map((name, index) => ({
        source: name,
        look: () => {
          asks.push(name);
          return Promise.resolve(answers[index] ?? miss);
        },
      }));

      const cli = await firstFound(ways, (name) => misses.push(name));

      assert.equal(cli?.source, source);
      assert.deepEqual(asks, ORDER.slice(0, asked));
      assert.deepEqual(
        misses,
        asks.filter((name) => name !== source),
      );
    });
  }
});
