import { access, constants, stat } from "node:fs/promises";
import { delimiter, join, resolve } from "node:path";

const SUFFIXES = process.platform === "win32" ? [".exe", ".cmd"] : [""];

/** The folders of a PATH value, in its order. */
export function foldersOf(path: string | undefined): readonly string[] {
  return (path ?? "")
    .split(delimiter)
    .filter((folder) => folder !== "")
    .map((folder) => resolve(folder));
}

/** The program of that name in the first folder that has one; undefined when none has. */
export async function findExecutable(
  name: string,
  folders: readonly string[],
): Promise<string | undefined> {
  for (const folder of folders) {
    for (const suffix of SUFFIXES) {
      const file = join(folder, name + suffix);
      if (await isExecutable(file)) return file;
    }
  }
  return undefined;
}

async function isExecutable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}
