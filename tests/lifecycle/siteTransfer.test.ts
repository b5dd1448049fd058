import assert from "node:assert/strict";
import { ACCOUNTS, demoSeed, SITES } from "pulumi-wix-simulator";
import { CheckFailed, type Resource } from "../support/resource";
import { openStage, type Stage, type StageOptions } from "../support/stage";

const TRANSFER = "POST /b2b-site-management/v1/transfer-site";
const args = {
  siteId: SITES.agencyDraft,
  sourceAccountId: ACCOUNTS.agency,
  targetAccountId: ACCOUNTS.bakery,
};

describe("SiteTransfer", () => {
  let stage: Stage;
  let transfer: Resource;
  const open = async (options: StageOptions = {}) => {
    stage = await openStage(options);
    transfer = stage.resource("SiteTransfer", "draft");
  };
  afterEach(() => stage.close());

  const owner = () =>
    stage.world.sites().find(({ id }) => id === SITES.agencyDraft)
      ?.ownerAccountId;
  const committed = () => stage.world.log().filter((one) => one.committed);
  const move = (accountId: string) =>
    stage.world.change({
      kind: "moveSite",
      siteId: SITES.agencyDraft,
      accountId,
    });

  /** Every answer that Wix may give about who sees a site, and when. */
  const worlds = [false, true].flatMap((parentSeesSubAccountSites) =>
    [0, 2_000, 30_000].map((siteListLagMs) => ({
      parentSeesSubAccountSites,
      siteListLagMs,
    })),
  );
  for (const settings of worlds) {
    const { parentSeesSubAccountSites: sees, siteListLagMs: lag } = settings;
    describe(`the main account ${sees ? "sees" : "does not see"} all sites, lists lag ${lag} ms`, () => {
      beforeEach(() => open({ settings }));

      it("is transferred once, stays, and is left where it is", async () => {
        assert.equal(await transfer.up(args), "created");
        assert.equal(owner(), ACCOUNTS.bakery);
        stage.world.clearLog();
        assert.equal(await transfer.preview(args), "unchanged");
        assert.equal(await transfer.up(args), "unchanged");
        assert.deepEqual(stage.world.log(), []);
        assert.deepEqual(await transfer.refresh(), {
          found: "same",
          changed: [],
        });
        assert.equal(await transfer.preview(args), "unchanged");
        await transfer.destroy();
        assert.equal(owner(), ACCOUNTS.bakery);
        assert.deepEqual(committed(), []);
      });

      it("goes back to its source with onDelete: return", async () => {
        const returning = { ...args, onDelete: "return" };
        await transfer.up(returning);
        await transfer.destroy();
        assert.equal(owner(), ACCOUNTS.agency);
      });

      it("back in its source by somebody's hand: shown on targetAccountId alone, and transferred again", async () => {
        await transfer.up(args);
        move(ACCOUNTS.agency);
        stage.clock.advance(lag);
        assert.deepEqual(await transfer.refresh({ store: false }), {
          found: "drifted",
          changed: ["targetAccountId"],
        });
        await transfer.refresh();
        assert.equal(await transfer.preview(args), "updated");
        assert.equal(await transfer.up(args), "updated");
        assert.equal(owner(), ACCOUNTS.bakery);
        assert.equal(await transfer.preview(args), "unchanged");
        assert.deepEqual(await transfer.refresh(), {
          found: "same",
          changed: [],
        });
      });

      for (const when of ["before", "after"] as const) {
        it(`an answer lost ${when} it was carried out: transferred once`, async () => {
          stage.world.faults({
            route: TRANSFER,
            when,
            fault: { kind: "reset" },
          });
          await transfer.up(args);
          assert.equal(owner(), ACCOUNTS.bakery);
          assert.equal(committed().length, 1);
          assert.equal(await transfer.preview(args), "unchanged");
        });
      }

      it("a process that died after the transfer: the next one finds the site there", async () => {
        await transfer.up(args);
        const again = stage.resource("SiteTransfer", "draft");
        assert.equal(await again.up(args), "created");
        assert.equal(await again.preview(args), "unchanged");
      });
    });
  }

  describe("somebody else's doing", () => {
    beforeEach(async () => {
      await open({ settings: { parentSeesSubAccountSites: true } });
      await transfer.up(args);
      stage.world.clearLog();
    });

    it("in an account that the program does not name: not pulled back", async () => {
      move(ACCOUNTS.clinic);
      assert.deepEqual(await transfer.refresh(), {
        found: "drifted",
        changed: ["targetAccountId"],
      });
      await assert.rejects(transfer.up(args), (error) => {
        assert.match(String(error), new RegExp(ACCOUNTS.clinic));
        assert.match(String(error), /what to do: set sourceAccountId/);
        return true;
      });
      assert.equal(owner(), ACCOUNTS.clinic);
      // The ways on that the error names.
      const left = { ...args, targetAccountId: ACCOUNTS.clinic };
      assert.equal(await transfer.preview(left), "updated");
      await transfer.up(left);
      assert.equal(await transfer.preview(left), "unchanged");
      assert.deepEqual(committed(), []);
    });

    it("is taken from there when the program names the account", async () => {
      move(ACCOUNTS.clinic);
      await transfer.refresh();
      const named = { ...args, sourceAccountId: ACCOUNTS.clinic };
      assert.equal(await transfer.up(named), "updated");
      assert.equal(owner(), ACCOUNTS.bakery);
      assert.equal(await transfer.preview(named), "unchanged");
    });

    it("in the trash: not gone, and a warning", async () => {
      stage.world.change({ kind: "trashSite", siteId: SITES.agencyDraft });
      assert.deepEqual(await transfer.refresh(), {
        found: "same",
        changed: [],
      });
      assert.match(stage.warnings.join(), /in the trash/);
    });

    it("deleted: gone, after every account was asked for every namespace", async () => {
      stage.world.change({ kind: "deleteSite", siteId: SITES.agencyDraft });
      assert.equal((await transfer.refresh()).found, "gone");
      const asked = stage.world
        .log()
        .map(({ accountId, body }) => [
          accountId,
          JSON.stringify(body).includes('"$exists"'),
        ]);
      for (const account of [ACCOUNTS.bakery, ACCOUNTS.agency, ACCOUNTS.main]) {
        assert.ok(asked.some(([one, all]) => one === account && all));
      }
    });
  });

  it("a headless site is transferred and found like any other", async () => {
    await open();
    const headless = {
      siteId: SITES.studioHeadless,
      sourceAccountId: ACCOUNTS.studio,
      targetAccountId: ACCOUNTS.bakery,
    };
    await transfer.up(headless);
    assert.deepEqual(await transfer.refresh(), { found: "same", changed: [] });
  });

  it("a site of a namespace that nobody told us of is not gone", async () => {
    await open();
    await transfer.up(args);
    const site = stage.world.sites().find(({ id }) => id === SITES.agencyDraft);
    assert.ok(site);
    stage.world.change({
      kind: "putSite",
      site: {
        id: site.id,
        ownerAccountId: ACCOUNTS.bakery,
        name: "odd",
        displayName: "Odd",
        namespace: "BRANDED",
      },
    });
    assert.deepEqual(await transfer.refresh(), { found: "same", changed: [] });
  });

  describe("an argument edited", () => {
    beforeEach(async () => {
      await open();
      await transfer.up(args);
      stage.world.clearLog();
    });

    const recorded: [string, Record<string, unknown>][] = [
      ["sourceAccountId", { sourceAccountId: ACCOUNTS.studio }],
      ["enableNotifications", { enableNotifications: true }],
      ["onDelete", { onDelete: "return" }],
    ];
    for (const [name, edit] of recorded) {
      it(`${name} is recorded without a request`, async () => {
        const edited = { ...args, ...edit };
        assert.equal(await transfer.preview(edited), "updated");
        assert.equal(await transfer.up(edited), "updated");
        assert.deepEqual(stage.world.log(), []);
        assert.equal(await transfer.preview(edited), "unchanged");
      });
    }

    it("another target replaces it: transferred on from the account it is in", async () => {
      const edited = {
        ...args,
        sourceAccountId: ACCOUNTS.bakery,
        targetAccountId: ACCOUNTS.clinic,
      };
      assert.equal(await transfer.preview(edited), "replaced");
      assert.equal(await transfer.up(edited), "replaced");
      assert.equal(owner(), ACCOUNTS.clinic);
    });

    it("another site replaces it, and the first stays", async () => {
      const edited = { ...args, siteId: SITES.agencySecondDraft };
      assert.equal(await transfer.up(edited), "replaced");
      assert.equal(owner(), ACCOUNTS.bakery);
      assert.equal(transfer.stored?.id, SITES.agencySecondDraft);
    });
  });

  describe("refused", () => {
    const refusals: {
      it: string;
      options?: StageOptions;
      args: Record<string, unknown>;
      words: RegExp;
    }[] = [
      {
        it: "a site that is somewhere else",
        args: { ...args, siteId: SITES.clinicHome },
        words: /is not in the source account[^]*set sourceAccountId/,
      },
      {
        it: "a target that Wix does not know",
        args: { ...args, targetAccountId: SITES.clinicHome },
        words:
          /does not know the target account[^]*TARGET_ACCOUNT|TARGET_ACCOUNT_ID_NOT_FOUND/,
      },
      {
        it: "a pair of accounts that is not enabled",
        options: {
          seed: {
            ...demoSeed(),
            transfers: [
              {
                sourceAccountId: ACCOUNTS.agency,
                targetAccountId: ACCOUNTS.clinic,
              },
            ],
          },
        },
        args,
        words: /SITE_TRANSFER_NOT_ALLOWED[^]*partner contact/,
      },
    ];
    for (const { it: what, options, args: given, words } of refusals) {
      it(what, async () => {
        await open(options);
        await assert.rejects(transfer.up(given), words);
        assert.equal(transfer.stored, undefined);
        assert.deepEqual(committed(), []);
      });
    }

    it("a site that carries a paid service", async () => {
      await open();
      const shop = stage.resource("Package", "shop");
      await shop.up({
        accountId: ACCOUNTS.bakery,
        products: {
          plan: {
            catalogProductId: "cccccccc-0000-4000-8000-000000000001",
            countryCode: "BR",
            siteId: SITES.bakeryShop,
            billingInfo: {
              type: "RECURRING",
              cycleDuration: { unit: "YEAR", count: 1 },
            },
          },
        },
      });
      await assert.rejects(
        transfer.up({
          siteId: SITES.bakeryShop,
          sourceAccountId: ACCOUNTS.bakery,
          targetAccountId: ACCOUNTS.clinic,
        }),
        /carries a paid service[^]*SITE_TRANSFER_NOT_SUPPORTED[^]*cancel the packages/,
      );
    });

    it("one account as source and target, and all other faults, at once", async () => {
      await open();
      await assert.rejects(
        transfer.preview({
          siteId: "no id",
          sourceAccountId: ACCOUNTS.bakery,
          targetAccountId: ACCOUNTS.bakery,
          onDelete: "burn",
        }),
        (error) => {
          assert.ok(error instanceof CheckFailed);
          assert.deepEqual(
            error.failures.map(({ property }) => property).sort(),
            ["onDelete", "siteId", "targetAccountId"],
          );
          return true;
        },
      );
    });
  });

  it("a transfer that does not show up in time is kept, and waited for by the next up", async () => {
    await open({ settings: { siteListLagMs: 1_000_000 } });
    await assert.rejects(transfer.up(args), /does not show it yet/);
    assert.ok(transfer.stored);
    assert.equal(await transfer.up(args), "updated");
    assert.equal(committed().length, 1);
    assert.equal(await transfer.preview(args), "unchanged");
  });

  describe("get", () => {
    beforeEach(() => open());
    it("finds a site in its account", async () => {
      const found = await stage
        .process()("SiteTransfer")
        .read(SITES.bakeryShop, { targetAccountId: ACCOUNTS.bakery });
      assert.equal(found.props?.ownerAccountId, ACCOUNTS.bakery);
      assert.ok(found.props);
      const again = await stage
        .process()("SiteTransfer")
        .read(SITES.bakeryShop, found.props);
      assert.equal(again.id, SITES.bakeryShop);
    });

    it("throws for a site that is missing there", async () => {
      await assert.rejects(
        stage
          .process()("SiteTransfer")
          .read(SITES.bakeryShop, { targetAccountId: ACCOUNTS.clinic }),
        /there is no site/,
      );
    });
  });
});
