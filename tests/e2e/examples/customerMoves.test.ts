import assert from "node:assert/strict";
import { ACCOUNTS, SITES } from "pulumi-wix-simulator";
import { STEP_MS } from "../../support/e2eStage";
import {
  assignment,
  type KindsProgram,
  packageOf,
  transfer,
} from "../../support/kinds";
import { mailbox, plan } from "../../support/packageArgs";
import { ROUTE } from "../../support/routes";
import { kindsStory } from "../../support/story";

const TRANSFER = "POST /b2b-site-management/v1/transfer-site";
const siteId = SITES.agencyDraft;

interface Journey {
  readonly from: string;
  readonly to: string;
  /** The output of the transfer that says the account of everything else. */
  readonly account: "targetAccountId" | "ownerAccountId";
  readonly allowCancel?: boolean;
}

/** A site handed over, a plan on it, and a mailbox that an assignment puts on it. */
const customer = ({
  from,
  to,
  account,
  allowCancel = true,
}: Journey): KindsProgram => ({
  handover: transfer({ siteId, sourceAccountId: from, targetAccountId: to }),
  services: packageOf({
    accountId: `@handover#${account}`,
    products: { plan: { ...plan, siteId: "@handover" }, mailbox },
    allowCancel,
  }),
  mail: assignment({
    accountId: `@handover#${account}`,
    productInstanceId: "@services.mailbox",
    siteId: "@handover",
  }),
});

describe("e2e: a whole customer moves to another account", function () {
  this.timeout(STEP_MS);
  const story = kindsStory();
  const { agency, bakery, clinic } = ACCOUNTS;
  /** Writes that changed the world, each with its account. */
  const told = () =>
    story.world
      .log()
      .filter(({ committed }) => committed)
      .map(({ route, accountId }) => [route, accountId]);

  it("begins in the first account", async () => {
    const allowCancel = false;
    story.declare(
      customer({
        from: agency,
        to: bakery,
        account: "targetAccountId",
        allowCancel,
      }),
    );
    await story.up();
    assert.deepEqual(told(), [
      [TRANSFER, bakery],
      [ROUTE.create, bakery],
      [ROUTE.assign, bakery],
    ]);
  });

  it("is refused at preview without allowCancel: a paid service would be cancelled", async () => {
    const allowCancel = false;
    story.declare(
      customer({
        from: bakery,
        to: clinic,
        account: "targetAccountId",
        allowCancel,
      }),
    );
    const preview = await story.stack.preview();
    assert.notEqual(preview.code, 0, preview.text);
    assert.match(preview.text, /property accountId .*allowCancel/);
    assert.deepEqual(story.world.log(), []);
  });

  for (const { from, to, account } of [
    { from: bakery, to: clinic, account: "targetAccountId" },
    { from: clinic, to: bakery, account: "ownerAccountId" },
  ] as const) {
    it(`accountId from ${account}: shown as replacements, and done in one up: cancelled, transferred, bought in the new account`, async () => {
      story.declare(customer({ from: agency, to: from, account }));
      await story.up();
      assert.deepEqual(told(), []);

      story.declare(customer({ from, to, account }));
      const shown = await story.shown();
      assert.equal(shown.handover?.op, "replace");
      assert.equal(shown.services?.op, "replace");
      await story.up();
      assert.deepEqual(
        told().filter(([route]) => route !== ROUTE.unassign),
        [
          [ROUTE.cancel, from],
          [TRANSFER, to],
          [ROUTE.create, to],
          [ROUTE.assign, to],
        ],
      );
      assert.equal(story.world.site(siteId)?.ownerAccountId, to);
      assert.deepEqual(
        story.world
          .liveInstances()
          .map((one) => [one.accountId, one.siteId, one.status]),
        [
          [to, siteId, "ENABLED"],
          [to, siteId, "ENABLED"],
        ],
      );
      await story.showsNothing();
      await story.finds({});
    });
  }

  it("ends with the services cancelled, and the site where it is", async () => {
    await story.destroy();
    assert.equal(story.world.site(siteId)?.ownerAccountId, bakery);
    story.endsClean({ packages: 3 });
  });
});
