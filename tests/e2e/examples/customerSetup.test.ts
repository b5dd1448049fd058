import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { ACCOUNTS, PRODUCTS, SITES } from "pulumi-wix-simulator";
import { STEP_MS } from "../../support/e2eStage";
import { ROUTE } from "../../support/routes";
import { exampleStory, set } from "../../support/story";

const TRANSFER = "POST /b2b-site-management/v1/transfer-site";

describe("e2e: the root project, a whole customer setup", function () {
  this.timeout(STEP_MS);
  const story = exampleStory("customer-setup");
  const ownerOfSite = () =>
    story.world.sites().find(({ id }) => id === SITES.agencyDraft)
      ?.ownerAccountId;
  let planId: string;
  const requests: string[] = [];
  afterEach(function () {
    const { length } = story.world.log();
    requests.push(`${String(length).padStart(4)}  ${this.currentTest?.title}`);
  });
  after(() => console.log(["    requests", ...requests].join("\n    ")));

  /** Edits the program where it is run. */
  const edit = (from: string, to: string) => {
    const [file] = story.stack
      .files()
      .filter(({ path }) => path.endsWith("customer-setup/index.ts"));
    assert.ok(file);
    const source = readFileSync(file.path, "utf8");
    assert.equal(source.split(from).length, 2, from);
    writeFileSync(file.path, source.replace(from, to));
  };

  it("up transfers the site, buys the plan, then the domain that the plan makes free", async () => {
    await story.up();
    assert.deepEqual(story.writes(), [TRANSFER, ROUTE.create, ROUTE.create]);
    assert.equal(ownerOfSite(), ACCOUNTS.bakery);
    planId = story.live(PRODUCTS.planBasic).instanceId;
    const domain = story.live(PRODUCTS.domain);
    assert.equal(domain.referenceProductInstanceId, planId);
    assert.equal(domain.siteId, SITES.agencyDraft);
    const requests = story.world.log().length;
    // A transfer with its look, and for each package a look for the mark, the purchase and looks until it has settled.
    assert.ok(requests <= 14, `${requests} requests`);
  });

  it("nothing is left to do, and nothing has changed", async () => {
    await story.showsNothing();
    await story.finds({});
  });

  it("another plan is adjusted in place; the domain's reference is not known in preview, and replaces nothing", async () => {
    const edit = set({ plan: PRODUCTS.planPro });
    assert.deepEqual(await story.shown(...edit), {
      "bakery-web": {
        op: "update",
        paths: ["products.plan.catalogProductId"],
      },
      "bakery-name": {
        op: "update",
        paths: ["products.domain.referenceProductInstanceId"],
      },
    });
    await story.up(...edit);
    assert.deepEqual(story.writes(), [ROUTE.adjust]);
    assert.equal(story.live(PRODUCTS.planPro).instanceId, planId);
    await story.showsNothing();
  });

  it("a plan that somebody changed is found, and brought back", async () => {
    await story.heals(
      {
        kind: "adjustInstance",
        instanceId: planId,
        catalogProductId: PRODUCTS.planBasic,
      },
      { "bakery-web": ["products.plan.catalogProductId"] },
    );
  });

  it("an external id that somebody changed is found, and brought back", async () => {
    const { packageId } = story.live(PRODUCTS.domain);
    await story.heals(
      { kind: "setExternalId", packageId, externalId: "somebody's" },
      { "bakery-name": ["externalId"] },
    );
  });

  it("each other part is edited: recorded, adjusted or updated, and nothing else is touched", async () => {
    edit("siteId: config", "enableNotifications: true, siteId: config");
    await story.up();
    assert.deepEqual(story.writes(), []);

    edit("billingInfo: yearly", "billingInfo: monthly");
    edit(
      "// The site is",
      "const monthly = { type: 'RECURRING', cycleDuration: { unit: 'MONTH', count: 1 } } as const;\n// The site is",
    );
    await story.up();
    assert.deepEqual(story.writes(), [ROUTE.adjust]);
    const plan = story.live(PRODUCTS.planPro);
    assert.equal(plan.billingInfo?.cycleDuration?.unit, "MONTH");
    assert.equal(plan.instanceId, planId);

    edit("name: {", 'name: { externalId: "the bakery\'s domain",');
    await story.up();
    assert.deepEqual(story.writes(), [ROUTE.adjust, ROUTE.rename]);
    const { externalId } = story.live(PRODUCTS.domain);
    assert.equal(externalId, "the bakery's domain");

    edit(
      'config.require("plan"),',
      'config.require("plan"), discountCode: "SPRING",',
    );
    await story.up();
    assert.equal(story.writes().length, 2);
    await story.showsNothing();
    await story.finds({});
  });

  it("a cycle that somebody changed is found, and brought back", async () => {
    await story.heals(
      {
        kind: "adjustInstance",
        instanceId: planId,
        billingInfo: {
          type: "RECURRING",
          cycleDuration: { unit: "YEAR", count: 1 },
        },
      },
      { "bakery-web": ["products.plan.billingInfo.cycleDuration.unit"] },
    );
  });

  it("a domain that somebody took off its site is found, and brought back", async () => {
    const { instanceId } = story.live(PRODUCTS.domain);
    await story.heals(
      { kind: "moveInstance", instanceId },
      { "bakery-name": ["products.domain.siteId"] },
    );
  });

  it("a site that somebody moved is found, and not fetched back while services are on it: Wix refuses that", async () => {
    const move = (accountId: string) =>
      story.world.change({
        kind: "moveSite",
        siteId: SITES.agencyDraft,
        accountId,
      });
    move(ACCOUNTS.agency);
    await story.finds({ "bakery-shop": ["targetAccountId"] });
    const { text } = await story.upFails("--refresh");
    assert.match(text, /SITE_TRANSFER_NOT_SUPPORTED/);
    assert.deepEqual(story.writes(), []);
    move(ACCOUNTS.bakery);
    await story.up("--refresh");
    assert.deepEqual(story.writes(), []);
    await story.finds({});
  });

  it("a domain that somebody cancelled is found, and bought again where Wix lets the plan be its reference again", async () => {
    story.world.settings({ referenceReusable: true });
    const before = story.live(PRODUCTS.domain);
    story.world.change({
      kind: "cancelPackage",
      packageId: before.packageId,
    });
    await story.finds({ "bakery-name": ["delete"] });
    await story.up("--refresh");
    assert.deepEqual(story.writes(), [ROUTE.create]);
    const again = story.live(PRODUCTS.domain);
    assert.notEqual(again.instanceId, before.instanceId);
    assert.equal(again.referenceProductInstanceId, planId);
    await story.showsNothing();
    await story.finds({});
  });

  it("destroy is refused while the services are protected", async () => {
    const run = await story.stack.destroy();
    assert.notEqual(run.code, 0, run.text);
    assert.deepEqual(story.writes(), []);
  });

  it("destroy cancels the domain, then the plan, and leaves the site with the customer", async () => {
    await story.up(...set({ allowCancel: "true" }));
    assert.deepEqual(story.writes(), []);
    await story.destroy();
    assert.deepEqual(story.writes(), [ROUTE.cancel, ROUTE.cancel]);
    assert.equal(ownerOfSite(), ACCOUNTS.bakery);
    story.endsClean({ packages: 3 });
  });
});

describe("e2e: a customer who moves to another account", function () {
  this.timeout(STEP_MS);
  const story = exampleStory("customer-setup");

  it("goes in one up: packages cancelled, site transferred on, packages bought again", async () => {
    await story.up(...set({ allowCancel: "true" }));
    story.world.clearLog();
    await story.up(
      ...set({ accountId: ACCOUNTS.clinic, agencyId: ACCOUNTS.bakery }),
    );
    assert.deepEqual(story.writes(), [
      ROUTE.cancel,
      ROUTE.cancel,
      TRANSFER,
      ROUTE.create,
      ROUTE.create,
    ]);
    assert.equal(story.live(PRODUCTS.planBasic).accountId, ACCOUNTS.clinic);
    assert.equal(story.live(PRODUCTS.domain).accountId, ACCOUNTS.clinic);
    await story.showsNothing();
    await story.destroy();
    story.endsClean({ packages: 4 });
  });
});
