import {
  spawn,
  type ChildProcess,
  type ChildProcessByStdio,
} from "node:child_process";
import type { Readable } from "node:stream";

/** How long a program may take to end by itself after SIGTERM. */
const GRACE_MS = 3_000;

/** How much of a program's output is kept: its end, where the reason stands. */
const KEPT_CHARS = 32_768;

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env: NodeJS.ProcessEnv;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** The program could not be started, ended badly, or took too long. */
export class CommandFailed extends Error {
  override readonly name = "CommandFailed";

  constructor(
    reason: string,
    /** The end of what the program wrote on both streams. */
    readonly output: string,
  ) {
    super(reason);
  }
}

/**
 * The end of the program's standard output, after it has ended with code 0.
 *
 * The program leads its own process group, and the whole group is ended when the time is up or the signal aborts:
 * a compiler started by `go build` must not go on writing into a folder that is being removed.
 *
 * @throws {CommandFailed} It could not start, its code was not 0, or `timeoutMs` passed.
 * @throws The signal's reason, after the group has ended.
 */
export function run(command: Command): Promise<string> {
  const { file, args, cwd, env, timeoutMs, signal } = command;
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(reasonOf(signal));

    const child = spawn(file, args, {
      ...(cwd === undefined ? {} : { cwd }),
      env,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const written = collect(child);

    let stopped: { reason: Error; force: NodeJS.Timeout } | undefined;
    const stop = (reason: Error) => {
      stopped ??= { reason, force: endGroup(child) };
    };
    const timer = setTimeout(() => {
      const reason = `it took longer than ${timeoutMs / 1000} s`;
      stop(new CommandFailed(reason, written.all));
    }, timeoutMs);
    const onAbort = () => stop(reasonOf(signal));
    signal.addEventListener("abort", onAbort, { once: true });

    const settle = (failure?: Error) => {
      clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
      if (stopped) {
        clearTimeout(stopped.force);
        signalGroup(child, "SIGKILL");
      }
      const reason = stopped?.reason ?? failure;
      if (reason) reject(reason);
      else resolve(written.stdout);
    };
    child.on("error", (error) => settle(new CommandFailed(error.message, "")));
    child.on("close", (code, killedBy) => {
      if (code === 0) return settle();
      const how = killedBy ? `ended by ${killedBy}` : `exit code ${code}`;
      const reason = `${lastLine(written.all)} (${how})`;
      settle(new CommandFailed(reason, written.all));
    });
  });
}

/** What the program writes, as it writes it; only the end of it is kept. */
function collect(child: ChildProcessByStdio<null, Readable, Readable>) {
  const written = { stdout: "", all: "" };
  const add = (text: string) => {
    written.all = (written.all + text).slice(-KEPT_CHARS);
  };
  child.stderr.setEncoding("utf8").on("data", add);
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    written.stdout = (written.stdout + text).slice(-KEPT_CHARS);
    add(text);
  });
  return written;
}

function reasonOf({ reason }: AbortSignal): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}

/** Asks the group to end, and makes it end after the grace; the caller clears the returned timer. */
function endGroup(child: ChildProcess): NodeJS.Timeout {
  signalGroup(child, "SIGTERM");
  return setTimeout(() => {
    signalGroup(child, "SIGKILL");
    // A program that left the group may still hold the pipes, and "close" waits for them.
    child.stdout?.destroy();
    child.stderr?.destroy();
  }, GRACE_MS);
}

function signalGroup(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, name);
  } catch {
    // The group is gone already, or the system knows no groups (Windows).
    child.kill(name);
  }
}

function lastLine(output: string): string {
  return output.trimEnd().split("\n").at(-1)?.trim() || "it wrote nothing";
}
