import assert from "node:assert/strict";
import { ACCOUNTS, PRODUCTS, SITES } from "pulumi-wix-simulator";
import type { Run } from "../../support/cli";
import { STEP_MS } from "../../support/e2eStage";
import { assignment, type KindsProgram, packageOf } from "../../support/kinds";
import { mailbox, YEARLY } from "../../support/packageArgs";
import { ROUTE } from "../../support/routes";
import { kindsStory } from "../../support/story";

/** Services take this long, by the clock of the simulator. @unit milliseconds */
const FOREVER_MS = 3_600_000;
const accountId = ACCOUNTS.bakery;
const options = {
  customTimeouts: { create: "2s", update: "1s", delete: "2s" },
};
const programOf = (billingInfo: object): KindsProgram => ({
  box: packageOf(
    {
      accountId,
      products: { box: { ...mailbox, billingInfo } },
      allowCancel: true,
    },
    options,
  ),
});
const onSite: KindsProgram = {
  seat: assignment(
    { accountId, productInstanceId: "@box.box", siteId: SITES.bakeryShop },
    options,
  ),
};

describe("e2e: customTimeouts", function () {
  this.timeout(STEP_MS);
  const story = kindsStory({ pendingMs: FOREVER_MS, cancelMs: FOREVER_MS });
  const box = () => story.live(PRODUCTS.mailbox);
  const settles = () => story.world.advance(FOREVER_MS);
  const gaveUpAfter = ({ text }: Run, seconds: number) =>
    assert.match(
      text,
      new RegExp(`did not settle within ${seconds} s[^]*what to do: run again`),
    );
  const reasonsOf = async (name: string) =>
    (await story.stored())[name]?.initErrors ?? [];

  it("create: a package that stays pending is kept with the reason", async () => {
    story.declare(programOf(mailbox.billingInfo));
    gaveUpAfter(await story.upFails(), 2);
    assert.equal(box().status, "PENDING");
    assert.equal((await reasonsOf("box")).length, 1);
    assert.equal((await story.shown()).box?.op, "update");
  });

  it("it is waited for again by the next up, and healed when it has settled: nothing is bought again", async () => {
    gaveUpAfter(await story.upFails(), 1);
    settles();
    await story.up();
    assert.deepEqual(story.writes(), []);
    assert.deepEqual(await reasonsOf("box"), []);
    await story.showsNothing();
    await story.finds({});
  });

  it("update: an adjustment that stays pending is kept with the reason, and healed by the next up without another write", async () => {
    story.declare(programOf(YEARLY));
    gaveUpAfter(await story.upFails(), 1);
    assert.equal((await reasonsOf("box")).length, 1);
    settles();
    await story.up();
    assert.deepEqual(story.writes(), [ROUTE.adjust]);
    await story.showsNothing();
    await story.finds({});
  });

  it("create of an assignment: the same", async () => {
    story.declare({ ...programOf(YEARLY), ...onSite });
    gaveUpAfter(await story.upFails(), 2);
    assert.equal((await reasonsOf("seat")).length, 1);
    settles();
    await story.up();
    assert.deepEqual(story.writes(), [ROUTE.assign]);
    await story.showsNothing();
    await story.finds({});
  });

  it("delete: a package whose cancellation stays pending is still there, and the next destroy finds it cancelled", async () => {
    story.declare(programOf(YEARLY));
    const up = await story.upFails();
    gaveUpAfter(up, 2);
    settles();
    await story.up();
    const destroy = await story.stack.destroy();
    assert.equal(destroy.code, 1, destroy.text);
    gaveUpAfter(destroy, 2);
    assert.deepEqual(Object.keys(await story.stored()), ["box"]);
    settles();
    await story.destroy();
    assert.deepEqual(story.writes(), [ROUTE.unassign, ROUTE.cancel]);
    story.endsClean({ packages: 1 });
  });
});
