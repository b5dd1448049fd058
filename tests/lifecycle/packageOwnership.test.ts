import assert from "node:assert/strict";
import { ACCOUNTS, PRODUCTS, SITES } from "pulumi-wix-simulator";
import { bakery, mailbox, monthly, plan } from "../support/packages";
import type { Resource } from "../support/resource";
import { openStage, type Stage } from "../support/stage";

describe("Package: whose it is", () => {
  let stage: Stage;
  let shop: Resource;

  beforeEach(async () => {
    stage = await openStage();
    shop = stage.resource("Package", "shop");
  });
  afterEach(() => stage.close());

  const committed = () => stage.world.log().filter((one) => one.committed);
  const bought = () => stage.world.counters().packagesBought;
  const args = bakery({ plan, mail: mailbox });

  describe("an explicit externalId", () => {
    const named = { ...args, externalId: "customer-42", allowCancel: true };

    it("a lost state: taken up when the products match and it is recent", async () => {
      await shop.up(named);
      const again = stage.resource("Package", "shop");
      await again.up(named);
      assert.equal(bought(), 1);
      assert.equal(again.stored?.id, shop.stored?.id);
      assert.equal(await again.preview(named), "unchanged");
    });

    it("another stack's with other products: refused with the ways on, and not billed", async () => {
      await shop.up(named);
      const other = stage.resource("Package", "other");
      stage.world.clearLog();
      await assert.rejects(
        other.up(bakery({ mail: mailbox }, { externalId: "customer-42" })),
        new RegExp(`${shop.stored?.id}[^]*adopt[^]*aliases[^]*state move`),
      );
      assert.deepEqual(committed(), []);
      assert.equal(other.stored, undefined);
    });

    it("of an hour ago by Wix's clock: refused though the products match", async () => {
      await shop.up(named);
      stage.clock.advance(3_600_000);
      const other = stage.resource("Package", "other");
      await assert.rejects(other.up(named), /not certain/);
      assert.equal(bought(), 1);
    });

    it("of another account is not looked at", async () => {
      await shop.up(named);
      const other = stage.resource("Package", "clinic");
      await other.up({
        ...named,
        accountId: ACCOUNTS.clinic,
        products: { mail: mailbox },
      });
      assert.equal(bought(), 2);
    });

    it("a rename without alias: taken up, and not cancelled by the delete that follows in the same process", async () => {
      await shop.up(named);
      const process = stage.process()("Package");
      const renamed = stage.resource("Package", "renamed");
      const { id, outs } = await process.create(
        (await process.check({}, { ...named, __urn: renamed.urn })).inputs,
      );
      assert.ok(shop.stored);
      await process.delete(shop.stored.id, shop.stored.outputs);
      assert.equal(id, shop.stored.id);
      assert.equal(outs.externalId, "customer-42");
      assert.equal(stage.world.liveInstances().length, 2);
      assert.match(stage.warnings.join(), /stays as it is: another resource/);
    });
  });

  it("a rename with alias, a renamed stack: the mark stays, nothing is sent", async () => {
    await shop.up(args);
    shop.urn =
      "urn:pulumi:prod::shop::pulumi-nodejs:dynamic/wix:Package::renamed";
    stage.world.clearLog();
    assert.equal(await shop.up(args), "unchanged");
    assert.deepEqual(stage.world.log(), []);
    await shop.up({ ...args, externalId: "x" });
    await shop.up(args);
    assert.equal(
      stage.world.packages()[0]?.externalId,
      shop.stored?.outputs.__mark,
    );
    assert.match(String(shop.stored?.outputs.__mark), /^shop\.dev\.shop\./);
  });

  describe("adopt", () => {
    const packageId = "dddddddd-0000-4000-8000-000000000001";
    const instance = {
      instanceId: "dddddddd-0000-4000-8000-000000000002",
      catalogProductId: PRODUCTS.planBasic,
      siteId: SITES.bakeryShop,
      status: "ENABLED",
      countryCode: "BR",
      billingInfo: plan.billingInfo,
    } as const;
    const dead = {
      ...instance,
      instanceId: "dddddddd-0000-4000-8000-000000000003",
      status: "CANCELED",
    } as const;
    const foreign = (externalId?: string) => ({
      kind: "putPackage" as const,
      package: {
        id: packageId,
        accountId: ACCOUNTS.bakery,
        ...(externalId === undefined ? {} : { externalId }),
        productInstances: [dead, instance],
      },
    });
    const adopting = bakery({ plan }, { adopt: packageId });

    for (const externalId of ["somebody's", undefined]) {
      it(`takes a package over without a write (externalId ${externalId})`, async () => {
        stage.world.change(foreign(externalId));
        stage.world.clearLog();
        assert.equal(await shop.up(adopting), "created");
        assert.equal(shop.stored?.id, packageId);
        assert.deepEqual(committed(), []);
        assert.equal(await shop.preview(adopting), "unchanged");
        assert.deepEqual(await shop.refresh(), { found: "same", changed: [] });
        assert.equal(await shop.preview(adopting), "unchanged");
        assert.equal(stage.world.package(packageId)?.externalId, externalId);
        // The word taken out later does nothing.
        assert.equal(await shop.up(bakery({ plan })), "updated");
        assert.deepEqual(committed(), []);
        assert.equal(await shop.preview(bakery({ plan })), "unchanged");
      });
    }

    it("writes the external id, and only it, when the program sets one", async () => {
      stage.world.change(foreign("somebody's"));
      stage.world.clearLog();
      await shop.up({ ...adopting, externalId: "mine" });
      assert.deepEqual(
        committed().map(({ route }) => route),
        ["PATCH /resellers/v1/packages/update/{packageId}/{externalId}"],
      );
      assert.equal(stage.world.package(packageId)?.externalId, "mine");
    });

    it("lists each difference and changes nothing", async () => {
      stage.world.change(foreign());
      stage.world.clearLog();
      const unlike = bakery(
        {
          plan: { ...plan, siteId: SITES.bakeryBlog, billingInfo: monthly },
          mail: mailbox,
        },
        { adopt: packageId },
      );
      await assert.rejects(shop.up(unlike), (error) => {
        const text = String(error);
        assert.match(text, /products\.plan\.siteId/);
        assert.match(text, /products\.plan\.billingInfo/);
        assert.match(text, /products\.mail/);
        return true;
      });
      assert.deepEqual(committed(), []);
      assert.equal(shop.stored, undefined);
    });

    it("refuses live instances that are not declared", async () => {
      stage.world.change(foreign());
      const other = { ...mailbox, siteId: SITES.bakeryBlog };
      await assert.rejects(
        shop.up(bakery({ mail: other }, { adopt: packageId })),
        /is live and not declared/,
      );
    });

    it("refuses what is not there, and what is cancelled", async () => {
      await assert.rejects(shop.up(adopting), /there is no package/);
      stage.world.change(foreign(), { kind: "cancelPackage", packageId });
      await assert.rejects(shop.up(adopting), /is cancelled/);
      assert.deepEqual(committed(), []);
    });
  });

  describe("get", () => {
    const provider = () => stage.process()("Package");

    it("finds a package, with the keys of the given products", async () => {
      await shop.up(args);
      const id = shop.stored?.id ?? "";
      const { siteId, catalogProductId, countryCode } = plan;
      const found = await provider().read(id, {
        accountId: ACCOUNTS.bakery,
        products: { web: { siteId, catalogProductId, countryCode } },
      });
      assert.equal(found.id, id);
      const instances = found.props?.instances as Record<
        string,
        { instanceId: string; siteId?: string }
      >;
      assert.equal(instances.web?.siteId, SITES.bakeryShop);
      const [other] = Object.keys(instances).filter((key) => key !== "web");
      assert.equal(instances[other ?? ""]?.instanceId, other);
      // What it found can be refreshed like any other.
      assert.ok(found.props);
      const again = await provider().read(id, found.props);
      assert.equal(again.id, id);
    });

    it("throws for a package that is missing, in another account, or cancelled", async () => {
      await shop.up(args);
      const id = shop.stored?.id ?? "";
      const get = (accountId: string, packageId = id) =>
        provider().read(packageId, { accountId });
      await assert.rejects(
        get(ACCOUNTS.bakery, ACCOUNTS.main),
        /there is no package/,
      );
      await assert.rejects(get(ACCOUNTS.clinic), /there is no package/);
      stage.world.change({ kind: "cancelPackage", packageId: id });
      await assert.rejects(get(ACCOUNTS.bakery), /is cancelled/);
    });
  });

  it("a run that may only read refuses every write before it is sent", async () => {
    const process = stage.process({ WIX_READ_ONLY: "1" })("Package");
    const { inputs } = await process.check({}, { ...args, __urn: shop.urn });
    await assert.rejects(process.create(inputs), /may only read/);
    assert.ok(stage.world.log().every(({ kind }) => kind === "read"));
  });
});
