import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** Contents by path. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

/** A program's folder with customer files, which `run` is in. Patterns are relative to it, as they are to a program's. */
export function inCustomerFolder<T>(files: Files, run: () => T): T {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-wix-customers-"));
  const before = process.cwd();
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    process.chdir(folder);
    return run();
  } finally {
    process.chdir(before);
    rmSync(folder, { recursive: true, force: true });
  }
}
