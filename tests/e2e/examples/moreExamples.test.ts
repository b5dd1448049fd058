import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { ACCOUNTS, PRODUCTS } from "pulumi-wix-simulator";
import { STEP_MS } from "../../support/e2eStage";
import { MONTHLY } from "../../support/packageArgs";
import { exampleStory, set } from "../../support/story";

describe("e2e: examples/two-partner-accounts", function () {
  this.timeout(STEP_MS);
  const story = exampleStory("two-partner-accounts");
  /** As the simulator's log names a key. */
  const fingerprint = (key: string) =>
    createHash("sha256").update(key).digest("hex").slice(0, 8);
  const keysOf = (...accountIds: string[]) =>
    [
      ...new Set(
        story.world
          .log()
          .filter(({ accountId = "" }) => accountIds.includes(accountId))
          .map(({ keyFingerprint }) => keyFingerprint),
      ),
    ].sort();
  const UP = ["up", "--yes", "--skip-preview"];
  const DRIFT = ["refresh", "--preview-only", "--expect-no-changes"];
  const DESTROY = ["destroy", "--yes", "--skip-preview"];

  /** Runs with these keys, and holds that each request carries the one of its partner. */
  const run = async (
    command: readonly string[],
    keys: { readonly south: string; readonly north: string },
  ) => {
    const ended = await story.stack.run(command, {
      WIX_API_KEY: keys.south,
      WIX_API_KEY_NORTH: keys.north,
    });
    assert.equal(ended.code, 0, ended.text);
    assert.deepEqual(keysOf(ACCOUNTS.clinic), [fingerprint(keys.north)]);
    assert.deepEqual(keysOf(ACCOUNTS.bakery), [fingerprint(keys.south)]);
    const all = new Set(
      story.world.log().map(({ keyFingerprint }) => keyFingerprint),
    );
    assert.deepEqual(
      [...all].sort(),
      [fingerprint(keys.south), fingerprint(keys.north)].sort(),
    );
  };

  it("each request carries the key and the account of its own provider", async () => {
    await run([...UP, ...set({ allowCancel: "true" })], {
      south: "IST.south-1",
      north: "IST.north-1",
    });
    const bought = story.world.liveInstances().map((one) => one.accountId);
    assert.deepEqual(bought.sort(), [ACCOUNTS.bakery, ACCOUNTS.clinic].sort());
  });

  it("rotated keys reach a drift run of both", async () => {
    const ended = await story.stack.run(DRIFT, {
      WIX_API_KEY: "IST.south-2",
      WIX_API_KEY_NORTH: "IST.north-2",
    });
    assert.equal(ended.code, 0, ended.text);
    const used = new Set(story.world.log().map((one) => one.keyFingerprint));
    assert.deepEqual(
      [...used].sort(),
      ["IST.south-2", "IST.north-2"].map(fingerprint).sort(),
    );
  });

  it("rotated keys reach destroy of both", async () => {
    await run(DESTROY, { south: "IST.south-3", north: "IST.north-3" });
    story.endsClean({ packages: 2 });
  });

  it("a variable that is not set is named in preview, before any request", async () => {
    const preview = await story.stack.preview();
    assert.notEqual(preview.code, 0);
    assert.match(
      preview.text,
      /WIX_API_KEY_NORTH, which the provider names as apiKeyFromEnv, is not set/,
    );
    assert.deepEqual(story.world.log(), []);
  });
});

describe("e2e: examples/query-packages", function () {
  this.timeout(STEP_MS);
  const story = exampleStory("query-packages");

  it("outputs what Wix has, and what somebody changed", async () => {
    await story.up(...set({ allowCancel: "true" }));
    const outputs = async () =>
      JSON.parse(
        (await story.stack.run(["stack", "output", "--json"])).stdout,
      ) as unknown;
    assert.deepEqual(await outputs(), {
      customers: 4,
      mailStatus: "ENABLED",
      sites: ["Bakery Blog", "Bakery Shop"],
    });
    const { instanceId } = story.live(PRODUCTS.mailbox);
    story.world.change({
      kind: "setStatus",
      instanceId,
      status: "AWAITING_ACTION",
    });
    await story.up();
    assert.deepEqual(await outputs(), {
      customers: 4,
      mailStatus: "AWAITING_ACTION",
      sites: ["Bakery Blog", "Bakery Shop"],
    });
    await story.destroy();
    story.endsClean({ packages: 1 });
  });
});

describe("e2e: examples/adopt-existing", function () {
  this.timeout(STEP_MS);
  const story = exampleStory("adopt-existing");
  const packageId = "dddddddd-0000-4000-8000-000000000001";

  it("takes the package over without a write, and edits it afterwards", async () => {
    story.world.change({
      kind: "putPackage",
      package: {
        id: packageId,
        accountId: ACCOUNTS.bakery,
        externalId: "bought by hand",
        productInstances: [
          {
            catalogProductId: PRODUCTS.mailbox,
            billingInfo: MONTHLY,
            countryCode: "BR",
          },
        ],
      },
    });
    await story.up(...set({ packageId }));
    assert.deepEqual(story.writes(), []);
    const { stdout } = await story.stack.run(["stack", "output", "externalId"]);
    assert.equal(stdout.trim(), "bought by hand");
    await story.showsNothing();
    await story.finds({});
    await story.up(...set({ allowCancel: "true" }));
    await story.destroy();
    story.endsClean({ packages: 0 });
  });
});
