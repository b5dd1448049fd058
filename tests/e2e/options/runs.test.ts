import assert from "node:assert/strict";
import { ACCOUNTS, PRODUCTS, SITES } from "pulumi-wix-simulator";
import { STEP_MS } from "../../support/e2eStage";
import {
  assignment,
  type Declared,
  type KindsProgram,
  packageOf,
} from "../../support/kinds";
import { mailbox, YEARLY } from "../../support/packageArgs";
import { ROUTE } from "../../support/routes";
import { kindsStory } from "../../support/story";

const accountId = ACCOUNTS.bakery;
const yearly = { ...mailbox, billingInfo: YEARLY };
const boxOf = (box: object): Declared =>
  packageOf({ accountId, products: { box }, allowCancel: true });
/** Wix does not let this partner sell it. */
const refused = boxOf({
  ...mailbox,
  catalogProductId: PRODUCTS.notResellable,
});
const seat = (siteId: string, productInstanceId = "@one.box"): Declared =>
  assignment({ accountId, productInstanceId, siteId });

describe("e2e: a run that does a part", function () {
  this.timeout(STEP_MS);
  const story = kindsStory();
  let urns: Record<string, string>;
  const urnOf = (name: string) => urns[name] ?? "";
  const edited: KindsProgram = {
    one: boxOf(yearly),
    other: boxOf(yearly),
    seat: seat(SITES.bakeryBlog),
  };

  const late: KindsProgram = {
    last: boxOf(mailbox),
    ofLast: seat(SITES.bakeryShop, "@last.box"),
  };

  before(async () => {
    story.declare({
      one: boxOf(mailbox),
      other: boxOf(mailbox),
      seat: seat(SITES.bakeryShop),
    });
    await story.up();
    urns = Object.fromEntries(
      Object.entries(await story.stored()).map(([name, { urn }]) => [
        name,
        urn,
      ]),
    );
  });

  it("--target: only that resource is written, and the rest is still to do", async () => {
    story.declare(edited);
    await story.up("--target", urnOf("one"));
    assert.deepEqual(story.writes(), [ROUTE.adjust]);
    const shown = await story.shown();
    assert.deepEqual(Object.keys(shown).sort(), ["other", "seat"]);
  });

  it("--target with --target-dependents: what refers to it too", async () => {
    await story.up("--target", urnOf("one"), "--target-dependents");
    assert.deepEqual(story.writes(), [ROUTE.assign]);
    assert.deepEqual(Object.keys(await story.shown()), ["other"]);
    await story.up();
    assert.deepEqual(story.writes(), [ROUTE.assign, ROUTE.adjust]);
  });

  it("destroy --target: only that resource is taken away, and up makes it again", async () => {
    await story.destroy("--target", urnOf("seat"));
    assert.deepEqual(story.writes(), [ROUTE.unassign]);
    await story.up();
    assert.deepEqual(story.writes(), [ROUTE.unassign, ROUTE.assign]);
  });

  it("without --continue-on-error nothing is begun after an error; with it, all that does not rest on the failed one", async () => {
    // The seat waits for its package, and that takes longer than the refusal of the other one.
    story.declare({
      ...edited,
      refused,
      ofRefused: seat(SITES.bakeryShop, "@refused.box"),
      ...late,
    });
    const up = await story.upFails();
    assert.match(up.text, /INVALID_PRODUCTS/);
    assert.deepEqual(story.writes(), [ROUTE.create]);
    await story.upFails("--continue-on-error");
    assert.deepEqual(story.writes(), [ROUTE.create, ROUTE.assign]);
    const stored = Object.keys(await story.stored()).sort();
    assert.deepEqual(stored, ["last", "ofLast", "one", "other", "seat"]);
  });

  it("a rename without alias beside an error: the next run cancels nothing", async () => {
    const renamed = packageOf({
      accountId,
      products: { box: mailbox },
      externalId: "by its own name",
      allowCancel: true,
    });
    story.declare({ ...edited, ...late, before: renamed });
    await story.up();
    story.declare({ ...edited, ...late, after: renamed, refused });
    await story.upFails();
    story.declare({ ...edited, ...late, after: renamed });
    const up = await story.up();
    assert.match(
      up.text,
      /stays as it is: another resource of this program stands for it/,
    );
    assert.deepEqual(story.writes(), [ROUTE.create]);
    await story.showsNothing();
    await story.finds({});
  });

  it("destroy --continue-on-error: one that cannot be cancelled keeps no other alive", async () => {
    story.world.faults({
      route: ROUTE.cancel,
      fault: { kind: "status", status: 403 },
    });
    const destroy = await story.stack.destroy(["--continue-on-error"]);
    assert.equal(destroy.code, 1, destroy.text);
    assert.equal(Object.keys(await story.stored()).length, 1);
    assert.equal(story.world.liveInstances().length, 1);
    await story.destroy();
    story.endsClean({ packages: 4 });
  });
});
