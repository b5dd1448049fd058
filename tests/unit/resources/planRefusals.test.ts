import assert from "node:assert/strict";
import type { Package } from "../../../provider/src/wire";
import type { PackageInputs } from "../../../provider/src/resources/package/args";
import { failureOf, plan } from "../../../provider/src/resources/package/plan";
import {
  guid,
  inputsOf,
  instance,
  livePackage,
  MAILBOX,
  product,
} from "../../support/packageFixtures";

const [i1, i2] = [guid("e", 1), guid("e", 2)];

interface Row {
  readonly it: string;
  readonly live: Package;
  readonly inputs: PackageInputs;
  readonly ids?: Record<string, string>;
  readonly refusals: readonly RegExp[];
}

const twoLive = livePackage([
  instance(1),
  instance(2, { catalogProductId: MAILBOX }),
]);
const refused: Row[] = [
  {
    it: "a product that is not in the package",
    live: livePackage([instance(1)]),
    inputs: inputsOf({ plan: product(), more: product() }),
    refusals: [/^products\.more is not in the package.*another wix\.Package/],
  },
  {
    it: "a product that was cancelled outside, whatever allowCancel says",
    live: livePackage([instance(1, { status: "CANCELED" }), instance(2)]),
    inputs: inputsOf(
      { plan: product(), mail: product() },
      { allowCancel: true },
    ),
    ids: { plan: i1, mail: i2 },
    refusals: [
      new RegExp(
        `^products\\.plan \\(${i1}\\) was cancelled outside.*take the key out.*new wix\\.Package`,
      ),
    ],
  },
  {
    it: "a product that was never delivered, with Wix's reason",
    live: livePackage([
      instance(1, {
        status: "FAILED",
        failure: { code: "DELIVERY_TIMEOUT", message: "reached its deadline" },
      }),
    ]),
    inputs: inputsOf({ plan: product() }),
    refusals: [/never delivered \(DELIVERY_TIMEOUT: reached its deadline\)/],
  },
  {
    it: "a product whose instance is not even listed",
    live: livePackage([instance(2)]),
    inputs: inputsOf({ plan: product(), mail: product() }),
    ids: { plan: i1, mail: i2 },
    refusals: [/^products\.plan .*was cancelled outside/],
  },
  {
    it: "a product that is no longer declared",
    live: twoLive,
    inputs: inputsOf({ plan: product() }),
    ids: { plan: i1, mail: i2 },
    refusals: [
      new RegExp(
        `^products\\.mail \\(${i2}\\) is a live paid service.*allowCancel: true`,
      ),
    ],
  },
  {
    it: "an instance that the program never named",
    live: twoLive,
    inputs: inputsOf({ plan: product() }),
    refusals: [new RegExp(`^${i2} is a live paid service`)],
  },
];

describe("resources/package/plan: refusals", () => {
  for (const {
    it: name,
    live,
    inputs,
    ids = { plan: i1 },
    refusals,
  } of refused) {
    it(name, () => {
      const found = plan({ live, inputs, ids, externalId: undefined });
      assert.deepEqual(found.steps, []);
      assert.equal(found.refusals.length, refusals.length);
      refusals.forEach((words, at) =>
        assert.match(found.refusals[at] ?? "", words),
      );
    });
  }

  it("a failure says as much as Wix says", () => {
    const of = (failure: { code?: string; message?: string } | undefined) =>
      failureOf(
        instance(1, {
          failure: failure && {
            code: undefined,
            message: undefined,
            ...failure,
          },
        }),
      );
    assert.equal(
      of({ code: "EXTERNAL_FAILURE", message: "ask" }),
      "was never delivered (EXTERNAL_FAILURE: ask)",
    );
    assert.equal(
      of({ code: "EXTERNAL_FAILURE" }),
      "was never delivered (EXTERNAL_FAILURE)",
    );
    assert.equal(of({ message: "ask" }), "was never delivered (ask)");
    assert.equal(of({}), "was never delivered");
    assert.equal(of(undefined), "was never delivered");
  });
});
