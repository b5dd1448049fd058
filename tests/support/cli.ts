import { type ChildProcess, spawn } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ACCOUNTS, type Simulator } from "pulumi-wix-simulator";
import { isolatedEnv } from "../../tools/pulumi-cli/isolatedEnv";
import { pulumiCli } from "../../tools/pulumi-cli/pulumiCli";
import { ROOT } from "./layout";
import { type Process, processesWith } from "./processes";
import { CANARY_KEY } from "./providerProcess";

type Bag = Readonly<Record<string, unknown>>;

/** A resource of the program, as `tests/support/program/index.js` reads it. */
export interface Declaration {
  readonly args?: Bag;
  readonly options?: Bag;
  /** `Package.get` in place of the constructor. */
  readonly get?: { readonly id: string; readonly state: Bag };
}

/** The program of a stack: its packages by name. */
export type Program = Readonly<Record<string, Declaration>>;

/** A run of the CLI that has ended. */
export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Both, in the order of arrival, after a line with the command. */
  readonly text: string;
}

/** A run of the CLI under way. It is the leader of a process group of its own, which the provider does not join. */
export interface Running {
  readonly pid: number;
  readonly ended: Promise<Run>;
  kill(signal: NodeJS.Signals): void;
}

export interface StackOptions {
  readonly simulator: Simulator;
  /** In place of the usual ones; undefined takes one away. */
  readonly variables?: Variables;
  /** A project of this repository in place of {@link Program}s, by its folder. A copy of it is run: Pulumi writes there. */
  readonly project?: string;
  /** A program of its own in place of {@link Program}s, by its folder. A copy of it is run. */
  readonly program?: string;
  /** Longest run of the CLI. @unit milliseconds */
  readonly longestMs?: number;
  /** A project anywhere on this machine in place of {@link Program}s; it is run where it is, with what is installed there. */
  readonly folder?: string;
}

export type Variables = Readonly<Record<string, string | undefined>>;

/** Longest run of the CLI. @unit milliseconds */
const LONGEST_RUN_MS = 120_000;

let binDir: Promise<string> | undefined;

/** Found, or made once; on a fresh machine that takes minutes. */
export const cliFolder = (): Promise<string> =>
  (binDir ??= pulumiCli().then((cli) => cli.binDir));

/** A stack of the real CLI on a file backend, beside a simulated Wix. */
export class Stack {
  readonly #folder = mkdtempSync(join(tmpdir(), "pulumi-wix-e2e-"));
  readonly #program: string;
  readonly #cli: string;
  readonly #options: StackOptions;
  /** All that the CLI has said so far. */
  transcript = "";

