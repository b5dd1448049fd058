import assert from "node:assert/strict";
import { type Fleet, openFleet } from "./fleet";

const LIMIT = 200;

describe("a fleet under Wix's limit of 200 requests a minute", function () {
  this.timeout(120_000);
  let opened: Fleet | undefined;
  afterEach(() => opened?.close());
  const open = (customers: number, retryAfter = false): Fleet => {
    opened = openFleet({
      customers,
      kinds: ["SiteTransfer", "Package", "ProductInstanceAssignment"],
      parallel: 32,
      requestsPerMinute: LIMIT,
      settings: { requestsPerMinute: LIMIT, retryAfter },
    });
    return opened;
  };
  /** The time that the limit itself asks for. @unit seconds */
  const floorOf = (requests: number) => 60 * Math.ceil(requests / LIMIT - 1);

  /** Each service once, each on its site, and no write carried out that was not needed. */
  const isRight = (fleet: Fleet, customers: number, writes: number) => {
    assert.equal(writes, 3 * customers, "writes carried out");
    const live = fleet.world.liveInstances();
    assert.equal(live.length, customers);
    assert.equal(new Set(live.map(({ siteId }) => siteId)).size, customers);
  };

  it("one process is never refused, and takes no longer than the limit and its last answers ask for", async () => {
    const fleet = open(1_000);
    const { traffic } = await fleet.up();
    isRight(fleet, 1_000, traffic.writes);
    assert.equal(traffic.refused, 0);
    const floor = floorOf(traffic.reads + traffic.writes);
    assert.ok(
      traffic.seconds <= 1.2 * floor,
      JSON.stringify({ floor, traffic }),
    );
    // The reads that wait for their turn meet: they are far fewer than without a limit.
    assert.ok(traffic.reads <= 600, JSON.stringify(traffic));
  });

  for (const retryAfter of [false, true])
    it(`four processes at once lose nothing and repeat nothing that was carried out${retryAfter ? ", Wix says when" : ""}`, async () => {
      const fleet = open(400, retryAfter);
      const { traffic } = await fleet.up(4);
      const carriedOut = traffic.writes - traffic.refusedWrites;
      isRight(fleet, 400, carriedOut);
      const done = traffic.reads + traffic.writes - traffic.refused;
      assert.ok(traffic.refused <= 0.15 * done, JSON.stringify(traffic));
      assert.ok(
        traffic.seconds <= 1.8 * floorOf(done),
        JSON.stringify({ floor: floorOf(done), traffic }),
      );
    });
});
