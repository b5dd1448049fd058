import { spawn } from "node:child_process";
import { join } from "node:path";

/** Runs `pulumi` in the repository's own project, shows the command and its output, and ends with the demo when it fails. */
export interface Pulumi {
  (...args: readonly string[]): Promise<void>;
}

export interface PulumiOptions {
  readonly binDir: string;
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  /** Goes to every command, and is not shown. */
  readonly always: readonly string[];
}

export const pulumiIn =
  ({ binDir, cwd, env, signal, always }: PulumiOptions): Pulumi =>
  (...args) =>
    new Promise((resolve, reject) => {
      process.stdout.write(`\n$ pulumi ${args.join(" ")}\n`);
      const child = spawn(join(binDir, "pulumi"), [...args, ...always], {
        cwd,
        env,
        signal,
        stdio: ["ignore", "inherit", "inherit"],
      });
      child.once("error", reject);
      child.once("exit", (code) => {
        if (code === 0) resolve();
        else
          reject(
            new Error(`pulumi ${args.join(" ")} ended with exit code ${code}`),
          );
      });
    });
