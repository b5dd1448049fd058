import {
  copyFileSync,
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";

export const ROOT = dirname(dirname(__dirname));

/** The smallest program of this workspace, where `pulumi-wix` is a link to `sdk`. */
export const WORKSPACE_PROGRAM = join(ROOT, "examples", "first-package");

/** A program directory outside of the checkout. */
export interface Installed {
  readonly program: string;
  remove(): void;
}

/** Folders of the workspace by the name under which npm publishes their `files`. */
const OURS: Readonly<Record<string, string>> = {
  "pulumi-wix": join(ROOT, "sdk"),
  "pulumi-wix-provider": join(ROOT, "provider"),
};

/**
 * A program directory with `pulumi-wix` installed as from the registry: plain folders, no links into the workspace.
 *
 * Nothing is downloaded: what the packages depend on is what is installed here.
 */
export function installPulumiWix(): Installed {
  const program = mkdtempSync(join(tmpdir(), "pulumi-wix-installed-"));
  const modules = join(program, "node_modules");
  writeFileSync(
    join(program, "package.json"),
    JSON.stringify({ name: "shop", private: true }),
  );
  for (const [name, folder] of Object.entries(OURS)) {
    mkdirSync(join(modules, name), { recursive: true });
    for (const part of ["package.json", ...(manifestOf(folder).files ?? [])])
      cpSync(join(folder, part), join(modules, name, part), {
        recursive: true,
      });
  }
  for (const folder of dependenciesOfOurs())
    place(folder, join(program, installedAt(folder)));
  return {
    program,
    remove: () => rmSync(program, { recursive: true, force: true }),
  };
}

/** Where npm would put a package that it has put into this folder of the workspace. */
function installedAt(folder: string): string {
  for (const [name, home] of Object.entries(OURS)) {
    const path = relative(home, folder);
    if (!path.startsWith("..")) return join("node_modules", name, path);
  }
  return relative(ROOT, folder);
}

interface Manifest {
  readonly files?: readonly string[];
  readonly dependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
  readonly peerDependencies?: Record<string, string>;
  readonly peerDependenciesMeta?: Record<string, { optional?: boolean }>;
}

function dependenciesOfOurs(): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (folder: string) => {
    for (const name of needs(folder)) {
      if (name in OURS) continue;
      const next = findModule(name, folder);
      if (next === undefined || found.has(next)) continue;
      found.add(next);
      visit(next);
    }
  };
  for (const folder of Object.values(OURS)) visit(folder);
  return found;
}

const manifestOf = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;

function needs(folder: string): string[] {
  const manifest = manifestOf(folder);
  const peers = Object.keys(manifest.peerDependencies ?? {}).filter(
    (name) => manifest.peerDependenciesMeta?.[name]?.optional !== true,
  );
  return [
    ...Object.keys(manifest.dependencies ?? {}),
    ...Object.keys(manifest.optionalDependencies ?? {}),
    ...peers,
  ];
}

/** As Node.js resolves it. Undefined: an optional dependency that is not installed. */
function findModule(name: string, from: string): string | undefined {
  for (let folder = from; folder.startsWith(ROOT); folder = dirname(folder)) {
    const candidate = join(folder, "node_modules", name);
    if (existsSync(join(candidate, "package.json"))) return candidate;
  }
  return undefined;
}

/** A hard link is to Node.js what a copy is, and takes no time. Packages nested in it are placed by themselves. */
function place(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (entry.name === "node_modules") continue;
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) place(source, target);
    else if (entry.isFile()) linkOrCopy(source, target);
  }
}

function linkOrCopy(source: string, target: string): void {
  try {
    linkSync(source, target);
  } catch {
    copyFileSync(source, target);
  }
}
