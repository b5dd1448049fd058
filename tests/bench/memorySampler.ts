import { type Process, residentBytes } from "../support/processes";

/** Between two looks. @unit milliseconds */
const SAMPLE_MS = 500;
const MEGABYTE = 1024 * 1024;

const KINDS: readonly (readonly [kind: string, command: RegExp])[] = [
  ["provider", /dynamic-provider|terraform-provider-restapi/],
  ["program", /pulumi\/cmd\/run/],
  ["engine", /^(?:\S*\/)?(?:pulumi|tofu) /],
];

/** Looks again and again at what processes hold in memory. */
export function sampleMemory(processes: () => readonly Process[]) {
  const most: Record<string, number> = {};
  const look = () => {
    for (const { pid, command } of processes()) {
      const kind = KINDS.find(([, pattern]) => pattern.test(command))?.[0];
      if (kind === undefined) continue;
      const megabytes = Math.round(residentBytes(pid) / MEGABYTE);
      most[kind] = Math.max(most[kind] ?? 0, megabytes);
    }
  };
  const timer = setInterval(look, SAMPLE_MS);
  return {
    stop: (): Readonly<Record<string, number>> => {
      look();
      clearInterval(timer);
      return most;
    },
  };
}
