import assert from "node:assert/strict";
import { openScene } from "../faults/scene";
import type { Fault } from "../faults/faults";
import { bakery, mailbox } from "../support/packages";

// Nothing in it is one per site: no rule of Wix stands between a bent answer and a second purchase.
const program = {
  shop: {
    kind: "Package" as const,
    args: bakery({ mail: mailbox }, { allowCancel: true }),
  },
};
const renamed = { other: { ...program.shop, alias: "shop" } };
const LONGEST_MS = 3_600_000;

type Wire = Record<string, Record<string, unknown> | undefined>;

/** Bends the package in the answers of one method. */
const bent =
  (method: RegExp, bend: (pkg: Record<string, unknown>) => void) =>
  (sent: () => string): Fault =>
  async ({ carryOut }) => {
    const answer = await carryOut();
    if (!method.test(sent())) return answer;
    const json = JSON.parse(answer.text) as Wire;
    if (json.package) bend(json.package);
    return { ...answer, text: JSON.stringify(json) };
  };

describe("answers that once led to a second purchase", () => {
  const cases = {
    "a purchase answered without its externalId": bent(/^POST/, (pkg) => {
      delete pkg.externalId;
    }),
    "a package read without any of its instances": bent(/^GET/, (pkg) => {
      pkg.productInstances = [];
    }),
  };

  for (const [name, fault] of Object.entries(cases)) {
    it(`${name}: bought once`, async () => {
      const scene = openScene({});
      const { time, world, engine } = scene;
      try {
        const last = () => {
          const entry = world.log().at(-1);
          return `${entry?.method} ${entry?.path}`;
        };
        scene.arm({ fault: fault(last), at: "all" });
        await time.run(engine.up(program), LONGEST_MS);
        // The state is lost, and what is there is looked up and read.
        const again = scene.anotherStack();
        await time.run(again.up(program), LONGEST_MS).catch(() => undefined);
        await time.run(again.up(renamed), LONGEST_MS).catch(() => undefined);
        const { packagesBought, duplicatesEver, instancesLive } =
          world.counters();
        assert.deepEqual(
          { packagesBought, duplicatesEver, instancesLive },
          { packagesBought: 1, duplicatesEver: 0, instancesLive: 1 },
        );
      } finally {
        scene.close();
      }
    });
  }
});
