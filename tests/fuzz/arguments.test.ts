import assert from "node:assert/strict";
import fc from "fast-check";
import type { DynamicProvider } from "pulumi-wix-provider/runtime";
import { openScene, type Scene } from "../faults/scene";
import { type Bag, drawn, type Drawn, holdsUnknown } from "./bags";
import { handlesAll, isClear, sentOnlyValid } from "./clear";

const RUNS = Number(process.env.FUZZ_RUNS ?? 5_000);
/** Longest life of a resource. @unit milliseconds of simulated time */
const LONGEST_MS = 24 * 3_600_000;

const URN = "urn:pulumi:dev::shop::pulumi-nodejs:dynamic/wix:Package::fuzz";

/** Inputs, checked; undefined when check refuses them. */
async function checked(
  provider: DynamicProvider,
  olds: Bag,
  args: Bag,
): Promise<Bag | undefined> {
  const news = { ...args, __urn: URN, __provider: "stub" };
  const { inputs, failures } = await provider.check(olds, news);
  for (const { property, reason } of failures) {
    assert.equal(typeof property, "string");
    isClear(new Error(reason));
  }
  return failures.length > 0 ? undefined : { ...inputs, __provider: "stub" };
}

/** A resource's whole life in the hands of an engine; each verb succeeds or says why not. */
async function live(scene: Scene, { kind, first, second }: Drawn) {
  const provider = scene.provider(kind);
  const inputs = await checked(provider, {}, first);
  if (!inputs || holdsUnknown(inputs)) return;
  let whole = true;
  const made = await provider.create(inputs).catch((error: unknown) => {
    isClear(error);
    whole = false;
    const { id, properties } = error as { id?: string; properties?: Bag };
    return id === undefined ? undefined : { id, outs: properties ?? {} };
  });
  if (!made) return;
  assert.equal(typeof made.id, "string");
  const { id } = made;
  let state: Bag = { ...made.outs, __provider: "stub" };
  const { changes, replaces } = await provider.diff(id, state, inputs);
  // What is half made may differ from what is declared: a service that Wix failed to deliver.
  if (whole) assert.deepEqual([changes, replaces], [false, []]);
  const read = await provider.read(id, state);
  if (read.props) state = { ...read.props, __provider: "stub" };
  const news = await checked(provider, inputs, second);
  if (news) {
    const diff = await provider.diff(id, state, news);
    const replaced = (diff.replaces ?? []).length > 0;
    if (!holdsUnknown(news) && diff.changes !== false && !replaced)
      await provider.update(id, state, news).then(({ outs }) => {
        state = outs;
      }, isClear);
  }
  await provider.delete(id, state).catch(isClear);
}

describe("fuzz: arguments", function () {
  this.timeout(600_000);

  it(`${RUNS} bags of arguments: a clear error or success, and no request that is not valid`, async () => {
    let bought = 0;
    await handlesAll(() =>
      fc.assert(
        fc.asyncProperty(drawn, async (one) => {
          const scene = openScene({});
          try {
            await scene.time.run(live(scene, one), LONGEST_MS);
            sentOnlyValid(scene.world);
            bought += scene.world.counters().packagesBought;
            assert.equal(scene.world.counters().duplicatesEver, 0);
          } finally {
            scene.close();
          }
        }),
        { numRuns: RUNS },
      ),
    );
    // Enough of them got as far as a purchase for the rest of a life to be tried.
    assert.ok(bought > RUNS / 50, `${bought} purchases`);
  });
});
