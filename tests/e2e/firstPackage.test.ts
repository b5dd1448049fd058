import assert from "node:assert/strict";
import { ACCOUNTS, PRODUCTS, SITES } from "pulumi-wix-simulator";
import type { Run, Stack } from "../support/cli";
import {
  CLI_SETUP_MS,
  type E2eStage,
  openE2eStage,
  STEP_MS,
  writesIn,
} from "../support/e2eStage";
import { MONTHLY } from "../support/packageArgs";
import { shownBy } from "../support/shown";

describe("e2e: examples/first-package", function () {
  this.timeout(STEP_MS);
  let stage: E2eStage;
  let stack: Stack;
  let packageId: string;

  const succeeds = async (run: Promise<Run>): Promise<Run> => {
    const ended = await run;
    assert.equal(ended.code, 0, ended.text);
    return ended;
  };

  before(async function () {
    this.timeout(CLI_SETUP_MS);
    stage = await openE2eStage();
    stack = await stage.stack({ project: "examples/first-package" });
  });
  after(() => stage.close());
  beforeEach(() => stage.world.clearLog());

  it("up buys the plan and puts it on the customer's site", async () => {
    await succeeds(stack.run(["up", "--yes"]));
    const [plan, ...others] = stage.world.liveInstances();
    assert.ok(plan && others.length === 0);
    assert.equal(plan.accountId, ACCOUNTS.bakery);
    assert.equal(plan.siteId, SITES.bakeryShop);
    assert.equal(plan.catalogProductId, PRODUCTS.planBasic);
    assert.equal(plan.status, "ENABLED");
    assert.deepEqual(plan.billingInfo, MONTHLY);
    packageId = plan.packageId;

    const { stdout } = await succeeds(stack.run(["stack", "output", "--json"]));
    assert.deepEqual(JSON.parse(stdout), {
      packageId,
      planInstanceId: plan.instanceId,
    });
  });

  it("preview is empty, and so is up: no request", async () => {
    await succeeds(stack.preview(["--expect-no-changes"]));
    await succeeds(stack.up(["--expect-no-changes"]));
    assert.deepEqual(stage.world.log(), []);
  });

  it("refresh is empty, in one request", async () => {
    await succeeds(stack.driftRun());
    assert.equal(stage.world.log().length, 1);
  });

  it("up --refresh is empty, and writes nothing", async () => {
    await succeeds(stack.up(["--refresh", "--expect-no-changes"]));
    assert.deepEqual(writesIn(stage.world), []);
  });

  it("destroy is refused at preview while the service is protected: no request", async () => {
    for (const flags of [["--yes"], ["--yes", "--skip-preview"]]) {
      const destroy = await stack.run(["destroy", ...flags]);
      assert.notEqual(destroy.code, 0, destroy.text);
      assert.match(destroy.text, /protected/);
    }
    assert.deepEqual(stage.world.log(), []);
  });

  it("destroy is done when the program says allowCancel", async () => {
    await succeeds(stack.config("allowCancel", "true"));
    await succeeds(stack.up());
    assert.deepEqual(writesIn(stage.world), []);
    await succeeds(stack.run(["destroy", "--yes"]));
    assert.deepEqual(writesIn(stage.world), [
      `DELETE /resellers/v1/packages/${packageId}`,
    ]);
    const { instancesLive, packagesBought } = stage.world.counters();
    assert.deepEqual([instancesLive, packagesBought], [0, 1]);
  });

  it("the root of the repository is a project too", async () => {
    const root = await stage.stack({ project: "." });
    const preview = await succeeds(root.preview(["--json"]));
    const ops = Object.values(shownBy(preview)).map(({ op }) => op);
    assert.ok(ops.length > 0);
    assert.deepEqual(new Set(ops), new Set(["create"]));
    assert.deepEqual(stage.world.log(), []);
  });
});
