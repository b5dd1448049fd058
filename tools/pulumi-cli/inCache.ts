import { readdir } from "node:fs/promises";
import { join } from "node:path";

import { entryName, versionOfEntry } from "./cacheFolder";
import { checkFolder } from "./installation";
import type { Kit } from "./kit";
import { compareVersions, fits } from "./version";
import { isFound, type Way } from "./ways";

/** What an earlier run downloaded or built, in whichever checkout; the newest that works. */
export const inCache = (kit: Kit): Way => ({
  source: "cache",
  async look() {
    const reasons: string[] = [];
    for (const version of await versionsIn(kit.cacheFolder)) {
      const folder = join(kit.cacheFolder, entryName(version));
      const answer = await checkFolder(folder, kit);
      if (isFound(answer)) return answer;
      reasons.push(answer.whyNot);
    }
    const nothing = `nothing usable in ${kit.cacheFolder}`;
    return { whyNot: reasons.join("; ") || nothing };
  },
});

/** Newest first. */
async function versionsIn(folder: string): Promise<readonly string[]> {
  // No folder, or none that can be read, holds no versions; the ways that write say what is wrong with it.
  const names = await readdir(folder).catch(() => []);
  return names
    .map(versionOfEntry)
    .filter((version) => version !== undefined)
    .filter(fits)
    .sort((left, right) => compareVersions(right, left));
}
