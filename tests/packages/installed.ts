import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { ROOT } from "../support/layout";
import { INSTALL_MS, type PackageName } from "./packed";

const run = promisify(execFile);

type Tarballs = Readonly<Record<PackageName, string>>;

/** Development tools of a user's project, in the versions of this repository unless the manager says another. */
const TOOLS = ["@pulumi/pulumi", "typescript", "ts-node", "@types/node"];

/** How a package manager installs what a `package.json` names. */
export const MANAGERS = {
  npm: {
    command: process.platform === "win32" ? "npm.cmd" : "npm",
    args: ["install", "--prefer-offline", "--no-audit", "--no-fund"],
    // The packages ask for each other by version, and are not on the registry.
    overrides: (tarballs: Tarballs) => ({ overrides: asFiles(tarballs) }),
    versions: {},
  },
  pnpm: {
    command: join(ROOT, "node_modules/.bin/pnpm"),
    args: ["install", "--prefer-offline", "--ignore-scripts"],
    overrides: (tarballs: Tarballs) => ({
      pnpm: { overrides: asFiles(tarballs) },
    }),
    // The oldest that reads our declarations, as the README of the package says.
    versions: { typescript: "~5.0.4" },
  },
} as const;
export type Manager = keyof typeof MANAGERS;

const asFiles = (tarballs: Tarballs): Record<string, string> =>
  Object.fromEntries(
    Object.entries(tarballs).map(([name, path]) => [name, `file:${path}`]),
  );

/**
 * Installs the packed packages into an empty folder, as a user's project has them: `pulumi-wix` and `@pulumi/pulumi` are direct
 * dependencies, the other two come along.
 */
export async function install(
  folder: string,
  manager: Manager,
  tarballs: Tarballs,
): Promise<void> {
  const { command, args, overrides, versions } = MANAGERS[manager];
  const root = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
    devDependencies: Record<string, string>;
  };
  const described = {
    private: true,
    dependencies: {
      "pulumi-wix": `file:${tarballs["pulumi-wix"]}`,
      ...Object.fromEntries(
        TOOLS.map((name) => [name, root.devDependencies[name]]),
      ),
      ...versions,
    },
    ...overrides(tarballs),
  };
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify(described));
  await run(command, args, { cwd: folder, timeout: INSTALL_MS });
}

const ARGS = `{
  accountId: "aaaaaaaa-0000-4000-8000-000000000010",
  allowCancel: true,
  products: {
    mail: {
      catalogProductId: "cccccccc-0000-4000-8000-000000000004",
      countryCode: "BR",
      billingInfo: {
        type: "RECURRING",
        cycleDuration: { unit: "MONTH", count: 1 },
      },
    },
  },
}`;

/** A program in each way in which a package is imported. */
export const WAYS: Readonly<
  Record<
    string,
    {
      readonly file: string;
      readonly source: string;
      readonly type: "commonjs" | "module";
      readonly tsconfig?: Readonly<Record<string, unknown>>;
    }
  >
> = {
  "CommonJS, JavaScript": {
    file: "index.js",
    type: "commonjs",
    source: `const wix = require("pulumi-wix");
const bakery = new wix.Package("bakery", ${ARGS});
exports.mail = bakery.instanceId("mail");
`,
  },
  "ES modules, JavaScript": {
    file: "index.js",
    type: "module",
    source: `import { Package } from "pulumi-wix";
const bakery = new Package("bakery", ${ARGS});
export const mail = bakery.instanceId("mail");
`,
  },
  "CommonJS, TypeScript": {
    file: "index.ts",
    type: "commonjs",
    source: `import * as wix from "pulumi-wix";
const bakery = new wix.Package("bakery", ${ARGS});
export const mail = bakery.instanceId("mail");
`,
    tsconfig: { module: "nodenext", strict: true, target: "es2022" },
  },
  "ES modules, TypeScript": {
    file: "index.ts",
    type: "module",
    source: `import * as wix from "pulumi-wix";
const bakery = new wix.Package("bakery", ${ARGS});
export const mail = bakery.instanceId("mail");
`,
    tsconfig: { module: "nodenext", strict: true, target: "es2022" },
  },
};

/** Lays a project that imports the packages in this way, below where they are installed. @returns its folder */
export function layProject(installed: string, way: string): string {
  const found = WAYS[way];
  if (!found) throw new RangeError(`there is no way ${way}`);
  const { file, source, type, tsconfig } = found;
  const folder = join(installed, way.replaceAll(/\W+/g, "-"));
  mkdirSync(folder);
  const write = (name: string, text: string) =>
    writeFileSync(join(folder, name), text);
  write("Pulumi.yaml", "name: installed\nruntime: nodejs\n");
  write("package.json", JSON.stringify({ type, main: file }));
  write(file, source);
  if (tsconfig)
    write("tsconfig.json", JSON.stringify({ compilerOptions: tsconfig }));
  return folder;
}
