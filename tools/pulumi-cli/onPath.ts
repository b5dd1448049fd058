import { realpath } from "node:fs/promises";
import { dirname } from "node:path";

import { findExecutable, foldersOf } from "./executables";
import { checkInstallation, ENGINE } from "./installation";
import type { Kit } from "./kit";
import type { Way } from "./ways";

/** The user's own CLI: the first `pulumi` on PATH, if it is new enough and its companions are with it. */
export const onPath = (kit: Kit): Way => ({
  source: "path",
  async look() {
    const folders = foldersOf(kit.env["PATH"]);
    const engine = await findExecutable(ENGINE, folders);
    if (!engine) return { whyNot: `PATH holds no \`${ENGINE}\`` };
    // The engine looks beside its real file, so a lone link into an installation works too.
    const real = dirname(await realpath(engine));
    return checkInstallation(engine, [real, ...folders], kit);
  },
});
