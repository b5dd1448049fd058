import { readdirSync, readFileSync } from "node:fs";

/** Whether {@link residentBytes} can tell. */
export const KNOWS_MEMORY = process.platform === "linux";

/** What a process holds in memory; 0 when it has ended. */
export function residentBytesOf(pid: number): number {
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(
      readFileSync(`/proc/${pid}/status`, "utf8"),
    )?.[1];
    return Number(kilobytes ?? 0) * 1024;
  } catch {
    return 0;
  }
}

/** What the largest process of the group holds in memory. @source proc(5): `stat`, fields 5 and 24 */
export function residentBytes(group: number): number {
  const PAGE = 4096;
  const sizes = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        // The name in parentheses may hold spaces.
        const [, fields = ""] =
          /\) (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
        const [, , pgrp, ...rest] = fields.split(" ");
        return Number(pgrp) === group ? Number(rest[18]) * PAGE : 0;
      } catch {
        // Ended meanwhile.
        return 0;
      }
    });
  return Math.max(0, ...sizes);
}
