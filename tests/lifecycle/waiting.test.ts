import assert from "node:assert/strict";
import { ACCOUNTS, PRODUCTS, SITES } from "pulumi-wix-simulator";
import { bakery, mailbox, plan } from "../support/packages";
import type { Resource } from "../support/resource";
import { openStage, type Stage } from "../support/stage";

/** Longer than a resource is waited for. @unit milliseconds */
const NEVER_MS = 3_600_000;

type Bag = Record<string, unknown>;

const transfer = {
  siteId: SITES.agencyDraft,
  sourceAccountId: ACCOUNTS.agency,
  targetAccountId: ACCOUNTS.bakery,
  onDelete: "return",
};
const { siteId: _, ...floatingPlan } = plan;

/** A verb that waits, and what stays when it waited in vain. */
interface Case {
  readonly open: (stage: Stage) => Promise<Resource>;
  /** Undefined: the resource is deleted. */
  readonly args: (stage: Stage) => Bag | undefined;
  readonly slow: "packages" | "sites";
  /** An assignment is deleted once its instance is off the site, settled or not. @default "waits" */
  readonly again?: "waits" | "is done";
}

const packageOf =
  (first?: Bag) =>
  async (stage: Stage): Promise<Resource> => {
    const shop = stage.resource("Package", "shop");
    if (first) await shop.up(first);
    return shop;
  };
const assignmentOf =
  (siteId?: string) =>
  async (stage: Stage): Promise<Resource> => {
    await stage.resource("Package", "shop").up(bakery({ plan: floatingPlan }));
    const seat = stage.resource("ProductInstanceAssignment", "seat");
    if (siteId !== undefined) await seat.up(seatOn(siteId)(stage));
    return seat;
  };
const seatOn =
  (siteId: string) =>
  (stage: Stage): Bag => ({
    accountId: ACCOUNTS.bakery,
    productInstanceId: stage.world.liveInstances()[0]?.instanceId,
    siteId,
  });
const transferOf =
  (first?: Bag) =>
  async (stage: Stage): Promise<Resource> => {
    const handover = stage.resource("SiteTransfer", "handover");
    if (first) await handover.up(first);
    return handover;
  };
const gone = () => undefined;

const CASES: Readonly<Record<string, Case>> = {
  "Package, create": {
    open: packageOf(),
    args: () => bakery({ mail: mailbox }),
    slow: "packages",
  },
  "Package, update": {
    open: packageOf(bakery({ plan })),
    args: () =>
      bakery({ plan: { ...plan, catalogProductId: PRODUCTS.planPro } }),
    slow: "packages",
  },
  "Package, delete": {
    open: packageOf(bakery({ mail: mailbox })),
    args: gone,
    slow: "packages",
  },
  "ProductInstanceAssignment, create": {
    open: assignmentOf(),
    args: seatOn(SITES.bakeryShop),
    slow: "packages",
  },
  "ProductInstanceAssignment, update": {
    open: assignmentOf(SITES.bakeryShop),
    args: seatOn(SITES.bakeryBlog),
    slow: "packages",
  },
  "ProductInstanceAssignment, delete": {
    open: assignmentOf(SITES.bakeryShop),
    args: gone,
    slow: "packages",
    again: "is done",
  },
  "SiteTransfer, create": {
    open: transferOf(),
    args: () => transfer,
    slow: "sites",
  },
  "SiteTransfer, delete": {
    open: transferOf(transfer),
    args: gone,
    slow: "sites",
  },
};

const SLOW = {
  packages: { pendingMs: NEVER_MS, cancelMs: NEVER_MS },
  sites: { siteListLagMs: NEVER_MS },
};
const SWIFT = { pendingMs: 300, cancelMs: 300, siteListLagMs: 0 };

describe("a wait that is in vain", () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(() => stage.close());

  for (const [name, { open, args, slow, again = "waits" }] of Object.entries(
    CASES,
  )) {
    it(`${name}: ends at the deadline with the resource kept, and the next up goes on waiting`, async () => {
      const resource = await open(stage);
      const wanted = args(stage);
      const act = async () => {
        if (wanted) await resource.up(wanted);
        else await resource.destroy();
      };
      // What lags shows at least what was there before.
      stage.clock.advance(2 * NEVER_MS);
      stage.world.settings(SLOW[slow]);
      stage.world.clearLog();
      const since = stage.clock.now();
      await assert.rejects(act(), /what to do: run again/);
      const waitedMs = stage.clock.now() - since;
      assert.ok(waitedMs >= 590_000 && waitedMs <= 660_000, `${waitedMs} ms`);
      assert.ok(resource.stored, "the resource is kept");
      const written = writes(stage);
      assert.equal(written, 1);

      // Once more, and still not settled: nothing is sent again.
      if (again === "waits") {
        await assert.rejects(act(), /what to do: run again/);
        assert.ok(resource.stored);
        assert.equal(writes(stage), written);
      }

      stage.world.settings(SWIFT);
      stage.clock.advance(NEVER_MS);
      await act();
      assert.equal(writes(stage), written);
      if (wanted) {
        assert.equal(await resource.preview(wanted), "unchanged");
        assert.deepEqual(await resource.refresh(), {
          found: "same",
          changed: [],
        });
      } else assert.equal(resource.stored, undefined);
      assert.equal(stage.world.counters().duplicatesEver, 0);
    });
  }

  const writes = ({ world }: Stage): number =>
    world.log().filter(({ committed }) => committed).length;
});
