import { mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";

import { entryName } from "./cacheFolder";
import { checkFolder } from "./installation";
import type { Kit } from "./kit";
import { type Answer, isFound } from "./ways";

const PREFIX = ".making-";

/**
 * Adds a version to the cache whole or not at all: made in a temporary folder beside its place, checked there, renamed.
 * The temporary folder is gone afterwards, whatever happened.
 *
 * Call it with the lock held.
 *
 * @param fill makes the three files somewhere in the folder it is given, and returns where.
 */
export async function staged(
  kit: Kit,
  fill: (room: string) => Promise<string>,
): Promise<Answer> {
  const room = await mkdtemp(join(kit.cacheFolder, PREFIX));
  try {
    const made = await fill(room);
    const answer = await checkFolder(made, kit);
    if (!isFound(answer)) return answer;
    kit.signal.throwIfAborted();

    const place = join(kit.cacheFolder, entryName(answer.version));
    await moveAway(place, join(room, "replaced"));
    await rename(made, place);
    return { binDir: place, version: answer.version };
  } finally {
    await remove(room);
  }
}

/** Removes the temporary folders of runs that were killed. Call it with the lock held: then nobody else uses one. */
export async function removeLeftovers(folder: string): Promise<void> {
  const names = await readdir(folder);
  const leftovers = names.filter((name) => name.startsWith(PREFIX));
  // Settled either way: a compiler that outlived its killed parent may still write there, and the next run tries again.
  await Promise.allSettled(leftovers.map((name) => remove(join(folder, name))));
}

/** What stands in the place is broken, or the cache would have been used. */
async function moveAway(place: string, aside: string): Promise<void> {
  try {
    await rename(place, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
}

// The retries are for a program that was just ended and still closes its files.
const remove = (folder: string) =>
  rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
