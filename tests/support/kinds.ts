import { copyFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Run, Stack, StoredResource } from "./cli";
import type { E2eStage } from "./e2eStage";
import { diffIn, type Shown, shownBy } from "./shown";

type Bag = Readonly<Record<string, unknown>>;

/** A resource of the program, as `tests/support/kindsProgram/index.js` reads it. */
export interface Declared {
  readonly kind: "SiteTransfer" | "Package" | "ProductInstanceAssignment";
  readonly args: Bag;
  readonly options?: Bag;
}

/** The resources of a stack by name, a name once; each after those that it refers to. */
export type KindsProgram = Readonly<Record<string, Declared>>;

const declared =
  (kind: Declared["kind"]) =>
  (args: Bag, options: Bag = {}): Declared => ({ kind, args, options });

export const transfer = declared("SiteTransfer");
export const packageOf = declared("Package");
export const assignment = declared("ProductInstanceAssignment");

/** A stack whose program holds all kinds. */
export interface KindsStack {
  readonly stack: Stack;
  /** The program from now on. */
  declare(program: KindsProgram): void;
  /** What is stored of each resource, by name. */
  stored(): Promise<Readonly<Record<string, StoredResource>>>;
}

export async function openKinds(stage: E2eStage): Promise<KindsStack> {
  const stack = await stage.stack();
  return { stack, declare: holdKinds(stack), stored: () => storedIn(stack) };
}

/** Gives a new stack the program of all kinds, and returns what declares it. */
export function holdKinds(stack: Stack): (program: KindsProgram) => void {
  const file = stack
    .files()
    .map(({ path }) => path)
    .find((path) => basename(path) === "declared.json");
  if (file === undefined) throw new Error("the stack has no program");
  copyFileSync(
    join(__dirname, "kindsProgram", "index.js"),
    join(dirname(file), "index.js"),
  );
  return (program) => {
    writeFileSync(file, JSON.stringify(program));
  };
}

/** What is stored of each resource of ours, by name; one that waits for its deletion is left out. */
export async function storedIn(
  stack: Stack,
): Promise<Readonly<Record<string, StoredResource>>> {
  const { stdout } = await stack.run(["stack", "export"]);
  const { deployment } = JSON.parse(stdout) as {
    deployment: { resources?: (StoredResource & { delete?: boolean })[] };
  };
  return Object.fromEntries(
    (deployment.resources ?? [])
      .filter(({ type }) => type.startsWith("pulumi-nodejs:dynamic/wix:"))
      .filter((one) => one.delete !== true)
      .map((one) => [one.urn.split("::").at(-1) ?? "", one]),
  );
}

/** `shownBy` for all kinds. */
export const changesIn = (run: Run): Record<string, Shown> =>
  shownBy(asPackages(run));

/** `diffIn` for all kinds. */
export const driftIn = (run: Run): Record<string, readonly string[]> =>
  diffIn(asPackages(run));

const asPackages = (run: Run): Run => ({
  ...run,
  stdout: run.stdout.replaceAll(
    /wix:(?:SiteTransfer|ProductInstanceAssignment)\b/g,
    "wix:Package",
  ),
});
