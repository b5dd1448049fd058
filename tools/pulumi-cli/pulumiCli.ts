import { join } from "node:path";

import { cacheFolder } from "./cacheFolder";
import { exclusive } from "./exclusive";
import { goBuild } from "./goBuild";
import { inCache } from "./inCache";
import { interruptible } from "./interruption";
import type { Kit } from "./kit";
import { officialDownload } from "./officialDownload";
import { onPath } from "./onPath";
import { plainProgress, progressOn, spoken } from "./progress";
import { PulumiCliMissing } from "./pulumiCliMissing";
import { removeLeftovers } from "./staged";
import { MINIMUM_VERSION } from "./version";
import {
  firstFound,
  type Miss,
  type PulumiCli,
  type Source,
  TITLES,
} from "./ways";

export interface PulumiCliOptions {
  /** Receives each line of progress. @default standard error, with a running clock on a terminal */
  readonly log?: (line: string) => void;
  /**
   * Ends the work and removes what is half made. With it, signals of the process are the caller's business;
   * without it, SIGINT, SIGTERM and SIGHUP clean up first and then end the process.
   */
  readonly signal?: AbortSignal;
  /** PATH, HOME, XDG_CACHE_HOME and PULUMI_WIX_CACHE are read from it, and programs run in it. @default process.env */
  readonly env?: NodeJS.ProcessEnv;
  /** For tests: see {@link Kit}. */
  readonly officialInstaller?: Kit["officialInstaller"];
  readonly lockPollMs?: number;
}

const READY = [onPath, inCache];
// Asked with the lock held; the cache once more, because the process waited for may just have filled it.
const MADE = [inCache, officialDownload, goBuild];

/**
 * A folder with a working `pulumi`, new enough for this project, with what it needs to run TypeScript programs.
 *
 * Takes what is on PATH, else in the cache, else downloads, else builds. Safe to call twice at once, from any number of
 * processes: one of them makes it, the others wait.
 *
 * @throws {PulumiCliMissing} No way worked.
 * @throws The signal's reason.
 */
export async function pulumiCli(
  options: PulumiCliOptions = {},
): Promise<PulumiCli> {
  const kit = kitOf(options);
  const misses = new Map<Source, Miss>();

  const ready = await firstFound(
    READY.map((way) => way(kit)),
    (source, miss) => misses.set(source, miss),
  );
  if (ready) return ready;

  const reasons = [...misses.values()].map((miss) => miss.whyNot).join("; ");
  kit.progress.line(
    `The Pulumi CLI, ${MINIMUM_VERSION} or newer, is not here yet: ${reasons}.`,
  );
  const made = options.signal
    ? await make(kit, misses)
    : await interruptible((signal) => make({ ...kit, signal }, misses));
  if (made) return made;
  throw new PulumiCliMissing(misses);
}

async function make(
  kit: Kit,
  misses: Map<Source, Miss>,
): Promise<PulumiCli | undefined> {
  const startedAt = performance.now();
  const onMiss = (source: Source, miss: Miss) => {
    misses.set(source, miss);
    if (source !== "cache")
      kit.progress.line(`Failed: ${TITLES[source]}: ${miss.whyNot}`);
  };
  try {
    const made = await exclusive(kit, async (locked) => {
      await removeLeftovers(locked.cacheFolder);
      return firstFound(
        MADE.map((way) => way(locked)),
        onMiss,
      );
    });
    if (made) {
      const time = spoken(performance.now() - startedAt);
      kit.progress.line(
        `Pulumi ${made.version} is ready in ${made.binDir} (${time}).`,
      );
    }
    return made;
  } catch (error) {
    kit.signal.throwIfAborted();
    // The lock could not be had or was lost: the reason of every way that still needed it.
    const whyNot = `${kit.cacheFolder}: ${(error as Error).message}`;
    for (const source of ["download", "build"] as const)
      if (!misses.has(source)) onMiss(source, { whyNot });
    return undefined;
  }
}

function kitOf(options: PulumiCliOptions): Kit {
  const env = options.env ?? process.env;
  const { log } = options;
  return {
    env,
    progress: log ? plainProgress(log) : progressOn(process.stderr),
    signal: options.signal ?? new AbortController().signal,
    cacheFolder: cacheFolder(env),
    officialInstaller: options.officialInstaller ?? [
      process.execPath,
      join(__dirname, "officialInstall.cjs"),
    ],
    lockPollMs: options.lockPollMs ?? 500,
  };
}
