import { pulumiCli } from "./pulumiCli";

/** Prints the folder of a working Pulumi CLI, and nothing else, on standard output. */
pulumiCli().then(
  ({ binDir }) => process.stdout.write(`${binDir}\n`),
  (error: unknown) => {
    const text = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${text}\n`);
    process.exitCode = 1;
  },
);
