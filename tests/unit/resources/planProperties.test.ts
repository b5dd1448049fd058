import assert from "node:assert/strict";
import fc from "fast-check";
import type { Package } from "../../../provider/src/wire";
import {
  type Situation,
  plan,
  type Step,
} from "../../../provider/src/resources/package/plan";
import {
  anyInstance,
  anyProducts,
  guid,
  inputsOf,
  live as billed,
  livePackage,
  MARK,
} from "../../support/packageFixtures";

/** What Wix does for a step, once it has settled. */
function carriedOut(live: Package, step: Step): Package {
  if (step.do === "externalId") return { ...live, externalId: step.externalId };
  return {
    ...live,
    productInstances: live.productInstances.map((one) => {
      if (one.instanceId !== step.instanceId) return one;
      switch (step.do) {
        case "cancel":
          return { ...one, status: "CANCELED" };
        case "unassign":
          return { ...one, siteId: undefined };
        case "assign":
          return { ...one, siteId: step.siteId };
        case "adjust":
          return {
            ...one,
            catalogProductId: step.to.catalogProductId ?? one.catalogProductId,
            billingInfo: step.to.billingInfo
              ? billed(step.to.billingInfo)
              : one.billingInfo,
          };
        default:
          return step satisfies never;
      }
    }),
  };
}

/** Any package, any declaration, any map between them. */
const anySituation: fc.Arbitrary<Situation> = fc
  .record({
    instances: fc.array(anyInstance, { maxLength: 6 }),
    products: anyProducts(4),
    // The number of the instance of each key; 0 for none.
    numbers: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), {
      minLength: 4,
      maxLength: 4,
    }),
    allowCancel: fc.boolean(),
    externalId: fc.constantFrom(undefined, MARK, "mine"),
  })
  .map(({ instances, products, numbers, allowCancel, externalId }) => {
    const keys = Object.keys(products);
    const ids = keys.flatMap((key, at) =>
      numbers[at] ? [[key, guid("e", numbers[at])] as const] : [],
    );
    return {
      live: livePackage(instances.map((one, at) => one(at + 1))),
      inputs: inputsOf(products, { allowCancel }),
      ids: Object.fromEntries(ids),
      externalId,
    };
  });

const ORDER = ["cancel", "unassign", "assign", "adjust", "externalId"];

describe("resources/package/plan: properties", () => {
  it("after its steps nothing is left to do, and what was refused stays refused", () => {
    let planned = 0;
    fc.assert(
      fc.property(anySituation, (situation) => {
        const { steps, refusals } = plan(situation);
        planned += steps.length;
        const live = steps.reduce(carriedOut, situation.live);
        assert.deepEqual(plan({ ...situation, live }), { steps: [], refusals });
      }),
      { numRuns: 300 },
    );
    assert.ok(planned > 100, "the situations must need something");
  });

  it("each step leaves just the others to do", () => {
    fc.assert(
      fc.property(anySituation, (situation) => {
        let { live } = situation;
        const { steps } = plan(situation);
        steps.forEach((step, at) => {
          live = carriedOut(live, step);
          assert.deepEqual(
            plan({ ...situation, live }).steps,
            steps.slice(at + 1),
          );
        });
      }),
    );
  });

  it("comes in order, once for each instance and kind, and never touches what is dead", () => {
    fc.assert(
      fc.property(anySituation, (situation) => {
        const { steps } = plan(situation);
        const order = steps.map((step) => ORDER.indexOf(step.do));
        assert.deepEqual(order, [...order].sort());
        const named = steps.map(
          (step) =>
            `${step.do} ${step.do === "externalId" ? "" : step.instanceId}`,
        );
        assert.equal(new Set(named).size, named.length);
        const dead = situation.live.productInstances
          .filter(({ status }) => status === "CANCELED" || status === "FAILED")
          .map(({ instanceId }) => instanceId);
        for (const step of steps)
          assert.ok(
            step.do === "externalId" || !dead.includes(step.instanceId),
          );
      }),
    );
  });

  it("without allowCancel nothing is cancelled", () => {
    fc.assert(
      fc.property(anySituation, (situation) => {
        const inputs = { ...situation.inputs, allowCancel: false };
        const { steps } = plan({ ...situation, inputs });
        assert.ok(steps.every((step) => step.do !== "cancel"));
      }),
    );
  });
});
