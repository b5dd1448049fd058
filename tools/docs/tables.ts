import type { Member } from "./declarations";

export const table = (
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string =>
  [head, head.map(() => "---"), ...rows]
    .map(
      (cells) =>
        `| ${cells.map((cell) => cell.replaceAll("\n", " ")).join(" | ")} |`,
    )
    .join("\n");

/** Members with their types and docstrings. */
export const memberTable = (head: string, members: readonly Member[]): string =>
  table(
    [head, "type", ""],
    members.map(({ name, optional, type, text }) => [
      `\`${name}${optional ? "?" : ""}\``,
      `\`${type.replaceAll("|", "\\|")}\``,
      text,
    ]),
  );
