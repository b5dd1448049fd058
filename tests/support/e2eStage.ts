import assert from "node:assert/strict";
import {
  demoSeed,
  type LogEntry,
  type PackageState,
  type Settings,
  type Simulator,
  startSimulator,
  type World,
} from "pulumi-wix-simulator";
import { cliFolder, Stack, type StackOptions } from "./cli";
import { CANARY_KEY } from "./providerProcess";

/** How long the CLI may take to come to this machine, in the worst case by a build. @unit milliseconds */
export const CLI_SETUP_MS = 900_000;
/** Longest step of a story. @unit milliseconds */
export const STEP_MS = 180_000;

/** A simulated Wix and stacks of the real CLI beside it, all closed together. */
export interface E2eStage {
  readonly simulator: Simulator;
  readonly world: World;
  stack(options?: Partial<StackOptions>): Promise<Stack>;
  /** Nothing that was written or said holds the key, and no process is left. */
  close(): Promise<void>;
}

export async function openE2eStage(
  settings: Partial<Settings> = {},
): Promise<E2eStage> {
  await cliFolder();
  const simulator = await startSimulator({
    seed: demoSeed(),
    settings: { pendingMs: 200, cancelMs: 200, ...settings },
  });
  const stacks: Stack[] = [];
  return {
    simulator,
    world: simulator.world,
    stack: async (options = {}) => {
      const stack = await Stack.open({ simulator, ...options });
      stacks.push(stack);
      return stack;
    },
    close: async () => {
      await simulator.close();
      try {
        for (const stack of stacks) holdsNoKey(stack, CANARY_KEY);
      } finally {
        for (const stack of stacks) stack.close();
      }
    },
  };
}

/** The key's bytes are in no file that Pulumi wrote, and in nothing that it said. */
export function holdsNoKey(stack: Stack, key: string): void {
  const at = stack.transcript.indexOf(key);
  const said = stack.transcript.slice(Math.max(0, at - 300), at + 50);
  assert.equal(at, -1, `the key was printed: ${said}`);
  for (const { path, bytes } of stack.files())
    assert.ok(!bytes.includes(key), `the key is in ${path}`);
}

/** The packages of the world by their external ids' third part: the name in the program. */
export const packageNamed = (world: World, name: string): PackageState => {
  const found = world
    .packages()
    .filter(
      ({ externalId, productInstances }) =>
        externalId?.startsWith(`shop.dev.${name}.`) &&
        productInstances.some(({ live }) => live),
    );
  assert.equal(found.length, 1, `live packages of ${name}`);
  return found[0] as PackageState;
};

/** Writes that changed the world, as `METHOD /path`, oldest first. */
export const writesIn = (world: World): string[] =>
  world
    .log()
    .filter(({ committed }) => committed)
    .map(({ method, path }: LogEntry) => `${method} ${path}`);
