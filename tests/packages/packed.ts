import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { ROOT } from "../support/layout";

const run = promisify(execFile);

/** The workspaces that are published, by the names of their packages. */
export const WORKSPACES = {
  "pulumi-wix": "sdk",
  "pulumi-wix-provider": "provider",
  "pulumi-wix-simulator": "simulator",
} as const;
export type PackageName = keyof typeof WORKSPACES;
export const PACKAGE_NAMES = Object.keys(WORKSPACES) as PackageName[];

/** Longest run of a package manager. @unit milliseconds */
export const INSTALL_MS = 300_000;

export const temporaryFolder = (): string =>
  mkdtempSync(join(tmpdir(), "pulumi-wix-packages-"));

/** Packs the workspaces as they would be published. @returns the path of each tarball */
export async function packAll(
  folder: string,
): Promise<Readonly<Record<PackageName, string>>> {
  const workspaces = PACKAGE_NAMES.flatMap((name) => ["-w", name]);
  await run("npm", ["pack", "--pack-destination", folder, ...workspaces], {
    cwd: ROOT,
    timeout: INSTALL_MS,
  });
  const files = readdirSync(folder);
  return Object.fromEntries(
    PACKAGE_NAMES.map((name) => {
      const file = files.find((one) => new RegExp(`^${name}-\\d`).test(one));
      if (file === undefined) throw new Error(`${name} was not packed`);
      return [name, join(folder, file)];
    }),
  ) as Record<PackageName, string>;
}

/** Paths in a tarball, without the folder `package/` that all of them are in. */
export async function filesIn(tarball: string): Promise<string[]> {
  const { stdout } = await run("tar", ["-tzf", tarball]);
  return stdout
    .trim()
    .split("\n")
    .map((path) => path.replace(/^package\//, ""))
    .sort();
}
