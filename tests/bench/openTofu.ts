import { spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Simulator } from "pulumi-wix-simulator";
import { cacheFolder } from "../../tools/pulumi-cli/cacheFolder";
import { run } from "../../tools/pulumi-cli/command";
import { goTool } from "../../tools/pulumi-cli/goTool";
import { customer } from "../fleet/customers";
import { ROOT } from "../support/layout";
import { processesWith } from "../support/processes";
import { CANARY_KEY } from "../support/providerProcess";
import { changed, customers } from "./customers";
import { sampleMemory } from "./memorySampler";
import { type Ended, measured, type Tool } from "./tool";

const MODULES = join(ROOT, "tools", "opentofu");
/** So named that OpenTofu takes it for the provider. */
const BUILDS = {
  cli: "tofu",
  restapi: "terraform-provider-restapi",
} as const;
const BUILD_MS = 40 * 60_000;

/**
 * OpenTofu and the REST provider, built once from the modules pinned in tools/opentofu.
 *
 * @returns the folder of both; undefined with a word on standard error when Go is not there
 */
export async function openTofu(): Promise<string | undefined> {
  const folder = join(dirname(cacheFolder(process.env)), "opentofu-1.10.6");
  mkdirSync(folder, { recursive: true });
  const { signal } = new AbortController();
  try {
    for (const [module, file] of Object.entries(BUILDS)) {
      if (existsSync(join(folder, file))) continue;
      const go = await goTool({ env: process.env, signal });
      console.error(`Building ${file} from Go modules (some minutes, once)`);
      await run({
        file: go.file,
        args: [
          ...["build", "-trimpath", "-ldflags=-s -w"],
          ...["-o", join(folder, file), "tool"],
        ],
        cwd: join(MODULES, module),
        env: go.env,
        timeoutMs: BUILD_MS,
        signal,
      });
    }
    return folder;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    console.error(
      `(iii) OpenTofu is left out, because it could not be built: ${why}`,
    );
    return undefined;
  }
}

/** A folder with a state of its own. Packages only: the provider reads by GET, and Wix has no Get of a site. */
export function openTofuTool(
  simulator: Simulator,
  bin: string,
  count: number,
  requestsPerSecond: number,
): Tool {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-wix-tofu-"));
  const source = join(__dirname, "opentofu");
  for (const file of readdirSync(source))
    cpSync(join(source, file), join(folder, file));
  const settings = join(folder, "tofu.rc");
  writeFileSync(
    settings,
    `provider_installation {\n  dev_overrides {\n    "mastercard/restapi" = ${JSON.stringify(bin)}\n  }\n  direct {}\n}\n`,
  );
  const { accountId } = customer(0);
  const declared = customers(count, accountId);
  const declare = (some: typeof declared) => {
    writeFileSync(join(folder, "customers.json"), JSON.stringify(some));
  };
  const stateFile = join(folder, "terraform.tfstate");

  const apply = (...flags: readonly string[]) =>
    measured(
      simulator,
      async (): Promise<Ended> => {
        const child = spawn(
          join(bin, "tofu"),
          [
            "apply",
            ...flags,
            "-auto-approve",
            "-no-color",
            "-input=false",
            "-parallelism=8",
          ],
          {
            cwd: folder,
            env: {
              PATH: process.env.PATH,
              HOME: folder,
              TF_CLI_CONFIG_FILE: settings,
              TF_VAR_url: simulator.url,
              TF_VAR_key: CANARY_KEY,
              TF_VAR_account: accountId,
              TF_VAR_rate: String(requestsPerSecond),
            },
          },
        );
        const memory = sampleMemory(() => processesWith(folder));
        let text = "";
        child.stdout.on("data", (bytes: Buffer) => (text += bytes.toString()));
        child.stderr.on("data", (bytes: Buffer) => (text += bytes.toString()));
        const code = await new Promise<number | null>((resolve, reject) => {
          child.once("error", reject);
          child.once("close", resolve);
        });
        const failed =
          code === 0
            ? undefined
            : (/Error: (.*)/.exec(text)?.[1] ?? `exit ${code}`);
        return { failed, memory: memory.stop() };
      },
      () => (existsSync(stateFile) ? statSync(stateFile).size : 0),
    );

  return {
    name: "(iii) OpenTofu, REST provider",
    create: () => {
      declare(declared);
      return apply();
    },
    // As Pulumi's `up` without --refresh.
    noop: () => apply("-refresh=false"),
    refresh: () => apply("-refresh-only"),
    change: () => {
      declare(changed(declared));
      return apply("-refresh=false");
    },
    close: () => {
      rmSync(folder, { recursive: true, force: true });
      return Promise.resolve();
    },
  };
}
