import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import {
  ACCOUNTS,
  demoSeed,
  PRODUCTS,
  type Simulator,
  startSimulator,
} from "pulumi-wix-simulator";
import { pulumiCli } from "../pulumi-cli/pulumiCli";
import { isolatedEnv } from "../pulumi-cli/isolatedEnv";
import { type Pulumi, pulumiIn } from "./pulumi";
import { wixTable } from "./wixTable";

const root = resolve(__dirname, "../..");
const productNames = new Map(
  (demoSeed().catalog ?? []).map(({ id, name }) => [id, name]),
);

const heading = (text: string): void => {
  process.stdout.write(
    `\n── ${text} ${"─".repeat(Math.max(0, 74 - text.length))}\n`,
  );
};

/** The story of the demo: bought, nothing left to do, upgraded, cancelled. */
async function story(pulumi: Pulumi, { world }: Simulator): Promise<void> {
  const show = () => {
    const { packagesBought, requests } = world.counters();
    const sent = Object.values(requests).reduce((sum, count) => sum + count, 0);
    process.stdout.write(
      `\n${wixTable(world, productNames)}\npackages bought: ${packagesBought}, requests since the start: ${sent}\n`,
    );
  };

  heading("A customer's plan, declared and bought");
  await pulumi("up", "--yes", "--skip-preview");
  heading("What now exists at the simulated Wix");
  show();

  heading("Nothing is left to do");
  await pulumi("preview", "--expect-no-changes");

  heading("An upgrade: the same instance, another plan");
  await pulumi("config", "set", "plan", PRODUCTS.planPro);
  await pulumi("up", "--yes", "--skip-preview");
  show();

  heading("Clean-up: a paid service is cancelled only with allowCancel");
  await pulumi("config", "set", "allowCancel", "true");
  await pulumi("up", "--yes", "--skip-preview");
  await pulumi("destroy", "--yes", "--skip-preview");
  show();
}

/** `stack init` alone knows no `--config-file` and leaves its file in the project. */
async function initStack(pulumi: Pulumi): Promise<void> {
  const left = join(root, "Pulumi.demo.yaml");
  const isOurs = !existsSync(left);
  await pulumi("stack", "init", "demo");
  if (isOurs) rmSync(left, { force: true });
}

async function main(): Promise<void> {
  const interrupted = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    process.once(name, () => interrupted.abort(new Error("interrupted")));
  }
  const { signal } = interrupted;
  const { binDir } = await pulumiCli({ signal });
  const folder = mkdtempSync(join(tmpdir(), "pulumi-wix-demo-"));
  const simulator = await startSimulator({ settings: { pendingMs: 1_500 } });
  try {
    const backendDir = join(folder, "state");
    mkdirSync(backendDir);
    const env = {
      ...isolatedEnv({
        binDir,
        home: join(folder, "home"),
        backendDir,
        passphrase: "demo",
      }),
      WIX_API_BASE_URL: simulator.url,
      WIX_API_KEY: "IST.a-key-that-only-the-simulator-takes",
      WIX_ACCOUNT_ID: ACCOUNTS.main,
    };
    const pulumi = pulumiIn({
      binDir,
      cwd: root,
      env,
      signal,
      always: [
        "--non-interactive",
        "--stack=demo",
        `--config-file=${join(folder, "Pulumi.demo.yaml")}`,
      ],
    });
    await initStack(
      pulumiIn({
        binDir,
        cwd: root,
        env,
        signal,
        always: ["--non-interactive"],
      }),
    );
    await story(pulumi, simulator);
  } finally {
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = 1;
});