  private constructor(cli: string, options: StackOptions) {
    this.#cli = cli;
    this.#options = options;
    for (const part of ["home", "backend", "program", "temporary"])
      mkdirSync(join(this.#folder, part));
    if (options.folder === undefined) {
      this.#program = this.#lay(join(this.#folder, "program"), options);
      this.declare({});
    } else this.#program = options.folder;
  }

  /** Copies the program, or the project, beside the installed packages of this repository. @returns the folder to run in */
  #lay(
    program: string,
    { project, program: own = join(__dirname, "program") }: StackOptions,
  ): string {
    symlinkSync(
      join(ROOT, "node_modules"),
      join(program, "node_modules"),
      "junction",
    );
    const [from, files] =
      project === undefined
        ? [own, readdirSync(own)]
        : [ROOT, ["Pulumi.yaml", "tsconfig.base.json", "examples"]];
    for (const file of files)
      cpSync(join(from, file), join(program, file), {
        recursive: true,
        // Stacks of whoever has tried the project out are theirs.
        filter: (path) => !/Pulumi\.[^/\\]+\.yaml$/.test(path),
      });
    return join(program, project ?? ".");
  }

  static async open(options: StackOptions): Promise<Stack> {
    const stack = new Stack(await cliFolder(), options);
    const made = await stack.run(["stack", "init", "dev"]);
    if (made.code !== 0) throw new Error(made.text);
    return stack;
  }

  /** The program from now on. */
  declare(program: Program): void {
    writeFileSync(
      join(this.#program, "declared.json"),
      JSON.stringify(program, undefined, 2),
    );
  }

  /** Another file of the program. */
  write(file: string, text: string): void {
    writeFileSync(join(this.#program, file), text);
  }

  /** The text of a file of the program, changed from now on. */
  edit(file: string, change: (text: string) => string): void {
    const path = join(this.#program, file);
    writeFileSync(path, change(readFileSync(path, "utf8")));
  }

  /** A file of the program has another name from now on. */
  rename(from: string, to: string): void {
    renameSync(join(this.#program, from), join(this.#program, to));
  }

  start(args: readonly string[], variables: Variables = {}): Running {
    const { simulator } = this.#options;
    const all: Variables = {
      ...isolatedEnv({
        binDir: this.#cli,
        home: join(this.#folder, "home"),
        backendDir: join(this.#folder, "backend"),
        passphrase: "of no account",
        base: withoutWix(process.env),
      }),
      // Pulumi leaves pipes there.
      TMPDIR: join(this.#folder, "temporary"),
      WIX_API_KEY: CANARY_KEY,
      WIX_ACCOUNT_ID: ACCOUNTS.main,
      WIX_API_BASE_URL: simulator.url,
      ...this.#options.variables,
      ...variables,
    };
    const child = spawn(
      "pulumi",
      [...args, "--non-interactive", "--color", "never"],
      {
        cwd: this.#program,
        env: Object.fromEntries(
          Object.entries(all).filter(([, value]) => value !== undefined),
        ),
        detached: true,
        stdio: ["ignore", "pipe", "pipe"],
        timeout: this.#options.longestMs ?? LONGEST_RUN_MS,
        killSignal: "SIGKILL",
      },
    );
    const { pid } = child;
    if (pid === undefined) throw new Error("the CLI could not be started");
    const ended = finished(child, args).then((run) => {
      this.transcript += run.stdout + run.stderr;
      return run;
    });
    return { pid, ended, kill: (signal) => process.kill(-pid, signal) };
  }

  run(args: readonly string[], variables: Variables = {}): Promise<Run> {
    return this.start(args, variables).ended;
  }

  /** Without a preview of its own, unless the flags say otherwise. */
  up(flags: readonly string[] = [], variables: Variables = {}): Promise<Run> {
    return this.run(["up", "--yes", "--skip-preview", ...flags], variables);
  }

  preview(
    flags: readonly string[] = [],
    variables: Variables = {},
  ): Promise<Run> {
    return this.run(["preview", ...flags], variables);
  }

  /** The drift run of design section 5: writes nothing, exit code 7 for drift. */
  driftRun(variables: Variables = {}): Promise<Run> {
    const flags = ["--preview-only", "--expect-no-changes", "--diff"];
    return this.run(["refresh", ...flags], variables);
  }

  destroy(
    flags: readonly string[] = [],
    variables: Variables = {},
  ): Promise<Run> {
    return this.run(
      ["destroy", "--yes", "--skip-preview", ...flags],
      variables,
    );
  }

  /** Gives back the lock that a killed run has left. */
  cancel(): Promise<Run> {
    return this.run(["cancel", "--yes"]);
  }

  config(key: string, value: string, ...flags: string[]): Promise<Run> {
    return this.run(["config", "set", ...flags, key, value]);
  }

  /** The state of the packages, by name. */
  async state(): Promise<Readonly<Record<string, StoredResource>>> {
    const { stdout } = await this.run(["stack", "export"]);
    const { deployment } = JSON.parse(stdout) as {
      deployment: { resources?: StoredResource[] };
    };
    return Object.fromEntries(
      (deployment.resources ?? [])
        .filter(({ type }) => type.endsWith(":Package"))
        .map((one) => [one.urn.split("::").at(-1) ?? "", one]),
    );
  }

  /** Every file that Pulumi has written for this stack. */
  files(): { path: string; bytes: Buffer }[] {
    return ["backend", "home", "program"]
      .map((part) => join(this.#folder, part))
      .flatMap((folder) =>
        readdirSync(folder, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath, entry.name)),
      )
      .map((path) => ({ path, bytes: readFileSync(path) }));
  }

  /** The provider processes of this stack that are alive, and the shells that started them. */
  providers(): Process[] {
    return this.processes().filter(({ command }) =>
      /dynamic-provider|pulumi-resource-pulumi-nodejs/.test(command),
    );
  }

  /** All processes of this stack that are alive: they all inherit its environment. */
  processes(): Process[] {
    return processesWith(this.#folder);
  }

  close(): void {
    for (const { pid } of this.processes()) end(pid);
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

export interface StoredResource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly protect?: boolean;
  readonly initErrors?: readonly string[];
  readonly inputs: Bag;
  readonly outputs: Bag;
}

const withoutWix = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(env).filter(([name]) => !name.startsWith("WIX_")),
  );

function finished(child: ChildProcess, args: readonly string[]): Promise<Run> {
  let [stdout, stderr] = ["", ""];
  let text = `$ pulumi ${args.join(" ")}\n`;
  child.stdout?.on("data", (bytes: Buffer) => {
    stdout += bytes.toString();
    text += bytes.toString();
  });
  child.stderr?.on("data", (bytes: Buffer) => {
    stderr += bytes.toString();
    text += bytes.toString();
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    // Not `close`: a provider that lives on would keep the pipes open.
    child.once("exit", (code) => {
      setTimeout(() => {
        resolve({ code, stdout, stderr, text });
      }, 50);
    });
  });
}

function end(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // Ended meanwhile.
  }
}
