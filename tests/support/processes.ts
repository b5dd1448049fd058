import { readdirSync, readFileSync } from "node:fs";

/** A process that is alive. */
export interface Process {
  readonly pid: number;
  readonly command: string;
}

/** Whether this machine tells of its processes. */
export const KNOWS_PROCESSES = process.platform === "linux";

/** Those whose environment holds the text: what a process starts inherits it. @source proc(5) */
export const processesWith = (text: string): Process[] =>
  pids()
    .filter((pid) => reading(`/proc/${pid}/environ`).includes(text))
    .map((pid) => ({
      pid,
      command: reading(`/proc/${pid}/cmdline`).replaceAll("\0", " "),
    }));

/** The processes of a group. @source proc(5): `stat`, field 5; the name in parentheses may hold spaces */
export const pidsOf = (group: number): number[] =>
  pids().filter(
    (pid) =>
      Number(/\) \S \d+ (\d+) /.exec(reading(`/proc/${pid}/stat`))?.[1]) ===
      group,
  );

/** What a process holds in memory; 0 when it has ended. */
export const residentBytes = (pid: number): number =>
  1024 *
  Number(/^VmRSS:\s+(\d+) kB$/m.exec(reading(`/proc/${pid}/status`))?.[1] ?? 0);

const pids = (): number[] =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number);

/** A process may end while it is looked at. */
function reading(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
