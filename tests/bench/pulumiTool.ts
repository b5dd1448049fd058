import { join } from "node:path";
import type { Simulator } from "pulumi-wix-simulator";
import { Stack } from "../support/cli";
import { changed, customers } from "./customers";
import { sampleMemory } from "./memorySampler";
import { type Ended, measured, type Tool } from "./tool";

/** The engine's own default is four times the processors; on any machine the benches use what two have. */
const PARALLEL = "--parallel=8";
const LONGEST_MS = 2 * 3_600_000;

const NAMES = {
  wix: "pulumi-wix",
  empty: "(i) empty resources",
  oneGet: "(ii) one Get a read",
} as const;
export type ProgramName = keyof typeof NAMES;

/** A stack of the real CLI, whose program is one of `programs/`. */
export async function pulumiTool(
  simulator: Simulator,
  program: ProgramName,
  count: number,
  variables: Readonly<Record<string, string>> = {},
): Promise<Tool> {
  const stack = await Stack.open({
    simulator,
    program: join(__dirname, "programs", program),
    longestMs: LONGEST_MS,
    variables: { ...variables, NODE_OPTIONS: undefined },
  });
  const declared = customers(count);
  const declare = (some: typeof declared) => {
    stack.write("customers.json", JSON.stringify(some));
  };
  const stateBytes = () =>
    stack
      .files()
      .filter(({ path }) => path.endsWith(join("bench", "dev.json")))
      .reduce((sum, { bytes }) => sum + bytes.length, 0);

  const run = (args: readonly string[]) =>
    measured(
      simulator,
      async (): Promise<Ended> => {
        const memory = sampleMemory(() => stack.processes());
        const ended = await stack.run([...args, PARALLEL]);
        const failed =
          ended.code === 0
            ? undefined
            : (/error: (.*)/.exec(ended.text)?.[1] ?? `exit ${ended.code}`);
        return { failed, memory: memory.stop() };
      },
      stateBytes,
    );
  const up = () => run(["up", "--yes", "--skip-preview"]);

  return {
    name: NAMES[program],
    create: () => {
      declare(declared);
      return up();
    },
    noop: up,
    refresh: () => run(["refresh", "--yes", "--skip-preview"]),
    change: () => {
      declare(changed(declared));
      return up();
    },
    close: () => {
      stack.close();
      return Promise.resolve();
    },
  };
}
