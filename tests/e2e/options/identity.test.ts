import assert from "node:assert/strict";
import { ACCOUNTS, PRODUCTS, SITES } from "pulumi-wix-simulator";
import { STEP_MS } from "../../support/e2eStage";
import {
  assignment,
  type Declared,
  type KindsProgram,
  packageOf,
  transfer,
} from "../../support/kinds";
import { mailbox } from "../../support/packageArgs";
import { ROUTE } from "../../support/routes";
import { kindsStory } from "../../support/story";

const { bakery, agency } = ACCOUNTS;

/** The names of the three resources. */
interface Names {
  readonly site: string;
  readonly box: string;
  readonly seat: string;
}
const OLD: Names = { site: "site", box: "box", seat: "seat" };
const NEW: Names = { site: "shop", box: "mailbox", seat: "desk" };

const programOf = (
  names: Names,
  options: (of: keyof Names) => Declared["options"] = () => ({}),
  allowCancel = true,
): KindsProgram => ({
  [names.site]: transfer(
    {
      siteId: SITES.agencyDraft,
      sourceAccountId: agency,
      targetAccountId: bakery,
      onDelete: "return",
    },
    options("site"),
  ),
  [names.box]: packageOf(
    {
      // So that destroy has an order: no site with paid services can go back.
      accountId: `@${names.site}#targetAccountId`,
      products: { mail: mailbox },
      allowCancel,
    },
    options("box"),
  ),
  [names.seat]: assignment(
    {
      accountId: bakery,
      productInstanceId: `@${names.box}.mail`,
      siteId: `@${names.site}`,
    },
    options("seat"),
  ),
});
const aliased = (of: keyof Names) => ({ aliases: [{ name: OLD[of] }] });

describe("e2e: who a resource is, and what keeps it", function () {
  this.timeout(STEP_MS);
  const story = kindsStory();
  const box = () => story.live(PRODUCTS.mailbox);
  const asBefore = () => {
    assert.equal(box().siteId, SITES.agencyDraft);
    assert.equal(box().status, "ENABLED");
    assert.equal(
      story.world.site(SITES.agencyDraft)?.ownerAccountId,
      ACCOUNTS.bakery,
    );
  };
  let mark: string | undefined;

  before(async () => {
    story.declare(programOf(OLD));
    await story.up();
    asBefore();
    mark = box().externalId;
  });
  afterEach(() => {
    assert.equal(story.world.counters().packagesBought, 1);
  });

  it("retainOnDelete: destroy forgets them without a request, and all stays", async () => {
    const options = { protect: false, retainOnDelete: true };
    story.declare(programOf(OLD, () => options));
    await story.up();
    await story.destroy();
    assert.deepEqual(await story.stored(), {});
    assert.deepEqual(story.world.log(), []);
    asBefore();
  });

  it("the same program takes all of it up again, without a write", async () => {
    story.declare(programOf(OLD));
    await story.up();
    assert.deepEqual(story.writes(), []);
    asBefore();
    await story.showsNothing();
  });

  it("a rename with aliases changes nothing and makes no request, and the aliases may go", async () => {
    story.declare(programOf(NEW, aliased));
    await story.showsNothing();
    await story.up("--expect-no-changes");
    story.declare(programOf(NEW));
    await story.showsNothing();
    assert.deepEqual(story.world.log(), []);
    assert.deepEqual(Object.keys(await story.stored()).sort(), [
      "desk",
      "mailbox",
      "shop",
    ]);
  });

  it("a renamed stack changes nothing", async () => {
    const rename = await story.stack.run(["stack", "rename", "production"]);
    assert.equal(rename.code, 0, rename.text);
    await story.showsNothing();
    await story.up("--expect-no-changes");
    assert.deepEqual(story.world.log(), []);
    await story.finds({});
  });

  it("after both the mark is what it was, and is healed to that", async () => {
    assert.equal(box().externalId, mark);
    await story.heals(
      {
        kind: "setExternalId",
        packageId: box().packageId,
        externalId: "somebody's",
      },
      { mailbox: ["externalId"] },
    );
    assert.deepEqual(story.writes(), [ROUTE.rename]);
    assert.equal(box().externalId, mark);
  });

  it("protect keeps all of them, whatever allowCancel and onDelete say", async () => {
    const protect = { protect: true };
    story.declare(programOf(NEW, () => protect));
    await story.up();
    story.declare({});
    for (const verb of ["preview", "destroy"] as const) {
      const { code, text } = await story.stack[verb]();
      assert.equal(code, 1, text);
      assert.match(text, /because it is protected/);
    }
    assert.deepEqual(story.world.log(), []);
  });

  it("protect: false lets a package be cancelled that does not say allowCancel", async () => {
    story.declare(programOf(NEW, () => ({ protect: false }), false));
    await story.up();
    await story.destroy();
    assert.equal(
      story.world.site(SITES.agencyDraft)?.ownerAccountId,
      ACCOUNTS.agency,
    );
    story.endsClean({ packages: 1 });
  });
});
