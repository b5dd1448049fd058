import assert from "node:assert/strict";
import { openScene } from "../faults/scene";
import { VARIANTS } from "../faults/variants";
import { bakery, mailbox, plan } from "../support/packages";
import type { Declarations } from "../support/stackEngine";

const LONGEST_MS = 3_600_000;

const shop = (products: Record<string, unknown>, more = {}): Declarations => ({
  shop: { kind: "Package", args: bakery(products, more) },
});

describe("two writers", () => {
  it("two stacks that declare one external id with other products: the second is refused and not billed", async () => {
    const scene = openScene({});
    const { time, world, engine } = scene;
    try {
      const mine = { externalId: "customer-42" };
      await time.run(engine.up(shop({ mail: mailbox }, mine)), LONGEST_MS);
      const before = world.counters();
      const second = scene
        .anotherStack()
        .up(shop({ mail: mailbox, spare: mailbox }, mine));
      await assert.rejects(
        time.run(second, LONGEST_MS),
        /another live package has the externalId customer-42[^]*nothing was bought[^]*what to do/,
      );
      const { writes, packagesBought } = world.counters();
      assert.equal(writes, before.writes);
      assert.equal(packagesBought, 1);
    } finally {
      scene.close();
    }
  });

  // Nothing in it is one per site: no rule of Wix stands between the two and a second purchase.
  const program = shop({ mail: mailbox, spare: mailbox });
  // With keys ignored nothing tells two runs at the same moment of each other.
  const telling = Object.entries(VARIANTS).filter(
    ([, { replay }]) => replay !== "ignored",
  );
  for (const [name, variant] of telling) {
    it(`two runs of one stack at once, ${name}: bought once, and the next up has nothing left to do`, async () => {
      const scene = openScene(variant);
      const { time, world, engine } = scene;
      try {
        const other = scene.anotherStack();
        await time.run(
          Promise.allSettled([engine.up(program), other.up(program)]),
          LONGEST_MS,
        );
        time.advance(60_000);
        for (const stack of [engine, other]) {
          await time.run(stack.up(program), LONGEST_MS);
          assert.deepEqual(
            await time.run(stack.preview(program), LONGEST_MS),
            [],
          );
        }
        assert.deepEqual(engine.stored(), other.stored());
        const { packagesBought, duplicatesEver, instancesLive } =
          world.counters();
        assert.deepEqual(
          { packagesBought, duplicatesEver, instancesLive },
          { packagesBought: 1, duplicatesEver: 0, instancesLive: 2 },
        );
      } finally {
        scene.close();
      }
    });
  }

  it("two runs of one stack that move one service to two sites: it is on one of them, and the next refresh and up decide", async () => {
    const scene = openScene({});
    const { time, world, engine } = scene;
    try {
      await time.run(engine.up(shop({ plan })), LONGEST_MS);
      const [before] = world.liveInstances();
      const moved = shop({
        plan: { ...plan, siteId: "bbbbbbbb-0000-4000-8000-000000000002" },
      });
      const other = scene.anotherStack();
      await time.run(
        Promise.allSettled([engine.up(moved), other.up(shop({ plan }))]),
        LONGEST_MS,
      );
      await time.run(engine.refresh(), LONGEST_MS);
      await time.run(engine.up(moved), LONGEST_MS);
      const [after, ...more] = world.liveInstances();
      assert.deepEqual(more, []);
      assert.equal(after?.instanceId, before?.instanceId);
      assert.equal(after?.siteId, "bbbbbbbb-0000-4000-8000-000000000002");
    } finally {
      scene.close();
    }
  });
});
