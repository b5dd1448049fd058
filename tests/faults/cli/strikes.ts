import type { Fault, FaultRule } from "pulumi-wix-simulator";
import type { Running, Stack } from "../../support/cli";

/** Who is hit when the request has arrived, and how. */
type Blow = (stack: Stack, cli: Running) => void;

/** What happens at one request of a run of the real CLI. */
export interface Strike {
  readonly fault: Fault;
  readonly when: NonNullable<FaultRule["when"]>;
  /** Absent: it is only the network's doing. */
  readonly blow?: Blow;
}

const HANGS: Fault = { kind: "hang" };
/** Long enough for the signal to arrive first. @unit milliseconds */
const SLOW: Fault = { kind: "delay", ms: 1_500 };

const killProvider: Blow = (stack) => {
  for (const { pid } of stack.providers()) process.kill(pid, "SIGKILL");
};
const killCli: Blow = (_, { pid }) => {
  process.kill(pid, "SIGKILL");
};
const interrupt: Blow = (_, { pid }) => {
  process.kill(pid, "SIGINT");
};
const interruptTwice: Blow = (_, { pid }) => {
  process.kill(pid, "SIGINT");
  setTimeout(() => {
    try {
      process.kill(pid, "SIGINT");
    } catch {
      // It ended at the first one.
    }
  }, 400);
};

/** Every way in which the processes of a run end before it does. */
export const DEATHS: Readonly<Record<string, Strike>> = {
  "provider killed before": {
    fault: HANGS,
    when: "before",
    blow: killProvider,
  },
  "provider killed after": { fault: HANGS, when: "after", blow: killProvider },
  "CLI killed before": { fault: HANGS, when: "before", blow: killCli },
  "CLI killed after": { fault: HANGS, when: "after", blow: killCli },
  "CLI killed, carried out late": {
    fault: SLOW,
    when: "before",
    blow: killCli,
  },
  "Ctrl-C once": { fault: SLOW, when: "before", blow: interrupt },
  "Ctrl-C twice before": { fault: HANGS, when: "before", blow: interruptTwice },
  "Ctrl-C twice after": { fault: HANGS, when: "after", blow: interruptTwice },
};

const both = (name: string, fault: Fault): Record<string, Strike> => ({
  [`${name} before`]: { fault, when: "before" },
  [`${name} after`]: { fault, when: "after" },
});

/** What the network does, over real connections. A 429 without `Retry-After` waits a minute of real time, so it is left to the matrix. */
export const NETWORK: Readonly<Record<string, Strike>> = {
  ...both("reset", { kind: "reset" }),
  ...both("hang", HANGS),
  ...both("500", { kind: "status", status: 500 }),
  ...both("504", { kind: "status", status: 504 }),
  ...both("garbage", { kind: "garbage" }),
  ...both("cut off", { kind: "truncated", midStream: true }),
  ...both("mismatch", { kind: "mismatch" }),
  "429 with Retry-After": {
    fault: { kind: "status", status: 429, retryAfterSeconds: 1 },
    when: "before",
  },
  trickle: { fault: { kind: "trickle", ms: 30 }, when: "after" },
  redirect: {
    fault: { kind: "redirect", location: "https://example.com/" },
    when: "before",
  },
};
