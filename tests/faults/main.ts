import { type ChildProcess, fork } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import type { Ending } from "./cell";
import { drawPart, wholeMatrix } from "./draw";
import {
  type Expectations,
  expectations,
  FAULT_NAMES,
  parsePlace,
  type Place,
  STORY_NAMES,
  VARIANT_NAMES,
} from "./place";
import { writeReport } from "./report";
import { addResult, emptyResult, type Result, runPlaces } from "./run";

const USAGE = `Usage: npm run faults -- [options]
  --full             every cell in place of a part that covers all pairs
  --seed NUMBER      which part; printed by every run
  --cell TEXT        one cell: "story / variant / fault / request"
  --stories NAMES    only these stories, by commas
  --faults NAMES     only these faults
  --variants NAMES   only these variants
  --until-first      stop at the first cell that falls short
  --jobs NUMBER      processes at once, default: one for each processor
  --report           write the tables of docs/reliability.md
  --expect FILE      hold against the endings in FILE
  --save-expected FILE`;

const { values } = parseArgs({
  options: {
    full: { type: "boolean", default: false },
    seed: { type: "string" },
    cell: { type: "string" },
    stories: { type: "string" },
    faults: { type: "string" },
    variants: { type: "string" },
    "until-first": { type: "boolean", default: false },
    jobs: { type: "string" },
    report: { type: "boolean", default: false },
    expect: { type: "string" },
    "save-expected": { type: "string" },
    /** Of a child process: `index/count`. */
    shard: { type: "string" },
    help: { type: "boolean", default: false },
  },
});

type Endings = Record<string, Ending>;

async function main(): Promise<void> {
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const saved = values["save-expected"];
  if (saved !== undefined) return saveExpected(saved);
  const seed = Number(values.seed ?? Math.floor(Date.now() / 1000) % 100_000);
  if (values.shard !== undefined) {
    const [index = 0, of = 1] = values.shard.split("/").map(Number);
    const expected = expectationsOf(values.expect);
    const mine = (await places(expected, seed)).filter(
      (_, at) => at % of === index,
    );
    const untilFirst = values["until-first"];
    process.send?.(await runPlaces(mine, { expected, untilFirst }));
    process.disconnect?.();
    return;
  }
  const since = Date.now();
  const result = await inParallel(
    Number(values.jobs ?? availableParallelism()),
    seed,
  );
  print(result, seed, Date.now() - since);
  if (values.report) writeReport(result);
  if (result.fallen.length > 0) process.exitCode = 1;
}

async function places(expected: Expectations, seed: number): Promise<Place[]> {
  if (values.cell !== undefined) return [parsePlace(values.cell)];
  const whole = await wholeMatrix(expected);
  const part = values.full ? whole : drawPart(whole, seed);
  const stories = named(values.stories, STORY_NAMES);
  const faults = named(values.faults, FAULT_NAMES);
  const variants = named(values.variants, VARIANT_NAMES);
  return part.filter(
    ({ story, fault, variant }) =>
      stories.has(story) && faults.has(fault) && variants.has(variant),
  );
}

/** @throws {RangeError} for a name that is none */
function named(
  text: string | undefined,
  all: readonly string[],
): ReadonlySet<string> {
  const names = text?.split(",") ?? all;
  const wrong = names.filter((name) => !all.includes(name));
  if (wrong.length > 0)
    throw new RangeError(
      `Expected some of ${all.join(", ")}; got ${wrong.join(", ")}`,
    );
  return new Set(names);
}

function expectationsOf(file: string | undefined): Expectations {
  if (file === undefined) return expectations();
  const endings = JSON.parse(readFileSync(file, "utf8")) as Endings;
  return (story, variant) => {
    const ending = endings[`${story} / ${variant}`];
    if (!ending) throw new RangeError(`${file} lacks ${story} / ${variant}`);
    return Promise.resolve(ending);
  };
}

async function saveExpected(file: string): Promise<void> {
  const expected = expectations();
  const endings: Endings = {};
  for (const story of named(values.stories, STORY_NAMES)) {
    for (const variant of VARIANT_NAMES)
      endings[`${story} / ${variant}`] = await expected(
        story as Place["story"],
        variant,
      );
  }
  writeFileSync(file, JSON.stringify(endings));
}

/** Each process takes every so manyeth cell. */
async function inParallel(jobs: number, seed: number): Promise<Result> {
  const result = emptyResult();
  const args = process.argv.slice(2);
  await Promise.all(
    Array.from({ length: jobs }, async (_, index) => {
      const child = fork(
        __filename,
        [...args, "--seed", String(seed), "--shard", `${index}/${jobs}`],
        { execArgv: process.execArgv },
      );
      addResult(result, await resultOf(child));
    }),
  );
  return result;
}

const resultOf = (child: ChildProcess): Promise<Result> =>
  new Promise((resolve, reject) => {
    let result: Result | undefined;
    child.once("message", (message) => {
      result = message as Result;
    });
    child.once("error", reject);
    child.once("exit", (code) => {
      if (result) resolve(result);
      else reject(new Error(`a process of the matrix ended with ${code}`));
    });
  });

function print({ total, fallen, ...by }: Result, seed: number, ms: number) {
  const minutes = (each: number) => (each / 60_000).toFixed(1);
  const lines: [string, string | number][] = [
    [
      "stories",
      `${STORY_NAMES.length} (${Object.keys(by.byStory).length} make requests)`,
    ],
    ["faults", Object.keys(by.byFault).length],
    ["settings", Object.keys(by.byVariant).length],
    ["cells tried", total.tried],
    ["converged", total.converged],
    ["  without another up", total.atOnce],
    ["bought twice", total.boughtTwice],
    ["lost", total.lost],
    ["minutes of service lost", minutes(total.lostMs)],
    ["  where Wix itself takes it off its site", minutes(total.droppedMs)],
    ["cells that cannot be won", total.unwinnable],
    ["  bought twice", total.unwinnableBoughtTwice],
    ["  refused until the query shows it", total.unwinnableRefused],
    ["seed", seed],
    ["seconds", Math.round(ms / 1000)],
  ];
  for (const [name, value] of lines) console.log(name.padEnd(42), value);
  for (const { place, shortfalls, failed } of fallen.slice(0, 50))
    console.log(
      `FELL SHORT ${place}: ${shortfalls.join(", ")}${failed === undefined ? "" : `\n    ${failed.replaceAll("\n", "\n    ")}`}`,
    );
  if (fallen.length > 50) console.log(`and ${fallen.length - 50} more`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 2;
});
