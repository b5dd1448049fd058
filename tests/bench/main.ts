import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { openTofu } from "./openTofu";
import type { Question, Row, StepQuestion } from "./question";
import { a } from "./questions/a";
import { b } from "./questions/b";
import { c } from "./questions/c";
import { d } from "./questions/d";
import { e } from "./questions/e";
import { f } from "./questions/f";
import { g } from "./questions/g";
import type { Measure } from "./tool";
import { tools } from "./tools";

const USAGE = `Usage: npm run bench -- [options]
  --customers NUMBER  in the stacks of (a) to (d), default: 1000; an hour with the peers
  --only LETTERS      only these questions, such as "ac"; (b) to (d) need (a)
  --no-peers          without (ii) and (iii)
  --json FILE         write the rows there too`;

const STEPS: Readonly<Record<string, StepQuestion>> = { a, b, c, d };
const QUESTIONS: Readonly<Record<string, Question>> = { e, f, g };

const { values } = parseArgs({
  options: {
    customers: { type: "string", default: "1000" },
    only: { type: "string", default: "abcdefg" },
    peers: { type: "boolean", default: true },
    json: { type: "string" },
    help: { type: "boolean", default: false },
  },
  allowNegative: true,
});

async function main(): Promise<void> {
  const customers = Number(values.customers);
  if (values.help || !Number.isSafeInteger(customers) || customers < 1) {
    console.error(USAGE);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  const wanted = (letter: string) => values.only.includes(letter);
  const results: Record<string, readonly Row[]> = {};
  const tell = (letter: string, title: string, rows: readonly Row[]) => {
    results[letter] = rows;
    console.log(`\n(${letter}) ${title}`);
    console.table(rows.map(rounded));
  };

  const tofu = values.peers ? await openTofu() : undefined;
  const letters = Object.keys(STEPS).filter(wanted);
  if (letters.length > 0)
    for (const [letter, rows] of await askSteps(letters, customers, tofu))
      tell(letter, STEPS[letter]?.title ?? "", rows);
  for (const [letter, question] of Object.entries(QUESTIONS).filter(
    ([letter]) => wanted(letter),
  ))
    tell(letter, question.title, await question.ask({ customers, tofu }));

  if (values.json !== undefined)
    writeFileSync(
      values.json,
      `${JSON.stringify({ schema: 1, customers, processors: cpus().length, results }, undefined, 2)}\n`,
    );
}

/** One stack for each tool, through all steps. */
async function askSteps(
  letters: readonly string[],
  customers: number,
  tofu: string | undefined,
): Promise<ReadonlyMap<string, readonly Row[]>> {
  const rows = new Map<string, Row[]>(letters.map((letter) => [letter, []]));
  const programs = ["empty", "wix", ...(values.peers ? ["oneGet"] : [])];
  for (const open of tools(programs as Parameters<typeof tools>[0], tofu)) {
    const { tool, close } = await open(customers, {});
    try {
      for (const letter of letters) {
        const step = STEPS[letter]?.step;
        if (step === undefined) continue;
        console.error(`(${letter}) ${tool.name}`);
        rows.get(letter)?.push(rowOf(tool.name, await tool[step]()));
      }
    } finally {
      await close();
    }
  }
  return rows;
}

const rowOf = (tool: string, seen: Measure): Row => ({
  tool,
  seconds: seen.seconds,
  reads: seen.reads,
  writes: seen.writes,
  "state bytes": seen.stateBytes,
  ...Object.fromEntries(
    Object.entries(seen.memory).map(([kind, megabytes]) => [
      `${kind} MB`,
      megabytes,
    ]),
  ),
  ...(seen.failed === undefined ? {} : { failed: seen.failed }),
});

const rounded = (row: Row): Row =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      typeof value === "number" ? Math.round(value * 100) / 100 : value,
    ]),
  );

void main();
