import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../support/layout";
import type { Result } from "./run";
import type { Tally } from "./tally";

const FILE = join(ROOT, "docs", "reliability.md");
const BEGIN = "<!-- written by npm run faults -- --full --report: begin -->";
const END = "<!-- written by npm run faults -- --full --report: end -->";

/** Writes the tables of the page between its marks. @throws when the page has lost them */
export function writeReport(result: Result): void {
  const page = readFileSync(FILE, "utf8");
  const [from, to] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`${FILE} has lost its marks`);
  writeFileSync(
    FILE,
    `${page.slice(0, from + BEGIN.length)}\n\n${tables(result)}\n\n${page.slice(to)}`,
  );
}

const tables = ({ total, byStory, byFault, byVariant }: Result): string =>
  [
    table("all cells", { "the whole matrix": total }),
    table("story", byStory),
    table("fault", byFault),
    table("Wix's answer where it documents none", byVariant),
  ].join("\n\n");

const COLUMNS: readonly [string, (tally: Tally) => string | number][] = [
  ["cells", ({ tried }) => tried],
  ["converged", ({ converged }) => converged],
  ["in the same `up`", ({ atOnce }) => atOnce],
  ["bought twice", ({ boughtTwice }) => boughtTwice],
  ["lost", ({ lost }) => lost],
  ["minutes of service lost", ({ lostMs }) => (lostMs / 60_000).toFixed(1)],
  [
    "minutes where Wix takes it off",
    ({ droppedMs }) => (droppedMs / 60_000).toFixed(1),
  ],
  ["cannot be won", ({ unwinnable }) => unwinnable],
];

/** With cells padded as prettier pads them. */
function table(title: string, rows: Readonly<Record<string, Tally>>): string {
  const cells = [
    [title, ...COLUMNS.map(([name]) => name)],
    ...Object.entries(rows).map(([name, tally]) => [
      name,
      ...COLUMNS.map(([, of]) => String(of(tally))),
    ]),
  ];
  const widths = (cells[0] ?? []).map((_, column) =>
    Math.max(...cells.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]) =>
    `| ${row.map((text, column) => text.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const [head = [], ...body] = cells;
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  return [line(head), rule, ...body.map(line)].join("\n");
}
