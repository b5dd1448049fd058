import assert from "node:assert/strict";
import { ACCOUNTS, type Change, PRODUCTS, SITES } from "pulumi-wix-simulator";
import { bakery, mailbox, monthly, plan } from "../support/packages";
import type { Resource } from "../support/resource";
import { openStage, type Stage } from "../support/stage";

describe("Package: changed by somebody else", () => {
  let stage: Stage;
  let shop: Resource;
  const { siteId: _, ...nowhere } = plan;
  const pinned = { ...nowhere, floating: true };

  beforeEach(async () => {
    stage = await openStage();
    shop = stage.resource("Package", "shop");
  });
  afterEach(() => stage.close());

  const idOf = (key: string) =>
    (shop.stored?.outputs.instances as Record<string, { instanceId: string }>)[
      key
    ]?.instanceId ?? "";
  const packageId = () => shop.stored?.id ?? "";
  const bought = () => stage.world.counters().packagesBought;

  interface Row {
    readonly what: string;
    readonly args?: Record<string, unknown>;
    readonly change: () => Change;
    readonly shown: readonly string[];
  }
  const healed: Row[] = [
    {
      what: "moved to another site",
      change: () => ({
        kind: "moveInstance",
        instanceId: idOf("plan"),
        siteId: SITES.bakeryBlog,
      }),
      shown: ["products.plan.siteId"],
    },
    {
      what: "taken off its site",
      change: () => ({ kind: "moveInstance", instanceId: idOf("plan") }),
      shown: ["products.plan.siteId"],
    },
    {
      what: "put on a site though it is to float",
      args: bakery({ plan: pinned, mail: mailbox }),
      change: () => ({
        kind: "moveInstance",
        instanceId: idOf("plan"),
        siteId: SITES.bakeryBlog,
      }),
      shown: ["products.plan.floating"],
    },
    {
      what: "turned into another product",
      change: () => ({
        kind: "adjustInstance",
        instanceId: idOf("plan"),
        catalogProductId: PRODUCTS.planPro,
      }),
      shown: ["products.plan.catalogProductId"],
    },
    {
      what: "put on another cycle",
      change: () => ({
        kind: "adjustInstance",
        instanceId: idOf("plan"),
        billingInfo: monthly,
      }),
      shown: ["products.plan.billingInfo.cycleDuration.unit"],
    },
    {
      what: "given another mark",
      change: () => ({
        kind: "setExternalId",
        packageId: packageId(),
        externalId: "somebody",
      }),
      shown: ["externalId"],
    },
    {
      what: "given another external id than the declared one",
      args: bakery({ plan, mail: mailbox }, { externalId: "mine" }),
      change: () => ({
        kind: "setExternalId",
        packageId: packageId(),
        externalId: "somebody",
      }),
      shown: ["externalId"],
    },
  ];
  for (const { what, args, change, shown } of healed) {
    for (const stored of [true, false]) {
      it(`${what}: shown alone, and healed ${stored ? "after a refresh" : "by up --refresh"}`, async () => {
        const declared = args ?? bakery({ plan, mail: mailbox });
        await shop.up(declared);
        stage.world.change(change());
        assert.deepEqual(await shop.refresh({ store: false }), {
          found: "drifted",
          changed: shown,
        });
        await shop.refresh();
        if (stored) {
          // Once it is stored, refresh has nothing new to say; the program still differs.
          assert.equal((await shop.refresh()).found, "same");
        }
        assert.equal(await shop.preview(declared), "updated");
        assert.equal(await shop.up(declared), "updated");
        assert.equal(await shop.preview(declared), "unchanged");
        assert.deepEqual(await shop.refresh(), { found: "same", changed: [] });
        assert.equal(bought(), 1);
      });
    }
  }

  it("what the program does not manage is no drift", async () => {
    const { billingInfo: _cycle, ...silent } = mailbox;
    // The mailbox comes in two cycles, so Wix must be told one at purchase.
    await shop.up(bakery({ plan: nowhere, mail: mailbox }));
    await shop.up(bakery({ plan: nowhere, mail: silent }));
    stage.world.change(
      {
        kind: "moveInstance",
        instanceId: idOf("plan"),
        siteId: SITES.bakeryBlog,
      },
      {
        kind: "adjustInstance",
        instanceId: idOf("mail"),
        billingInfo: plan.billingInfo,
      },
    );
    assert.deepEqual(await shop.refresh(), { found: "same", changed: [] });
  });

  for (const allowCancel of [false, true]) {
    it(`an instance cancelled beside a live one is shown by its status, and not bought again (allowCancel ${allowCancel})`, async () => {
      const args = bakery({ plan, mail: mailbox }, { allowCancel });
      await shop.up(args);
      stage.world.change({
        kind: "cancelInstance",
        instanceId: idOf("mail"),
      });
      assert.deepEqual(await shop.refresh(), {
        found: "drifted",
        changed: ["products.mail.status"],
      });
      assert.equal(await shop.preview(args), "updated");
      stage.world.clearLog();
      await assert.rejects(
        shop.up(args),
        /products\.mail.*cancelled outside.*new wix\.Package/,
      );
      assert.ok(stage.world.log().every(({ committed }) => !committed));
      // The two ways on that the error names.
      assert.equal(await shop.up(bakery({ plan }, { allowCancel })), "updated");
      const again = stage.resource("Package", "mail-again");
      assert.equal(await again.up(bakery({ mail: mailbox })), "created");
      assert.equal(
        await shop.preview(bakery({ plan }, { allowCancel })),
        "unchanged",
      );
      assert.equal(stage.world.liveInstances().length, 2);
    });
  }

  it("an edit of a package with a dead instance is refused before anything is sent", async () => {
    await shop.up(bakery({ plan, mail: mailbox }));
    stage.world.change({ kind: "cancelInstance", instanceId: idOf("mail") });
    stage.world.clearLog();
    await assert.rejects(
      shop.up(
        bakery({
          plan: { ...plan, siteId: SITES.bakeryBlog },
          mail: mailbox,
        }),
      ),
      /products\.mail/,
    );
    assert.ok(stage.world.log().every(({ committed }) => !committed));
  });

  it("a package cancelled as a whole is gone, and up buys it anew and says so", async () => {
    const args = bakery({ plan, mail: mailbox });
    await shop.up(args);
    stage.world.change({ kind: "cancelPackage", packageId: packageId() });
    assert.equal((await shop.refresh()).found, "gone");
    assert.equal(await shop.up(args), "created");
    assert.match(stage.warnings.join(), /cancelled.*buys it again/);
    assert.equal(bought(), 2);
    assert.equal(stage.world.liveInstances().length, 2);
    assert.equal(stage.world.counters().duplicates, 0);
  });

  it("a package that Wix does not know in this account is gone only by the code that means it", async () => {
    await shop.up(bakery({ plan }));
    stage.world.change({ kind: "removePackage", packageId: packageId() });
    stage.world.settings({ unknownGet: 403 });
    await assert.rejects(shop.refresh(), /may not do this/);
    assert.ok(shop.stored);
    stage.world.settings({ unknownGet: 404 });
    assert.equal((await shop.refresh()).found, "gone");
  });

  it("a refresh right after an update does not fall for a query that lags", async () => {
    const args = bakery({ plan });
    await shop.up(args);
    stage.world.settings({ queryLagMs: 30_000 });
    const moved = bakery({ plan: { ...plan, siteId: SITES.bakeryBlog } });
    await shop.up(moved);
    assert.deepEqual(await shop.refresh(), { found: "same", changed: [] });
  });

  it("is read from the account that the state names, whatever the query answers", async () => {
    await shop.up(bakery({ plan }));
    stage.world.clearLog();
    await shop.refresh();
    const [query] = stage.world.log();
    assert.equal(query?.route, "POST /resellers/v1/packages/query");
    assert.equal(query?.accountId, ACCOUNTS.main);
  });
});
