import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Kind } from "pulumi-wix-provider/runtime";
import type { Change } from "pulumi-wix-simulator";
import type { Resource } from "../support/resource";
import { openStage, type Stage } from "../support/stage";

/** What a released version has stored of a resource that it could not finish: the code was upgraded in mid-flight. Never edited. */
interface Recorded {
  readonly kind: Kind;
  readonly args: Record<string, unknown>;
  readonly stored: NonNullable<Resource["stored"]>;
  /** The world as it was when the run ended. */
  readonly world: readonly Change[];
  /** What has happened at Wix since. */
  readonly settled: readonly Change[];
}

const folder = join(__dirname, "../fixtures/halfMade");

describe("state of a half-made resource that a released version has written", () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(() => stage.close());

  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".json"))
    .sort();

  it("there is one of each kind", () => {
    assert.ok(files.length >= 3);
  });

  for (const name of files) {
    it(`${name}: healed by the next up, which buys and moves nothing again`, async () => {
      const { kind, args, stored, world, settled } = JSON.parse(
        readFileSync(join(folder, name), "utf8"),
      ) as Recorded;
      stage.world.change(...world, ...settled);
      const resource = stage.resource(kind, "recorded");
      resource.stored = stored;
      assert.ok(stored.initErrors.length > 0);
      assert.equal(await resource.up(args), "updated");
      assert.ok(
        stage.world.log().every(({ kind: access }) => access === "read"),
      );
      assert.equal(await resource.preview(args), "unchanged");
      assert.deepEqual(await resource.refresh(), {
        found: "same",
        changed: [],
      });
      await resource.destroy();
    });
  }
});
