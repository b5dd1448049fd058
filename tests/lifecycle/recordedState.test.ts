import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Kind } from "pulumi-wix-provider/runtime";
import type { Change } from "pulumi-wix-simulator";
import type { Resource } from "../support/resource";
import { openStage, type Stage } from "../support/stage";

/** What a released version has stored of one resource, with the program and the world that it stood for. Never edited. */
interface Recorded {
  readonly kind: Kind;
  readonly args: Record<string, unknown>;
  readonly stored: NonNullable<Resource["stored"]>;
  readonly world: readonly Change[];
}

const folder = join(__dirname, "../fixtures/state");

describe("state that a released version has written", () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(() => stage.close());

  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".json"))
    .sort();

  it("there is some of each kind", () => {
    assert.ok(files.length >= 3);
  });

  for (const name of files) {
    it(`${name}: read with an empty preview and an empty refresh`, async () => {
      const { kind, args, stored, world } = JSON.parse(
        readFileSync(join(folder, name), "utf8"),
      ) as Recorded;
      stage.world.change(...world);
      const resource = stage.resource(kind, "recorded");
      resource.stored = stored;
      assert.equal(await resource.preview(args), "unchanged");
      assert.deepEqual(stage.world.log(), []);
      assert.deepEqual(await resource.refresh(), {
        found: "same",
        changed: [],
      });
      assert.equal(await resource.up(args), "unchanged");
      await resource.destroy();
    });
  }
});
