import { readFile } from "node:fs/promises";
import { z } from "zod";
import { SeedSchema, type Seed } from "./seed";

/** A seed file that cannot be used; the message names the file, and each fault with its path. */
export class SeedFileError extends Error {
  override readonly name = "SeedFileError";
}

/**
 * The seed in a JSON file.
 *
 * @throws {SeedFileError} when the file cannot be read, is not JSON, or does not describe a world.
 */
export async function loadSeed(path: string): Promise<Seed> {
  const seed = parseJson(path, await readText(path));
  const checked = SeedSchema.safeParse(seed);
  if (!checked.success) {
    throw new SeedFileError(
      `seed file ${path} is not valid:\n${z.prettifyError(checked.error)}`,
    );
  }
  return checked.data;
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    throw new SeedFileError(
      `seed file ${path} cannot be read: ${textOf(cause)}`,
      { cause },
    );
  }
}

function parseJson(path: string, text: string): unknown {
  try {
    // Editors on Windows may put a byte order mark in front.
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (cause) {
    throw new SeedFileError(`seed file ${path} is not JSON: ${textOf(cause)}`, {
      cause,
    });
  }
}

const textOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
