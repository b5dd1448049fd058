import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { run } from "./command";
import { findExecutable } from "./executables";
import type { Kit } from "./kit";
import { fits, MINIMUM_VERSION, versionIn } from "./version";
import type { Answer, Found, Miss } from "./ways";

export const ENGINE = "pulumi";
export const LANGUAGE_HOST = "pulumi-language-nodejs";
export const DYNAMIC_PLUGIN = "pulumi-resource-pulumi-nodejs";

/** `pulumi version` of a cold binary takes a second or two on a slow disk. */
const VERSION_TIMEOUT_MS = 30_000;

/**
 * Whether the engine and its two companions can work together.
 *
 * @param engine the `pulumi` to use; its folder becomes `binDir`.
 * @param folders where the companions may be, besides the engine's own folder.
 */
export async function checkInstallation(
  engine: string,
  folders: readonly string[],
  kit: Kit,
): Promise<Answer> {
  const binDir = dirname(engine);
  for (const part of [LANGUAGE_HOST, DYNAMIC_PLUGIN]) {
    if (!(await findExecutable(part, [binDir, ...folders])))
      return { whyNot: `${engine} has no \`${part}\` to go with it` };
  }
  return askVersion(engine, kit);
}

/** The same for a folder that must hold all three. */
export async function checkFolder(folder: string, kit: Kit): Promise<Answer> {
  const engine = await findExecutable(ENGINE, [folder]);
  if (!engine) return { whyNot: `${folder} has no \`${ENGINE}\`` };
  return checkInstallation(engine, [], kit);
}

async function askVersion(engine: string, kit: Kit): Promise<Answer> {
  // Even `pulumi version` writes a log into its home, and nobody asked us to make a ~/.pulumi.
  const home = await mkdtemp(join(tmpdir(), "pulumi-wix-version-"));
  const isolation = { PULUMI_HOME: home, PULUMI_SKIP_UPDATE_CHECK: "true" };
  try {
    const answer = await run({
      file: engine,
      args: ["version"],
      env: { ...kit.env, ...isolation },
      timeoutMs: VERSION_TIMEOUT_MS,
      signal: kit.signal,
    });
    return judge(engine, answer);
  } catch (error) {
    kit.signal.throwIfAborted();
    const reason = error instanceof Error ? error.message : String(error);
    return { whyNot: `\`${engine} version\` failed: ${reason}` };
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

function judge(engine: string, answer: string): Found | Miss {
  const version = versionIn(answer);
  if (version === undefined)
    return { whyNot: `${engine} did not say its version` };
  if (!fits(version)) {
    const wanted = `${MINIMUM_VERSION} or a newer 3.x is needed`;
    return { whyNot: `${engine} is version ${version}; ${wanted}` };
  }
  return { binDir: dirname(engine), version };
}
