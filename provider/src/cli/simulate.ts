import { Command, InvalidArgumentError } from "commander";
import { EXIT, type ExitCode } from "./exitCodes";
import { UsageError } from "./usageError";

/** What the command needs of `pulumi-wix-simulator`, which is loaded by its name. */
export interface SimulatorPackage {
  startSimulator(options: {
    readonly port: number;
    readonly host: string;
    readonly seed?: unknown;
    readonly settings: Readonly<Record<string, unknown>>;
  }): Promise<{ readonly url: string; close(): Promise<void> }>;
  loadSeed(path: string): Promise<unknown>;
  readonly SETTINGS: Readonly<Record<string, { readonly default: unknown }>>;
  readonly ACCOUNTS: { readonly main: string };
}

export interface SimulateContext {
  readonly loadSimulator: () => SimulatorPackage;
  readonly print: (line: string) => void;
  /** Resolves when the user wants the command to end. */
  readonly untilStopped: () => Promise<void>;
  readonly done: (code: ExitCode) => void;
}

export function simulateCommand(context: SimulateContext): Command {
  return new Command("simulate")
    .description(
      "Start a server that behaves like the Wix API, for trying out and for tests. It keeps everything in memory.",
    )
    .option(
      "--port <number>",
      "port to listen on; 0 takes a free one",
      port,
      8086,
    )
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .option(
      "--seed <file>",
      "JSON file with accounts, sites, catalog and packages",
    )
    .option(
      "--set <name=value>",
      "an answer that Wix does not document, or a delay; may be repeated",
      collect,
      [],
    )
    .action(async (options: SimulateOptions) => {
      await simulate(context, options);
    });
}

interface SimulateOptions {
  readonly port: number;
  readonly host: string;
  readonly seed?: string;
  readonly set: readonly string[];
}

async function simulate(
  { loadSimulator, print, untilStopped, done }: SimulateContext,
  { port, host, seed, set }: SimulateOptions,
): Promise<void> {
  const simulator = loadSimulator();
  const settings = settingsFrom(set, simulator.SETTINGS);
  const server = await simulator.startSimulator({
    port,
    host,
    settings,
    ...(seed === undefined ? {} : { seed: await simulator.loadSeed(seed) }),
  });
  print(
    `The simulated Wix listens on ${server.url}; its page is ${server.url}/`,
  );
  print("Point a program at it:");
  print(`  export WIX_API_BASE_URL=${server.url}`);
  print("  export WIX_API_KEY=any-key");
  if (seed === undefined)
    print(`  export WIX_ACCOUNT_ID=${simulator.ACCOUNTS.main}`);
  print("Ctrl-C ends it; nothing is kept.");
  await untilStopped();
  await server.close();
  done(EXIT.inSync);
}

function port(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 0 && number <= 65_535)
    return number;
  throw new InvalidArgumentError("expected a whole number from 0 to 65535");
}

const collect = (
  text: string,
  before: readonly string[],
): readonly string[] => [...before, text];

/** Values are JSON where they can be (`true`, `300`), and texts otherwise. */
export function settingsFrom(
  assignments: readonly string[],
  known: SimulatorPackage["SETTINGS"],
): Record<string, unknown> {
  return Object.fromEntries(
    assignments.map((assignment) => {
      const [, name = "", text = ""] = /^([^=]+)=(.*)$/.exec(assignment) ?? [];
      if (!Object.hasOwn(known, name)) {
        throw new UsageError(
          `--set ${assignment}: expected name=value with one of these names: ${Object.keys(known).join(", ")}`,
        );
      }
      return [name, jsonOr(text)];
    }),
  );
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
