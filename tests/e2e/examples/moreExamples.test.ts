import assert from "node:assert/strict";
import { ACCOUNTS, PRODUCTS } from "pulumi-wix-simulator";
import { STEP_MS } from "../../support/e2eStage";
import { MONTHLY } from "../../support/packageArgs";
import { exampleStory, set } from "../../support/story";

describe("e2e: examples/two-partner-accounts", function () {
  this.timeout(STEP_MS);
  const story = exampleStory("two-partner-accounts");
  const keysOf = (accountId: string) =>
    new Set(
      story.world
        .log()
        .filter((one) => one.kind === "write" && one.accountId === accountId)
        .map(({ keyFingerprint }) => keyFingerprint),
    );
  const run = (command: readonly string[], key: string) =>
    story.stack.run(command, { WIX_API_KEY_NORTH: key });
  const UP = ["up", "--yes", "--skip-preview"];

  it("each request carries the key of its own provider", async () => {
    const up = await run(
      [...UP, ...set({ allowCancel: "true" })],
      "IST.north-1",
    );
    assert.equal(up.code, 0, up.text);
    const [south, north] = [ACCOUNTS.bakery, ACCOUNTS.clinic].map(keysOf);
    assert.equal(south?.size, 1);
    assert.equal(north?.size, 1);
    assert.notDeepEqual(south, north);
  });

  it("a rotated key reaches refresh and destroy of both", async () => {
    const old = keysOf(ACCOUNTS.clinic);
    const drift = await run(
      ["refresh", "--preview-only", "--expect-no-changes"],
      "IST.north-2",
    );
    assert.equal(drift.code, 0, drift.text);
    const reads = new Set(story.world.log().map((one) => one.keyFingerprint));
    assert.equal(reads.size, 2);
    const destroyed = await run(
      ["destroy", "--yes", "--skip-preview"],
      "IST.north-3",
    );
    assert.equal(destroyed.code, 0, destroyed.text);
    assert.notDeepEqual(keysOf(ACCOUNTS.clinic), old);
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
