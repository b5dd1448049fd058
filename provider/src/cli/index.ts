import { Command, CommanderError } from "commander";
import { z } from "zod";
import { EXIT, type ExitCode } from "./exitCodes";
import { simulateCommand, type SimulatorPackage } from "./simulate";
import { UsageError } from "./usageError";

/** What the bin file brings along. */
export interface CliContext {
  readonly version: string;
  /** Loads `pulumi-wix-simulator` from where the bin file stands. */
  readonly loadSimulator: () => SimulatorPackage;
  readonly print: (line: string) => void;
  readonly printError: (line: string) => void;
  readonly untilStopped: () => Promise<void>;
}

/**
 * Runs the command line `pulumi-wix`.
 *
 * @param args without the program itself
 * @returns the exit code; every message has been printed
 */
export async function runCli(
  args: readonly string[],
  context: CliContext,
): Promise<ExitCode> {
  let code: ExitCode = EXIT.inSync;
  const program = new Command("pulumi-wix")
    .description(
      "Beside Pulumi: commands for the paid Wix services of a partner",
    )
    .version(context.version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => context.print(text.trimEnd()),
      writeErr: (text) => context.printError(text.trimEnd()),
    });
  const commands = [
    simulateCommand({
      ...context,
      done: (result) => {
        code = result;
      },
    }),
  ];
  for (const command of commands) {
    program.addCommand(command.copyInheritedSettings(program));
  }
  try {
    await program.parseAsync([...args], { from: "user" });
    return code;
  } catch (error) {
    return failed(error, context);
  }
}

function failed(error: unknown, { printError }: CliContext): ExitCode {
  if (error instanceof CommanderError) {
    // Help and version end this way too; commander has printed what there is to say.
    return error.exitCode === 0 ? EXIT.inSync : EXIT.usage;
  }
  const name = error instanceof Error ? error.name : "";
  // The simulator's own zod: a setting of `--set` with a value that it does not have.
  const invalid =
    name === "ZodError" ? z.prettifyError(error as z.ZodError) : undefined;
  printError(
    invalid ?? (error instanceof Error ? error.message : String(error)),
  );
  const usage =
    error instanceof UsageError ||
    invalid !== undefined ||
    name === "SeedFileError";
  return usage ? EXIT.usage : EXIT.failed;
}

export { EXIT, type ExitCode } from "./exitCodes";
export type { SimulatorPackage } from "./simulate";
