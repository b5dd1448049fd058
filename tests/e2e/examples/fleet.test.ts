import assert from "node:assert/strict";
import { PRODUCTS, SITES, ACCOUNTS } from "pulumi-wix-simulator";
import { STEP_MS } from "../../support/e2eStage";
import { ROUTE } from "../../support/routes";
import { exampleStory, set } from "../../support/story";

const TRANSFER = "POST /b2b-site-management/v1/transfer-site";

describe("e2e: examples/fleet", function () {
  this.timeout(STEP_MS);
  const story = exampleStory("fleet");
  const edit = (file: string, from: string, to: string) =>
    story.stack.edit(`customers/${file}.yaml`, (text) => {
      assert.ok(text.includes(from));
      return text.replaceAll(from, to);
    });
  const outputs = async () =>
    JSON.parse(
      (await story.stack.run(["stack", "output", "--json"])).stdout,
    ) as {
      names: string[];
    };

  it("a mistake in a file is told with its place, in the preview, and nothing is asked of Wix", async () => {
    edit("studio", "site: app", "site: ap");
    const { code, text } = await story.stack.preview();
    assert.notEqual(code, 0, text);
    assert.match(
      text,
      /customers\/studio\.yaml:12:15: packages\.web\.products\.plan\.site: there is no site "ap"; there is "app"\n *12 \| +site: ap\n +\| +\^\^\n/,
    );
    assert.deepEqual(story.world.log(), []);
    edit("studio", "site: ap", "site: app");
  });

  it("up makes Wix agree with all files", async () => {
    await story.up();
    assert.deepEqual(
      story.writes().toSorted(),
      [TRANSFER, ...Array<string>(4).fill(ROUTE.create)].toSorted(),
    );
    const [{ ownerAccountId } = {}] = story.world
      .sites()
      .filter(({ id }) => id === SITES.agencyDraft);
    assert.equal(ownerAccountId, ACCOUNTS.bakery);
    assert.deepEqual(
      story.world
        .liveInstances()
        .map(({ catalogProductId, siteId }) => [catalogProductId, siteId])
        .sort(),
      [
        [PRODUCTS.planBasic, SITES.agencyDraft],
        [PRODUCTS.planPro, SITES.studioHeadless],
        [PRODUCTS.domain, SITES.agencyDraft],
        [PRODUCTS.mailbox, SITES.clinicHome],
        [PRODUCTS.mailbox, SITES.clinicBooking],
      ].sort(),
    );
    await story.showsNothing();
    await story.finds({});
  });

  it("an edit of one file changes that customer alone", async () => {
    edit("studio", "unit: MONTH", "unit: YEAR");
    const shown = await story.shown();
    assert.deepEqual(Object.keys(shown), ["studio-web"]);
    await story.up();
    assert.deepEqual(story.writes(), [ROUTE.adjust]);
    await story.showsNothing();
  });

  it("a renamed file is refused in the preview, and with an alias it is the same customer", async () => {
    story.stack.rename("customers/studio.yaml", "customers/atelier.yaml");
    const { code, text } = await story.stack.preview();
    assert.notEqual(code, 0, text);
    assert.match(text, /studio-web.*protected|protected.*studio-web/s);
    const { names: before } = await outputs();
    story.stack.edit("index.ts", (program) =>
      program.replace(
        "customer);",
        'customer, customer.name === "atelier" ? { aliases: [{ name: "studio" }] } : {});',
      ),
    );
    await story.up();
    assert.deepEqual(story.writes(), []);
    assert.deepEqual(before, ["bakery", "clinic", "studio"]);
    assert.deepEqual((await outputs()).names, ["atelier", "bakery", "clinic"]);
    await story.showsNothing();
  });

  it("destroy after every file says allowCancel", async () => {
    edit("bakery", "    products:", "    allowCancel: true\n    products:");
    edit("atelier", "    products:", "    allowCancel: true\n    products:");
    await story.up();
    assert.deepEqual(story.writes(), []);
    await story.destroy();
    story.endsClean({ packages: 4 });
  });
});

describe("e2e: examples/fleet in shards", function () {
  this.timeout(STEP_MS);
  const story = exampleStory("fleet");

  it("a stack has its share alone", async () => {
    await story.up(...set({ shard: "4/4" }));
    assert.deepEqual(Object.keys(await story.stored()), ["studio-web"]);
    await story.showsNothing();
  });
});

describe("e2e: examples/fleet, one stack becomes two", function () {
  this.timeout(STEP_MS * 2);
  const story = exampleStory("fleet");
  const run = async (...args: string[]) => {
    const ended = await story.stack.run(args);
    assert.equal(ended.code, 0, ended.text);
    return ended;
  };

  it("by pulumi state move of whole customers: nothing is bought again, and both stacks are at rest", async () => {
    await story.up();
    const bought = story.world.packages().map(({ id }) => id);
    story.world.clearLog();
    // Share 4/4 is the studio alone.
    const urns = Object.values(await story.stored())
      .map(({ urn }) => urn)
      .filter((urn) => /::studio(?:-|$)/.test(urn));
    assert.ok(urns.length > 0);
    await run("stack", "init", "second", "--no-select");
    await run(
      ...["state", "move", "--yes", "--include-parents"],
      ...["--source", "dev", "--dest", "second", ...urns],
    );
    story.stack.edit("index.ts", (program) =>
      program.replace(
        "for (const",
        'if (pulumi.getStack() === "dev") customers.splice(customers.findIndex(({ name }) => name === "studio"), 1);\nfor (const',
      ),
    );
    await run("preview", "--expect-no-changes", "--diff");
    const second = ["--stack", "second"];
    await run("config", "set", "shard", "4/4", ...second);
    await run("preview", "--expect-no-changes", "--diff", ...second);
    const drift = ["refresh", "--preview-only", "--expect-no-changes"];
    await run(...drift);
    await run(...drift, ...second);

    const writes = story.world.log().filter(({ kind }) => kind === "write");
    assert.deepEqual(writes, []);
    assert.deepEqual(
      story.world.packages().map(({ id }) => id),
      bought,
    );
  });
});
