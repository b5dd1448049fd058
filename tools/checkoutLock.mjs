// One setup of a checkout at a time. A folder is the lock, because making one is atomic on every file system.
import {
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";

const POLL_MS = 300;
const MAX_WAIT_MS = 20 * 60_000;

/** A lock without an owner's name was made just now, or its maker died in between. */
const NAMELESS_MS = 10_000;

/**
 * Takes the lock, waiting for a living owner, and returns the function that gives it back.
 * Throws when the wait is over or the folder cannot be made.
 */
export async function takeLock(folder, onWait) {
  const attempts = MAX_WAIT_MS / POLL_MS;
  for (let attempt = 0; attempt < attempts; attempt++) {
    if (isNew(folder)) {
      writeFileSync(ownerFile(folder), `${process.pid} ${hostname()}\n`);
      return () => rmSync(folder, { recursive: true, force: true });
    }
    if (isStale(folder)) {
      breakLock(folder);
      continue;
    }
    if (attempt === 0) onWait();
    await sleep(POLL_MS);
  }
  const minutes = MAX_WAIT_MS / 60_000;
  throw new Error(
    `the other setup was not done after ${minutes} minutes; if there is none, remove ${folder}`,
  );
}

/** Removes a stale lock. The second folder keeps two that saw it stale from removing each other's new one. */
function breakLock(folder) {
  const breaking = `${folder}-breaking`;
  if (!isNew(breaking)) {
    if (ageMs(breaking) > NAMELESS_MS)
      rmSync(breaking, { recursive: true, force: true });
    return;
  }
  try {
    if (isStale(folder)) rmSync(folder, { recursive: true, force: true });
  } finally {
    rmSync(breaking, { recursive: true, force: true });
  }
}

/** True when its owner is dead. An owner on another machine is taken for alive. */
function isStale(folder) {
  const [, pid, host] = /^(\d+) (.+)\n$/.exec(ownerOf(folder)) ?? [];
  if (pid === undefined) return ageMs(folder) > NAMELESS_MS;
  return host === hostname() && !isAlive(Number(pid));
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM"; // alive, but another user's
  }
}

function ownerOf(folder) {
  try {
    return readFileSync(ownerFile(folder), "utf8");
  } catch {
    return "";
  }
}

/** Zero for a folder that is gone meanwhile. */
function ageMs(folder) {
  const stats = statSync(folder, { throwIfNoEntry: false });
  return stats ? Date.now() - stats.mtimeMs : 0;
}

function isNew(folder) {
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

const ownerFile = (folder) => join(folder, "owner");
