import assert from "node:assert/strict";
import { ACCOUNTS, type Change, PRODUCTS, SITES } from "pulumi-wix-simulator";
import { STEP_MS } from "../../support/e2eStage";
import {
  assignment,
  type KindsProgram,
  packageOf,
  transfer,
} from "../../support/kinds";
import { mailbox, YEARLY } from "../../support/packageArgs";
import { ROUTE } from "../../support/routes";
import { kindsStory } from "../../support/story";

type Bag = Readonly<Record<string, unknown>>;

const { bakeryShop, bakeryBlog, agencyDraft } = SITES;
const { bakery, clinic, main } = ACCOUNTS;
const plus = { ...mailbox, catalogProductId: PRODUCTS.mailboxPlus };

/** One resource for each thing that is ignored; `edit` is what the program says of that thing. */
const programOf = (edit: {
  readonly whole?: Bag;
  readonly siteId?: string;
  readonly externalId?: string;
  readonly targetAccountId?: string;
  /** Of the package that ignores its site. */
  readonly besides?: Bag;
}): KindsProgram => {
  const siteId = edit.siteId ?? bakeryShop;
  const box = { ...mailbox, siteId };
  return {
    whole: packageOf(
      { accountId: bakery, products: edit.whole ?? { box } },
      { ignoreChanges: ["products"] },
    ),
    placed: packageOf(
      { accountId: bakery, products: { box: { ...box, ...edit.besides } } },
      { ignoreChanges: ["products.box.siteId"] },
    ),
    named: packageOf(
      {
        accountId: bakery,
        products: { box: mailbox },
        externalId: edit.externalId ?? "ours",
      },
      { ignoreChanges: ["externalId"] },
    ),
    marked: packageOf(
      { accountId: bakery, products: { box: mailbox } },
      { ignoreChanges: ["externalId"] },
    ),
    assigned: assignment(
      { accountId: bakery, productInstanceId: "@marked.box", siteId },
      { ignoreChanges: ["siteId"] },
    ),
    handover: transfer(
      {
        siteId: agencyDraft,
        sourceAccountId: ACCOUNTS.agency,
        targetAccountId: edit.targetAccountId ?? bakery,
      },
      { ignoreChanges: ["targetAccountId"] },
    ),
  };
};

describe("e2e: ignoreChanges", function () {
  this.timeout(STEP_MS);
  const story = kindsStory();
  /** Package and instance ids by name. */
  const ids: Record<string, { packageId: string; instanceId: string }> = {};
  const placed = () =>
    story.world
      .liveInstances()
      .find(({ instanceId }) => instanceId === ids.placed?.instanceId);

  before(async () => {
    story.declare(programOf({}));
    await story.up();
    for (const [name, { id = "" }] of Object.entries(await story.stored())) {
      const [one] = story.world.package(id)?.productInstances ?? [];
      if (one) ids[name] = { packageId: id, instanceId: one.instanceId };
    }
  });

  it("what somebody else changes there is no drift, and is left alone", async () => {
    const of = (name: string) => ids[name] ?? { packageId: "", instanceId: "" };
    const changes: Change[] = [
      {
        kind: "adjustInstance",
        instanceId: of("whole").instanceId,
        catalogProductId: PRODUCTS.mailboxPlus,
        billingInfo: YEARLY,
      },
      {
        kind: "moveInstance",
        instanceId: of("placed").instanceId,
        siteId: bakeryBlog,
      },
      {
        kind: "setExternalId",
        packageId: of("named").packageId,
        externalId: "theirs",
      },
      {
        kind: "setExternalId",
        packageId: of("marked").packageId,
        externalId: "theirs too",
      },
      {
        kind: "moveInstance",
        instanceId: of("marked").instanceId,
        siteId: bakeryBlog,
      },
      { kind: "moveSite", siteId: agencyDraft, accountId: main },
    ];
    story.world.change(...changes);
    await story.finds({});
    await story.up("--refresh");
    assert.deepEqual(story.writes(), []);
  });

  it("what the program changes there is not shown and not sent", async () => {
    story.declare(
      programOf({
        whole: { box: plus },
        siteId: SITES.clinicHome,
        externalId: "ours again",
        targetAccountId: clinic,
      }),
    );
    await story.showsNothing();
    await story.up();
    assert.deepEqual(story.writes(), []);
  });

  it("an edit beside it is sent, and it alone", async () => {
    story.declare(programOf({ besides: { billingInfo: YEARLY } }));
    assert.deepEqual(await story.shown(), {
      placed: {
        op: "update",
        paths: ["products.box.billingInfo.cycleDuration.unit"],
      },
    });
    await story.up();
    assert.deepEqual(story.writes(), [ROUTE.adjust]);
    assert.deepEqual(placed()?.billingInfo, YEARLY);
    assert.equal(placed()?.siteId, bakeryBlog);
  });

  it("an edit beside it leaves also alone what no refresh has seen yet", async () => {
    story.world.change({
      kind: "moveInstance",
      instanceId: ids.placed?.instanceId ?? "",
    });
    story.declare(programOf({ besides: {} }));
    await story.up();
    assert.deepEqual(story.writes(), [ROUTE.adjust]);
    assert.equal(placed()?.siteId, undefined);
  });
});
