import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Kind } from "pulumi-wix-provider/runtime";
import { fleetSeed, type Stored } from "../fleet/customers";
import { type Plugin, refresh, up } from "../fleet/engine";
import { trafficOf } from "../fleet/fleet";
import { eventually } from "../support/eventually";
import { type Host, STUB } from "../support/host";
import { type HostStage, openHostStage } from "../support/hostStage";
import { KNOWS_PROCESSES } from "../support/processes";

const CUSTOMERS = 1_000;
const KINDS: readonly Kind[] = [
  "SiteTransfer",
  "Package",
  "ProductInstanceAssignment",
];
const UNLIMITED = { WIX_REQUESTS_PER_MINUTE: "100000" };
const MEGABYTE = 1024 * 1024;

/** The host finds the kind by what the state names as its provider. */
const pluginOf = (host: Host): Plugin => ({
  check: (kind, args) =>
    host.check({ ...args, __provider: STUB.replace("Package", kind) }),
  create: (_kind, inputs) => host.create(inputs),
  read: async (_kind, id, state) => (await host.read(id, state)).id,
});

describe("a fleet of 1,000 customers through provider processes", function () {
  this.timeout(300_000);
  let stage: HostStage;
  let stored: readonly Stored[];
  let memoryAfterUp = 0;

  const measured = async (
    work: () => Promise<unknown>,
  ): Promise<ReturnType<typeof trafficOf>> => {
    stage.world.clearLog();
    await work();
    return trafficOf(stage.world.log());
  };

  before(async () => {
    stage = await openHostStage(
      { pendingMs: 0, parentSeesSubAccountSites: true },
      fleetSeed(CUSTOMERS, { transferred: false }),
    );
  });
  after(() => stage.close());

  it("up at --parallel 32: 3,000 writes, at most 600 reads", async () => {
    const host = await stage.host({ variables: UNLIMITED });
    const traffic = await measured(async () => {
      stored = await up(pluginOf(host), {
        customers: CUSTOMERS,
        kinds: KINDS,
        parallel: 32,
      });
    });
    assert.equal(traffic.writes, 3_000);
    assert.ok(traffic.reads <= 600, JSON.stringify(traffic));
    memoryAfterUp = KNOWS_PROCESSES ? host.memory() : 0;
    await host.stop();
  });

  it("refresh at --parallel 8: at most 60 requests, and up and refresh each in less than 250 MB", async function () {
    const host = await stage.host({ variables: UNLIMITED });
    const traffic = await measured(() => refresh(pluginOf(host), stored, 8));
    assert.equal(traffic.writes, 0);
    assert.ok(traffic.reads <= 60, JSON.stringify(traffic));
    if (KNOWS_PROCESSES) {
      const seen = [memoryAfterUp, host.memory()];
      assert.ok(Math.min(...seen) > 50 * MEGABYTE, String(seen));
      assert.ok(Math.max(...seen) < 250 * MEGABYTE, String(seen));
    }
    await host.stop();
  });

  it("20 refreshes in one process: at most 60 requests each, and nothing of them is kept", async () => {
    const file = join(await mkdtemp(join(tmpdir(), "live-heap-")), "bytes");
    const host = await stage.host({
      variables: {
        ...UNLIMITED,
        NODE_OPTIONS: `--require ${require.resolve("../support/liveHeap.cjs")}`,
        LIVE_HEAP_FILE: file,
      },
    });
    const live: number[] = [];
    for (let turn = 0; turn < 20; turn += 1) {
      const traffic = await measured(() => refresh(pluginOf(host), stored, 8));
      assert.ok(traffic.reads <= 60, JSON.stringify(traffic));
      await rm(file, { force: true });
      // Not yet there, or being written.
      await eventually(() => Number(tryRead(file)) > 0, "the heap is told");
      live.push(Number(tryRead(file)));
    }
    // The first ones load and compile what they use.
    const [early, late] = [live.slice(2, 7), live.slice(-5)];
    const grown = Math.max(...late) - Math.max(...early);
    assert.ok(grown < MEGABYTE, String(live));
    await host.stop();
    await rm(dirname(file), { recursive: true });
  });
});

const tryRead = (file: string): string => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
};
