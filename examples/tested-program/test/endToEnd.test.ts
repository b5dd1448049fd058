// What the program does at Wix: the real engine and the real provider, against a simulated Wix on this machine.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LocalWorkspace, type Stack } from "@pulumi/pulumi/automation";
import { ACCOUNTS, type Simulator, startSimulator } from "pulumi-wix-simulator";
import { declareBakery } from "../bakery";

describe("the bakery's program at a simulated Wix", function () {
  this.timeout(120_000);
  let simulator: Simulator;
  let folder: string;
  let stack: Stack;

  before(async () => {
    simulator = await startSimulator();
    folder = mkdtempSync(join(tmpdir(), "bakery-"));
    stack = await LocalWorkspace.createOrSelectStack(
      {
        projectName: "tested-program",
        stackName: "test",
        program: () => Promise.resolve(declareBakery(ACCOUNTS.bakery)),
      },
      {
        envVars: {
          PULUMI_BACKEND_URL: `file://${folder}`,
          PULUMI_CONFIG_PASSPHRASE: "test",
          WIX_API_BASE_URL: simulator.url,
          WIX_API_KEY: "any-key",
          WIX_ACCOUNT_ID: ACCOUNTS.main,
        },
      },
    );
  });
  after(async () => {
    await simulator.close();
    rmSync(folder, { recursive: true });
  });

  it("up buys a plan and a domain, once", async () => {
    const { outputs } = await stack.up();
    const live = simulator.world.liveInstances();
    assert.equal(live.length, 2);
    assert.ok(live.every(({ status }) => status === "ENABLED"));
    const domain = live.find(({ type }) => type === "DOMAIN");
    assert.equal(outputs.domainInstanceId?.value, domain?.instanceId);
    assert.equal(simulator.world.counters().packagesBought, 2);
  });

  it("another up has nothing left to do, and asks Wix nothing", async () => {
    simulator.world.clearLog();
    await stack.up({ expectNoChanges: true });
    assert.deepEqual(simulator.world.log(), []);
  });

  it("a plan that somebody cancelled is found by a refresh", async () => {
    const plan = simulator.world
      .liveInstances()
      .find(({ type }) => type === "PREMIUM");
    assert.ok(plan);
    simulator.world.change({
      kind: "cancelInstance",
      instanceId: plan.instanceId,
    });
    const { changeSummary } = await stack.previewRefresh();
    assert.equal(changeSummary?.delete, 1);
  });
});
