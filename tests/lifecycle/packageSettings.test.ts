import assert from "node:assert/strict";
import { PRODUCTS, type Settings, SITES } from "pulumi-wix-simulator";
import { bakery, mailbox, monthly, once, plan } from "../support/packages";
import { openStage } from "../support/stage";

/** What Wix leaves undocumented and a package meets, each with all its answers. */
const ANSWERS = {
  replay: ["first", "current", "ignored", "refuse-other-body"],
  keyScope: ["account", "partner", "endpoint"],
  rememberRefusals: [true, false],
  secondCancel: ["ok", "refused"],
  queryLagMs: [0, 2_000, 30_000],
  directMove: ["ok", "refused", "leaves-floating"],
  assignWhilePending: ["ok", "refused"],
  adjustWhilePending: ["ok", "refused"],
  productOrder: ["kept", "shuffled"],
  unknownGet: [404, 403],
  unassignFloating: ["ok", "refused"],
  referenceReusable: [true, false],
  writeOnceEchoed: [true, false],
} as const satisfies {
  [Name in keyof Settings]?: readonly Settings[Name][];
};

const programs: {
  readonly it: string;
  readonly args: ReturnType<typeof bakery>;
}[] = [
  { it: "bought", args: bakery({ plan, mail: mailbox, spare: mailbox }) },
  {
    it: "upgraded and moved",
    args: bakery(
      {
        plan: {
          ...plan,
          catalogProductId: PRODUCTS.planPro,
          siteId: SITES.bakeryBlog,
          billingInfo: monthly,
        },
        mail: { ...mailbox, siteId: SITES.bakeryShop },
        spare: mailbox,
      },
      { externalId: "renamed" },
    ),
  },
  {
    it: "one product floated, one cancelled",
    args: bakery(
      {
        plan: {
          ...plan,
          catalogProductId: PRODUCTS.planPro,
          siteId: SITES.bakeryBlog,
          billingInfo: monthly,
        },
        mail: { ...mailbox, floating: true },
      },
      { allowCancel: true },
    ),
  },
  {
    it: "bought again with a product more",
    args: bakery({ plan, mail: mailbox, more: mailbox }, { allowCancel: true }),
  },
];

describe("Package: the same life under each undocumented answer", () => {
  for (const [name, values] of Object.entries(ANSWERS)) {
    for (const value of values) {
      it(`${name}: ${value}`, async () => {
        const stage = await openStage({ settings: { [name]: value } });
        try {
          const shop = stage.resource("Package", "shop");
          for (const { it: what, args } of programs) {
            await shop.up(args);
            assert.equal(await shop.preview(args), "unchanged", what);
            assert.deepEqual(
              await shop.refresh(),
              { found: "same", changed: [] },
              what,
            );
            assert.equal(await shop.preview(args), "unchanged", what);
            assert.equal(
              stage.world.liveInstances().length,
              Object.keys(args.products).length,
              what,
            );
          }
          await shop.destroy();
          const { packagesBought, duplicatesEver, instancesLive } =
            stage.world.counters();
          assert.deepEqual(
            { packagesBought, duplicatesEver, instancesLive },
            { packagesBought: 2, duplicatesEver: 0, instancesLive: 0 },
          );
        } finally {
          await stage.close();
        }
      });
    }
  }

  it("typeSwitchByAdjust: ok", async () => {
    const stage = await openStage({ settings: { typeSwitchByAdjust: "ok" } });
    try {
      const shop = stage.resource("Package", "shop");
      const big = { ...mailbox, catalogProductId: PRODUCTS.mailboxPlus };
      await shop.up(bakery({ big }));
      const paidOnce = bakery({ big: { ...big, billingInfo: once } });
      assert.equal(await shop.up(paidOnce), "updated");
      assert.equal(await shop.preview(paidOnce), "unchanged");
    } finally {
      await stage.close();
    }
  });

  it("typeSwitchByAdjust: refused, which the user reads with the way on, and nothing is lost", async () => {
    const stage = await openStage({
      settings: { typeSwitchByAdjust: "refused" },
    });
    try {
      const shop = stage.resource("Package", "shop");
      const big = { ...mailbox, catalogProductId: PRODUCTS.mailboxPlus };
      await shop.up(bakery({ big }));
      await assert.rejects(
        shop.up(bakery({ big: { ...big, billingInfo: once } })),
        /INVALID_BILLING_CYCLE[^]*what to do/,
      );
      assert.equal(await shop.preview(bakery({ big })), "unchanged");
      assert.equal(stage.world.liveInstances().length, 1);
    } finally {
      await stage.close();
    }
  });
});
