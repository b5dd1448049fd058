/** Something wrong in a customer file. */
export interface Fault {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in characters. */
  readonly column: number;
  /** How many characters are meant; at least 1. */
  readonly length: number;
  readonly message: string;
}

/** Faults that are told; a generated folder may have thousands of one kind. */
const MOST_TOLD = 50;

/** All faults with the lines they are in, by file and place. @param texts the files' contents by name */
export function faultsText(
  faults: readonly Fault[],
  texts: ReadonlyMap<string, string>,
): string {
  const sorted = [...faults].sort(
    (one, other) =>
      compare(one.file, other.file) ||
      one.line - other.line ||
      one.column - other.column ||
      compare(one.message, other.message),
  );
  const files = new Set(faults.map(({ file }) => file)).size;
  const told = sorted
    .slice(0, MOST_TOLD)
    .map((fault) => faultText(fault, texts.get(fault.file) ?? ""));
  const untold = sorted.length - told.length;
  return [
    `${count(faults.length, "fault")} in ${count(files, "customer file")}; nothing was changed`,
    ...told,
    ...(untold > 0 ? [`and ${count(untold, "fault")} more`] : []),
  ].join("\n");
}

function faultText(
  { file, line, column, length, message }: Fault,
  text: string,
): string {
  const source = (text.split("\n")[line - 1] ?? "").replace(/\r$/, "");
  const number = String(line);
  const shown = Math.max(1, Math.min(length, source.length - column + 1));
  // A tab takes as much room below as above.
  const room = source.slice(0, column - 1).replaceAll(/[^\t]/g, " ");
  return [
    `${file}:${line}:${column}: ${message}`,
    `  ${number} | ${source}`,
    `  ${" ".repeat(number.length)} | ${room}${"^".repeat(shown)}`,
  ].join("\n");
}

const count = (number: number, noun: string): string =>
  `${number} ${noun}${number === 1 ? "" : "s"}`;

export const compare = (one: string, other: string): number =>
  one < other ? -1 : one > other ? 1 : 0;
