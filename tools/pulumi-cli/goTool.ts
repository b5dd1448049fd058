import { run } from "./command";
import { findExecutable, foldersOf } from "./executables";
import type { Kit } from "./kit";
import { compareVersions } from "./version";

/** The `go` line of both go.mod files. */
const MINIMUM_GO = "1.26.0";

const VERSION_TIMEOUT_MS = 30_000;

/** A Go that is new enough, with the environment to run it in. */
export interface GoTool {
  readonly file: string;
  readonly env: NodeJS.ProcessEnv;
}

/** @throws {Error} Go is missing or too old; the message says which. */
export async function goTool(
  kit: Pick<Kit, "env" | "signal">,
): Promise<GoTool> {
  const file = await findExecutable("go", foldersOf(kit.env["PATH"]));
  if (!file) throw new Error("PATH holds no `go`");

  const env = buildEnv(kit.env);
  const answer = await run({
    file,
    args: ["version"],
    env,
    timeoutMs: VERSION_TIMEOUT_MS,
    signal: kit.signal,
  });
  const version = goVersionIn(answer);
  if (version === undefined || compareVersions(version, MINIMUM_GO) < 0) {
    const said = answer.trim() || "nothing";
    throw new Error(`Go 1.26 or newer is needed; ${file} says: ${said}`);
  }
  return { file, env };
}

/** From the text of `go version`, as in "go version go1.26.8 linux/amd64". */
function goVersionIn(answer: string): string | undefined {
  const [, release, patch = "0"] =
    /\bgo(\d+\.\d+)(?:\.(\d+))?/.exec(answer) ?? [];
  return release && `${release}.${patch}`;
}

/**
 * The user's settings for reaching modules stay (proxy, checksum data base, private modules); what would change the
 * result is set: no other toolchain, no workspace, no cross compiling, no flags but ours.
 */
function buildEnv(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return {
    ...env,
    CGO_ENABLED: "0",
    GO111MODULE: "on",
    GOARCH: undefined,
    GOFLAGS: "-mod=readonly -buildvcs=false",
    GOOS: undefined,
    GOTOOLCHAIN: "local",
    GOWORK: "off",
  };
}
