import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { realpathSync, rmSync } from "node:fs";
import { join, sep } from "node:path";
import { Stack } from "../support/cli";
import {
  CLI_SETUP_MS,
  type E2eStage,
  openE2eStage,
  STEP_MS,
} from "../support/e2eStage";
import { eventually } from "../support/eventually";
import { install, layProject, type Manager, MANAGERS, WAYS } from "./installed";
import { INSTALL_MS, packAll, temporaryFolder } from "./packed";

describe("packages: packed, installed in an empty folder, and used", function () {
  this.timeout(STEP_MS);
  let folder: string;
  let tarballs: Awaited<ReturnType<typeof packAll>>;
  let stage: E2eStage;

  before(async function () {
    this.timeout(CLI_SETUP_MS);
    folder = temporaryFolder();
    tarballs = await packAll(folder);
    stage = await openE2eStage();
  });
  after(async () => {
    await stage.close();
    rmSync(folder, { recursive: true, force: true });
  });

  for (const manager of Object.keys(MANAGERS) as Manager[]) {
    describe(`by ${manager}`, () => {
      let installed: string;
      before(async function () {
        this.timeout(INSTALL_MS);
        installed = join(folder, manager);
        await install(installed, manager, tarballs);
      });

      it("the provider process finds its code in what was installed", () => {
        const found = realpathSync(
          require.resolve("pulumi-wix/runtime", { paths: [installed] }),
        );
        assert.ok(found.startsWith(realpathSync(installed) + sep), found);
      });

      for (const way of Object.keys(WAYS)) {
        it(`${way}: up, an empty preview, destroy`, async () => {
          const project = layProject(installed, way);
          const stack = await Stack.open({
            simulator: stage.simulator,
            folder: project,
          });
          try {
            const before = stage.world.counters();
            const up = await stack.up();
            assert.equal(up.code, 0, up.text);
            const [one, ...others] = stage.world.liveInstances();
            assert.ok(one && others.length === 0);
            assert.match(up.text, new RegExp(`mail: "${one.instanceId}"`));
            const { bakery } = await stack.state();
            assert.equal(
              bakery?.outputs.__provider,
              'exports.handler=()=>require("pulumi-wix/runtime").forKind("Package");',
            );
            const preview = await stack.preview(["--expect-no-changes"]);
            assert.equal(preview.code, 0, preview.text);
            const destroyed = await stack.destroy();
            assert.equal(destroyed.code, 0, destroyed.text);
            assert.deepEqual(stage.world.liveInstances(), []);
            const { packagesBought } = stage.world.counters();
            assert.equal(packagesBought - before.packagesBought, 1);
          } finally {
            stack.close();
          }
        });
      }

      it("its command starts a simulated Wix", async () => {
        const child = spawn(
          join(installed, "node_modules/.bin/pulumi-wix"),
          ["simulate", "--port", "0"],
          { cwd: installed, stdio: ["ignore", "pipe", "pipe"] },
        );
        try {
          let said = "";
          child.stdout.on("data", (bytes) => (said += String(bytes)));
          const url = () => /WIX_API_BASE_URL=(\S+)/.exec(said)?.[1];
          await eventually(() => url() !== undefined, "its address", 20_000);
          const answer = await fetch(`${url()}/__simulator/state`);
          assert.equal(answer.status, 200);
        } finally {
          child.kill("SIGTERM");
          if (child.exitCode === null) await once(child, "exit");
        }
      });
    });
  }
});
