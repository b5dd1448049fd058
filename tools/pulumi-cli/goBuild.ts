import { chmod, copyFile, mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";

import { run } from "./command";
import { type GoTool, goTool } from "./goTool";
import { DYNAMIC_PLUGIN, ENGINE, LANGUAGE_HOST } from "./installation";
import type { Kit } from "./kit";
import { maker } from "./maker";
import { ENGINE_VERSION } from "./version";

interface Build {
  readonly step: string;
  /** The folder of go.mod and go.sum, whose one `tool` line names the package. */
  readonly module: string;
  readonly output: string;
  readonly timeoutMs: number;
}

/** The small one first: where modules cannot be had, it fails in seconds. Bounds are ten times what two cores took. */
const BUILDS: readonly Build[] = [
  {
    step: "Building Pulumi's Node.js host from Go modules (a minute, once)",
    module: join(__dirname, "nodehost"),
    output: LANGUAGE_HOST,
    timeoutMs: 10 * 60_000,
  },
  {
    step: "Building the Pulumi engine from Go modules (4 minutes, once)",
    module: join(__dirname, "engine"),
    output: ENGINE,
    timeoutMs: 40 * 60_000,
  },
];

const VERSION_SYMBOL =
  "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";
const FLAGS = [
  "-trimpath",
  "-tags=osusergo,grpcnotrace",
  `-ldflags=-s -w -X ${VERSION_SYMBOL}=v${ENGINE_VERSION}`,
];

/** Builds from the modules pinned in engine/ and nodehost/: for machines that reach a Go proxy but not Pulumi's site. */
export const goBuild = (kit: Kit) =>
  maker("build", kit, async (room) => {
    const go = await goTool(kit);
    const bin = join(room, "bin");
    await mkdir(bin);
    await mkdir(join(room, "tmp"));
    for (const build of BUILDS)
      await kit.progress.during(build.step, () =>
        compile(build, go, room, kit),
      );
    await copyDynamicPlugin(bin);
    return bin;
  });

async function compile(build: Build, go: GoTool, room: string, kit: Kit) {
  await run({
    file: go.file,
    args: ["build", ...FLAGS, "-o", join(room, "bin", build.output), "tool"],
    cwd: build.module,
    // A killed compiler leaves its work behind; here it is removed with the room.
    env: { ...go.env, GOTMPDIR: join(room, "tmp") },
    timeoutMs: build.timeoutMs,
    signal: kit.signal,
  });
}

/** A shell script at the root of the SDK's npm package, there without its run bit. */
async function copyDynamicPlugin(bin: string): Promise<void> {
  const sdk = dirname(require.resolve("@pulumi/pulumi/package.json"));
  const file = join(bin, DYNAMIC_PLUGIN);
  await copyFile(join(sdk, DYNAMIC_PLUGIN), file);
  await chmod(file, 0o755);
}
