import { join } from "node:path";

import { run } from "./command";
import type { Kit } from "./kit";
import { maker } from "./maker";

/** Enough for 130 MB at 2 Mbit/s. */
const DOWNLOAD_TIMEOUT_MS = 10 * 60_000;

/** Runs Pulumi's own installer: what most users get. */
export const officialDownload = (kit: Kit) =>
  maker("download", kit, (room) =>
    kit.progress.during("Downloading the official Pulumi CLI", async () => {
      const [file, ...args] = kit.officialInstaller;
      await run({
        file,
        args: [...args, room],
        cwd: room,
        // What the installer and the CLI it tries out write beside goes where it will be removed.
        env: { ...kit.env, TMPDIR: room, PULUMI_HOME: join(room, "home") },
        timeoutMs: DOWNLOAD_TIMEOUT_MS,
        signal: kit.signal,
      });
      return join(room, "bin");
    }),
  );
