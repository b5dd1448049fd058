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
import { mailbox, YEARLY } from "../../support/packageArgs";
import { ROUTE } from "../../support/routes";
import { kindsStory } from "../../support/story";

type Bag = Readonly<Record<string, unknown>>;

const { bakery } = ACCOUNTS;
const TRANSFER = "POST /b2b-site-management/v1/transfer-site";
const boxOf = (box: Bag, options: Bag = {}): Declared =>
  packageOf(
    { accountId: bakery, products: { box }, allowCancel: true },
    options,
  );
/** A package that Wix refuses to sell: an error beside everything else. */
const refused = boxOf({ ...mailbox, catalogProductId: PRODUCTS.notResellable });

describe("e2e: replacements that the options ask for", function () {
  this.timeout(STEP_MS);
  const story = kindsStory();
  const box = () => story.live(PRODUCTS.mailbox);

  /** One box, live and on its site; the transferred site in its target; nothing left to do. */
  const isInOrder = async () => {
    assert.equal(
      story.world.site(SITES.agencyDraft)?.ownerAccountId,
      ACCOUNTS.bakery,
    );
    assert.equal(box().siteId, SITES.bakeryShop);
    assert.equal(box().status, "ENABLED");
    assert.equal(story.world.counters().duplicatesEver, 0);
    await story.showsNothing();
    await story.finds({});
  };

  const program = ({
    box: declared = boxOf(mailbox),
    site = {},
    seat = {},
    options = {},
  }: {
    readonly box?: Declared;
    readonly site?: Bag;
    readonly seat?: Bag;
    /** Of transfer and assignment. */
    readonly options?: Bag;
  } = {}): KindsProgram => ({
    site: transfer(
      {
        siteId: SITES.agencyDraft,
        sourceAccountId: ACCOUNTS.agency,
        targetAccountId: bakery,
        onDelete: "return",
        ...site,
      },
      options,
    ),
    box: declared,
    seat: assignment(
      {
        accountId: bakery,
        productInstanceId: "@box.box",
        siteId: SITES.bakeryShop,
        ...seat,
      },
      options,
    ),
  });

  before(async () => {
    story.declare(program());
    await story.up();
    await isInOrder();
  });

  it("replaceOnChanges, deleteBeforeReplace: false: an edit that is only recorded replaces transfer and assignment, and both end where they were", async () => {
    story.declare(
      program({
        site: { enableNotifications: true },
        seat: { allowReassign: true },
        options: {
          replaceOnChanges: ["enableNotifications", "allowReassign"],
          deleteBeforeReplace: false,
        },
      }),
    );
    const shown = await story.shown();
    assert.deepEqual(
      Object.entries(shown)
        .map(([name, { op }]) => `${op} ${name}`)
        .sort(),
      ["replace seat", "replace site"],
    );
    await story.up();
    assert.deepEqual(
      story.writes().sort(),
      [ROUTE.unassign, ROUTE.assign, TRANSFER, TRANSFER].sort(),
    );
    await isInOrder();
  });

  it("up --replace of the assignment: off its site and on it again", async () => {
    story.declare(program());
    const urns = Object.values(await story.stored()).map(({ urn }) => urn);
    const urn = urns.find((one) => one.endsWith("::seat")) ?? "";
    await story.up("--replace", urn);
    assert.deepEqual(story.writes(), [ROUTE.unassign, ROUTE.assign]);
    await isInOrder();
  });

  for (const [what, options, edit] of [
    [
      "replaceOnChanges: an edit of billingInfo",
      { replaceOnChanges: ["products"] },
      { billingInfo: YEARLY },
    ],
    [
      "deleteBeforeReplace: false: an edit of countryCode",
      { deleteBeforeReplace: false },
      { countryCode: "PT" },
    ],
  ] as const) {
    it(`${what} cancels the package and buys it again, beside an error too`, async () => {
      const { packageId } = box();
      const declared = boxOf({ ...mailbox, ...edit }, options);
      story.declare({ ...program({ box: declared }), refused });
      assert.equal((await story.shown()).box?.op, "replace");
      await story.upFails("--continue-on-error");
      const [bought] = story.world.liveInstances();
      story.declare(program({ box: declared }));
      await story.up();
      assert.deepEqual(
        story.writes().filter((route) => route !== ROUTE.unassign),
        [ROUTE.cancel, ROUTE.create, ROUTE.assign],
      );
      assert.equal(box().instanceId, bought?.instanceId);
      assert.notEqual(box().packageId, packageId);
      const { countryCode, billingInfo } = { ...mailbox, ...edit };
      assert.equal(box().countryCode, countryCode);
      assert.deepEqual(box().billingInfo, billingInfo);
      await isInOrder();
    });
  }
});
