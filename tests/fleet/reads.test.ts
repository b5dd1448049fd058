import assert from "node:assert/strict";
import type { Kind } from "pulumi-wix-provider/runtime";
import { type Fleet, type FleetOptions, openFleet } from "./fleet";

const ALL: readonly Kind[] = [
  "SiteTransfer",
  "Package",
  "ProductInstanceAssignment",
];
const BOUGHT: readonly Kind[] = ["Package", "ProductInstanceAssignment"];

/** What a Get each, or a page each, would need is in the titles: the bars are those of the design. */
describe("a fleet of 1,000 customers: requests that crossed the wire", function () {
  this.timeout(120_000);
  let opened: Fleet | undefined;
  afterEach(() => opened?.close());
  const open = (options: Partial<FleetOptions>): Fleet => {
    opened = openFleet({
      customers: 1_000,
      kinds: ALL,
      parallel: 8,
      ...options,
    });
    return opened;
  };

  const ups: [kinds: readonly Kind[], parallel: number, reads: number][] = [
    [["SiteTransfer", "Package"], 8, 800],
    [["SiteTransfer", "Package"], 32, 400],
    [ALL, 8, 1_200],
    [ALL, 32, 600],
  ];
  for (const [kinds, parallel, most] of ups) {
    const writes = kinds.length * 1_000;
    it(`up of ${kinds.join(", ")} at --parallel ${parallel}: ${writes} writes, at most ${most} reads`, async () => {
      const fleet = open({ kinds, parallel });
      const { traffic } = await fleet.up();
      assert.equal(traffic.writes, writes);
      assert.equal(traffic.refused, 0);
      assert.ok(traffic.reads <= most, JSON.stringify(traffic));
      const live = fleet.world.liveInstances();
      assert.equal(live.length, 1_000);
      assert.equal(
        live.filter(({ siteId }) => siteId !== undefined).length,
        kinds === ALL ? 1_000 : 0,
      );
    });
  }

  it("refresh of all of it, where the main account sees all sites: at most 60", async () => {
    const fleet = open({});
    const { stored } = await fleet.up();
    assert.equal(stored.length, 3_000);
    const traffic = await fleet.refresh(stored);
    assert.equal(traffic.writes, 0);
    assert.ok(traffic.reads <= 60, JSON.stringify(traffic));
  });

  it("refresh of 1,000 packages and 1,000 assignments, of a partner with just these: at most 40", async () => {
    const fleet = open({ kinds: BOUGHT });
    const traffic = await fleet.refresh((await fleet.up()).stored);
    assert.ok(traffic.reads <= 40, JSON.stringify(traffic));
  });

  it("the same where the partner made 20,000 packages before: at most 40", async () => {
    const fleet = open({
      kinds: BOUGHT,
      others: { count: 20_000, made: "before" },
    });
    const traffic = await fleet.refresh((await fleet.up()).stored);
    assert.ok(traffic.reads <= 40, JSON.stringify(traffic));
  });

  // Nothing tells which of them will be asked for; the engine asks for as many at a time as --parallel says.
  for (const parallel of [8, 32, 2_000])
    it(`the same where it made 20,000 meanwhile, at --parallel ${parallel}: at most twice the better of a sweep and of full batches`, async () => {
      const fleet = open({
        kinds: BOUGHT,
        parallel: 32,
        others: { count: 20_000, made: { overMs: 80_000 } },
      });
      const { stored } = await fleet.up();
      const traffic = await fleet.refresh(stored, { parallel });
      const sweep = fleet.world.packages().length / 100;
      const batches = 1_000 / Math.min(100, parallel);
      assert.equal(sweep, 210);
      assert.ok(
        traffic.reads <= 2 * Math.min(sweep, batches),
        JSON.stringify(traffic),
      );
    });

  it("refresh of 1,000 transfers, where the main account sees their sites: at most 20", async () => {
    const fleet = open({ kinds: ["SiteTransfer"] });
    const traffic = await fleet.refresh((await fleet.up()).stored);
    assert.ok(traffic.reads <= 20, JSON.stringify(traffic));
  });

  it("refresh of 1,000 transfers, where it does not: one query an account", async () => {
    const fleet = open({
      kinds: ["SiteTransfer"],
      settings: { parentSeesSubAccountSites: false },
    });
    const traffic = await fleet.refresh((await fleet.up()).stored);
    // And those of the main account, up to the moment when it is known not to see them.
    assert.ok(
      traffic.reads >= 1_000 && traffic.reads <= 1_010,
      JSON.stringify(traffic),
    );
  });

  it("1,000 packages that take 20 s to settle, at --parallel 1,000: ten queries a look, and no Get", async () => {
    const fleet = open({
      kinds: ["Package"],
      parallel: 1_000,
      settings: { pendingMs: 20_000 },
    });
    const { traffic } = await fleet.up();
    assert.equal(traffic.routes["GET /resellers/v1/packages/{id}"], undefined);
    // Marks once, and looks after 1/4, 1, 2, 4, 7, 12, 20 and 30 s.
    assert.ok(traffic.reads <= 10 * 9, JSON.stringify(traffic));
  });

  it("10,000 packages and 10,000 assignments are read in at most 250", async () => {
    const fleet = open({
      customers: 10_000,
      kinds: BOUGHT,
      parallel: 200,
    });
    const { stored } = await fleet.up();
    assert.equal(stored.length, 20_000);
    const traffic = await fleet.refresh(stored, { parallel: 8 });
    assert.ok(traffic.reads <= 250, JSON.stringify(traffic));
  });
});
