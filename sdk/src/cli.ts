import { createRequire } from "node:module";
import { runCli, type SimulatorPackage } from "pulumi-wix-provider/cli";

// By name and at run time: only `simulate` needs the simulator.
const load = createRequire(__filename);
const { version } = load("../package.json") as { version: string };

/** Ctrl-C, or the end of the shell or the pipeline that started the command. */
const stopped = (): Promise<void> =>
  new Promise((resolve) => {
    for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.once(name, () => {
        resolve();
      });
    }
  });

void runCli(process.argv.slice(2), {
  version,
  loadSimulator: () => load("pulumi-wix-simulator") as SimulatorPackage,
  print: (line) => process.stdout.write(`${line}\n`),
  printError: (line) => process.stderr.write(`${line}\n`),
  untilStopped: stopped,
}).then((code) => {
  process.exitCode = code;
});
