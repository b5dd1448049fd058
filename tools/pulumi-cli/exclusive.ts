import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { lock } from "proper-lockfile";

import type { Kit } from "./kit";

/** A holder touches its lock every 5 s; one that is silent for four times as long is dead. */
const UPDATE_MS = 5_000;
const STALE_MS = 20_000;

/** Longer than the slowest build that is not given up, so a living holder is waited for. */
const MAX_WAIT_MS = 65 * 60_000;

/**
 * Runs the work while no other process, and no other call in this one, holds the lock of the cache folder.
 *
 * The work's signal also aborts when the lock is lost, as after a machine's sleep.
 *
 * @throws {Error} The folder cannot be made or written, or another process held the lock too long.
 */
export async function exclusive<T>(
  kit: Kit,
  work: (kit: Kit) => Promise<T>,
): Promise<T> {
  const lost = new AbortController();
  await mkdir(kit.cacheFolder, { recursive: true });
  const release = await acquire(kit, (error) => lost.abort(error));
  try {
    const signal = AbortSignal.any([kit.signal, lost.signal]);
    return await work({ ...kit, signal });
  } finally {
    // A lock that was lost is not ours to release.
    if (!lost.signal.aborted) await release();
  }
}

type Release = () => Promise<void>;

async function acquire(
  kit: Kit,
  onLost: (error: Error) => void,
): Promise<Release> {
  const attempt = () => tryLock(kit.cacheFolder, onLost);
  const release = await attempt();
  if (release) return release;
  return kit.progress.during(
    "Waiting for another process that is getting the Pulumi CLI",
    () => poll(attempt, kit),
  );
}

async function poll(
  attempt: () => Promise<Release | undefined>,
  { lockPollMs, signal }: Kit,
): Promise<Release> {
  const attempts = Math.ceil(MAX_WAIT_MS / lockPollMs);
  for (let count = 0; count < attempts; count++) {
    await sleep(lockPollMs, undefined, { signal });
    const release = await attempt();
    if (release) return release;
  }
  const minutes = MAX_WAIT_MS / 60_000;
  throw new Error(`the other process was not done after ${minutes} minutes`);
}

/** Undefined when somebody else has it. */
async function tryLock(
  folder: string,
  onCompromised: (error: Error) => void,
): Promise<Release | undefined> {
  try {
    return await lock(folder, {
      lockfilePath: join(folder, ".lock"),
      stale: STALE_MS,
      update: UPDATE_MS,
      onCompromised,
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ELOCKED") return undefined;
    throw error;
  }
}
