import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { demoSeed, type FaultRule } from "pulumi-wix-simulator";
import type { Stack } from "../support/cli";
import {
  CLI_SETUP_MS,
  type E2eStage,
  openE2eStage,
  packageNamed,
  STEP_MS,
} from "../support/e2eStage";
import { eventually } from "../support/eventually";
import { bakery } from "../support/packageArgs";
import { ROUTE } from "../support/routes";

/** How long a process of ours may outlive the CLI. @unit milliseconds */
const LONGEST_MS = 5_000;

describe("e2e: answers that get lost", function () {
  this.timeout(STEP_MS);
  let stage: E2eStage;

  before(async function () {
    this.timeout(CLI_SETUP_MS);
    stage = await openE2eStage();
  });
  after(() => stage.close());

  const creates = () =>
    stage.world.log().filter(({ route }) => route === ROUTE.create);

  /** One package, bought once, known to the stack, and nothing left to do. */
  async function endsWithOne(stack: Stack): Promise<void> {
    const live = packageNamed(stage.world, "bakery");
    assert.equal(live.productInstances[0]?.status, "ENABLED");
    const { bakery: stored } = await stack.state();
    assert.equal(stored?.id, live.id);
    const { duplicatesEver, instancesLive } = stage.world.counters();
    assert.deepEqual([duplicatesEver, instancesLive], [0, 1]);
    const preview = await stack.preview(["--expect-no-changes"]);
    assert.equal(preview.code, 0, preview.text);
  }

  // The stacks of all stories give their package the same mark, so each has a world of its own.
  beforeEach(() => stage.world.reset(demoSeed()));

  it("a create whose answer is lost after it was carried out: one up, one package", async () => {
    stage.world.faults({
      route: ROUTE.create,
      when: "after",
      fault: { kind: "reset" },
    });
    const stack = await stage.stack();
    stack.declare({ bakery: { args: bakery } });
    const up = await stack.up();
    assert.equal(up.code, 0, up.text);
    assert.equal(creates().length, 1);
    await endsWithOne(stack);
  });

  it("a request that had to be repeated: one line at the end of the operation", async () => {
    stage.world.faults({
      route: ROUTE.query,
      fault: { kind: "status", status: 503 },
    });
    const stack = await stage.stack();
    stack.declare({ bakery: { args: bakery } });
    const up = await stack.up();
    assert.equal(up.code, 0, up.text);
    assert.match(up.text, /Wix: \d+ requests, 1 repeated/);
    await endsWithOne(stack);
  });

  type Victims = (stack: Stack, cli: number) => number[];
  const THE_CLI: Victims = (_, cli) => [cli];
  const ALL_BUT_THE_PROVIDER: Victims = (stack) => {
    const providers = stack.providers().map(({ pid }) => pid);
    return stack
      .processes()
      .map(({ pid }) => pid)
      .filter((pid) => !providers.includes(pid));
  };

  interface Crash {
    readonly of: string;
    readonly victims: Victims;
    /** Where the purchase is when it happens. */
    readonly when: string;
    readonly fault?: FaultRule;
    readonly pendingMs?: number;
  }
  const HANGS: FaultRule = {
    route: ROUTE.create,
    when: "after",
    fault: { kind: "hang" },
  };
  const CRASHES: readonly Crash[] = [
    {
      of: "the CLI",
      victims: THE_CLI,
      when: "carried out and not answered",
      fault: HANGS,
    },
    {
      of: "the CLI",
      victims: THE_CLI,
      when: "answered, its services pending",
      pendingMs: 4_000,
    },
    {
      of: "all but the provider",
      victims: ALL_BUT_THE_PROVIDER,
      when: "carried out and not answered",
      fault: HANGS,
    },
    {
      of: "all but the provider",
      victims: ALL_BUT_THE_PROVIDER,
      when: "sent and carried out later",
      fault: { route: ROUTE.create, fault: { kind: "delay", ms: 1_500 } },
    },
  ];

  for (const { of, victims, when, fault, pendingMs = 200 } of CRASHES) {
    it(`SIGKILL of ${of} while the purchase is ${when}: the next up ends with one package`, async () => {
      stage.world.settings({ pendingMs });
      if (fault) stage.world.faults(fault);
      const stack = await stage.stack();
      stack.declare({ bakery: { args: bakery } });
      const running = stack.start(["up", "--yes", "--skip-preview"]);
      await eventually(
        () => creates().length === 1,
        `the purchase:\n${stack.transcript}`,
        60_000,
      );
      await sleep(300);
      for (const pid of victims(stack, running.pid))
        process.kill(pid, "SIGKILL");
      await running.ended;
      await eventually(
        () => stack.providers().length === 0,
        `the provider ends: ${JSON.stringify(stack.providers())}`,
        LONGEST_MS,
      );

      stage.world.clearFaults();
      // What was sent arrives, and no more than that is sent.
      await sleep(1_500);
      assert.equal(creates().length, 1);
      let up = await stack.up();
      if (/locked/.test(up.text)) {
        const cancelled = await stack.cancel();
        assert.equal(cancelled.code, 0, cancelled.text);
        up = await stack.up();
      }
      assert.equal(up.code, 0, up.text);
      assert.equal(creates().length, 1);
      assert.equal(stage.world.packages().length, 1);
      await endsWithOne(stack);
      assert.deepEqual(stack.providers(), []);
    });
  }
});
