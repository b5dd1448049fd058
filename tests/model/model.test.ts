import fc from "fast-check";
import { ACCOUNTS } from "pulumi-wix-simulator";
import { VARIANTS } from "../faults/variants";
import { openScene } from "../faults/scene";
import { plan } from "../support/packages";
import {
  commands,
  firstPrograms,
  foreignOf,
  type Model,
  type Real,
} from "./commands";

/** Each is a whole history of two stacks; MODEL_RUNS asks for more. */
const RUNS = Number(process.env.MODEL_RUNS ?? 1_500);

/** The answers under which a killed purchase can be found again. */
const winnable = Object.keys(VARIANTS).filter(
  (name) => name !== "keys ignored, query lags 30 s",
);

const FOREIGN = {
  id: "dddddddd-0000-4000-8000-000000000001",
  accountId: ACCOUNTS.studio,
  externalId: "somebody else's",
  productInstances: [
    {
      catalogProductId: plan.catalogProductId,
      instanceId: "eeeeeeee-0000-4000-8000-000000000001",
      status: "ENABLED" as const,
      billingInfo: plan.billingInfo,
    },
  ],
};

describe("model: two stacks, other people, and everything that goes wrong", function () {
  this.timeout(600_000);

  it("after every up: declared equals live, bought once, nothing of others touched", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...winnable),
        firstPrograms,
        commands,
        async (variant, programs, history) => {
          const scene = openScene(VARIANTS[variant] ?? {});
          try {
            scene.world.change({ kind: "putPackage", package: FOREIGN });
            const real: Real = {
              scene,
              stacks: [scene.engine, scene.anotherStack()],
              foreign: foreignOf(scene.world),
            };
            await fc.asyncModelRun<Model, Real, false, Model>(
              () => ({ model: { programs: [...programs] }, real }),
              history,
            );
          } finally {
            scene.close();
          }
        },
      ),
      { numRuns: RUNS, endOnFailure: process.env.MODEL_QUICK !== undefined },
    );
  });
});
