import { copyFileSync, cpSync, existsSync, linkSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative, sep } from "node:path";

export const ROOT = dirname(dirname(__dirname));

/** The smallest program of this workspace, where `pulumi-wix` is a link to `sdk`. */
export const WORKSPACE_PROGRAM = join(ROOT, "examples", "first-package");

/** A program directory of its own, outside of the checkout. */
export interface Installed {
  readonly program: string;
  remove(): void;
}

/** Published by npm: `dist` and `package.json`. */
const OURS: Readonly<Record<string, string>> = {
  "pulumi-wix": join(ROOT, "sdk"),
  "pulumi-wix-provider": join(ROOT, "provider"),
};
