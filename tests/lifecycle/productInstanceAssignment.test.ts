import assert from "node:assert/strict";
import { ACCOUNTS, PRODUCTS, type Settings, SITES } from "pulumi-wix-simulator";
import { bakery, mailbox, plan } from "../support/packages";
import type { Resource } from "../support/resource";
import { openStage, type Stage } from "../support/stage";

const ASSIGN =
  "PATCH /resellers/v1/packages/product-instances/{instanceId}/{siteId}";
const UNASSIGN =
  "PATCH /resellers/v1/packages/product-instances/{instanceId}/unassign";

describe("ProductInstanceAssignment", () => {
  let stage: Stage;
  let shop: Resource;
  let seat: Resource;
  let instanceId: string;
  let args: Record<string, unknown>;
  const { siteId: _, ...floatingPlan } = plan;

  const instanceOf = (resource: Resource, key: string) =>
    (
      resource.stored?.outputs.instances as Record<
        string,
        { instanceId: string }
      >
    )[key]?.instanceId ?? "";
  const open = async (settings: Partial<Settings> = {}) => {
    stage = await openStage({ settings });
    shop = stage.resource("Package", "shop");
    seat = stage.resource("ProductInstanceAssignment", "plan-on-shop");
    await shop.up(bakery({ plan: floatingPlan }));
    instanceId = instanceOf(shop, "plan");
    args = {
      accountId: ACCOUNTS.bakery,
      productInstanceId: instanceId,
      siteId: SITES.bakeryShop,
    };
    stage.world.clearLog();
  };
  afterEach(() => stage.close());

  const siteOf = (id = instanceId) =>
    stage.world.liveInstances().find((one) => one.instanceId === id)?.siteId;
  const committed = () =>
    stage.world
      .log()
      .filter((one) => one.committed)
      .map(({ route }) => route);
  const settled = async (declared: Record<string, unknown>) => {
    stage.world.clearLog();
    assert.equal(await seat.preview(declared), "unchanged");
    assert.equal(await seat.up(declared), "unchanged");
    assert.deepEqual(stage.world.log(), []);
    assert.deepEqual(await seat.refresh(), { found: "same", changed: [] });
    assert.equal(await seat.preview(declared), "unchanged");
  };
  const somebodyMoves = (siteId?: string) =>
    stage.world.change(
      siteId === undefined
        ? { kind: "moveInstance", instanceId }
        : { kind: "moveInstance", instanceId, siteId },
    );

  describe("a whole life", () => {
    beforeEach(() => open());

    it("is put on the site, stays, is moved in place, and taken off", async () => {
      assert.equal(await seat.up(args), "created");
      assert.equal(siteOf(), SITES.bakeryShop);
      assert.equal(seat.stored?.id, instanceId);
      assert.equal(seat.stored?.outputs.packageId, shop.stored?.id);
      await settled(args);
      const moved = { ...args, siteId: SITES.bakeryBlog };
      assert.equal(await seat.preview(moved), "updated");
      assert.equal(await seat.up(moved), "updated");
      assert.equal(siteOf(), SITES.bakeryBlog);
      await settled(moved);
      await seat.destroy();
      assert.equal(siteOf(), undefined);
      assert.equal(stage.world.liveInstances().length, 1);
      assert.equal(
        await shop.preview(bakery({ plan: floatingPlan })),
        "unchanged",
      );
    });

    it("on the site already: done without a write", async () => {
      somebodyMoves(SITES.bakeryShop);
      await seat.up(args);
      assert.deepEqual(committed(), []);
      await settled(args);
    });

    it("does not take the instance from another site without allowReassign", async () => {
      somebodyMoves(SITES.bakeryBlog);
      await assert.rejects(seat.up(args), /allowReassign: true/);
      assert.equal(siteOf(), SITES.bakeryBlog);
      const allowed = { ...args, allowReassign: true };
      assert.equal(await seat.up(allowed), "created");
      assert.equal(siteOf(), SITES.bakeryShop);
      await settled(allowed);
    });

    it("packageId and allowReassign are recorded without a request", async () => {
      await seat.up(args);
      stage.world.clearLog();
      const said = { ...args, packageId: shop.stored?.id, allowReassign: true };
      assert.equal(await seat.up(said), "updated");
      assert.deepEqual(stage.world.log(), []);
      await settled(said);
    });

    it("an unknown instance or account in a preview is no replacement", async () => {
      await seat.up(args);
      const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
      assert.equal(
        await seat.preview({ ...args, productInstanceId: unknown }),
        "updated",
      );
      assert.equal(
        await seat.preview({ ...args, accountId: unknown }),
        "updated",
      );
    });

    it("another instance replaces it: the old one leaves the site first", async () => {
      const other = stage.resource("Package", "other");
      await other.up(bakery({ plan: floatingPlan }));
      await seat.up(args);
      stage.world.clearLog();
      const second = instanceOf(other, "plan");
      const edited = { ...args, productInstanceId: second };
      assert.equal(await seat.up(edited), "replaced");
      assert.deepEqual(committed(), [UNASSIGN, ASSIGN]);
      assert.equal(siteOf(), undefined);
      assert.equal(siteOf(second), SITES.bakeryShop);
      await settled(edited);
    });

    it("refuses an instance that is not there, and a package that does not hold it", async () => {
      await assert.rejects(
        seat.up({ ...args, productInstanceId: ACCOUNTS.main }),
        /no package of account .* holds/,
      );
      await assert.rejects(
        seat.up({ ...args, accountId: ACCOUNTS.clinic }),
        /no package of account .* holds/,
      );
      const other = stage.resource("Package", "other");
      await other.up(bakery({ mail: mailbox }));
      await assert.rejects(
        seat.up({ ...args, packageId: other.stored?.id }),
        /does not hold product instance/,
      );
      assert.equal(siteOf(), undefined);
    });
  });

  describe("changed by somebody else", () => {
    beforeEach(async () => {
      await open();
      await seat.up(args);
    });

    for (const [what, siteId] of [
      ["on another site", SITES.bakeryBlog],
      ["floating", undefined],
    ] as const) {
      it(`${what}: shown on siteId alone, and brought back`, async () => {
        somebodyMoves(siteId);
        assert.deepEqual(await seat.refresh({ store: false }), {
          found: "drifted",
          changed: ["siteId"],
        });
        await seat.refresh();
        assert.equal(await seat.preview(args), "updated");
        assert.equal(await seat.up(args), "updated");
        assert.equal(siteOf(), SITES.bakeryShop);
        await settled(args);
      });

      it(`${what}: destroy leaves it there, refreshed or not`, async () => {
        somebodyMoves(siteId);
        stage.world.clearLog();
        await seat.refresh();
        await seat.destroy();
        assert.equal(siteOf(), siteId);
        assert.deepEqual(committed(), []);
      });
    }

    it("a site that the program takes over from somebody is taken off that one at destroy", async () => {
      somebodyMoves(SITES.bakeryBlog);
      await seat.refresh();
      const followed = { ...args, siteId: SITES.bakeryBlog };
      stage.world.clearLog();
      assert.equal(await seat.up(followed), "updated");
      assert.deepEqual(stage.world.log(), []);
      await settled(followed);
      await seat.destroy();
      assert.equal(siteOf(), undefined);
    });

    it("cancelled: gone, and up says that it must be bought again", async () => {
      stage.world.change({ kind: "cancelInstance", instanceId });
      assert.equal((await seat.refresh()).found, "gone");
      await assert.rejects(seat.up(args), /CANCELED[^]*buy the product again/);
    });

    it("cancelled: destroy succeeds without a write", async () => {
      stage.world.change({ kind: "cancelInstance", instanceId });
      stage.world.clearLog();
      await seat.destroy();
      assert.deepEqual(committed(), []);
    });
  });

  describe("two that swap sites", () => {
    for (const directMove of ["ok", "refused", "leaves-floating"] as const) {
      it(`end swapped when they go together (direct moves ${directMove})`, async () => {
        await open({ directMove });
        const other = stage.resource("Package", "other");
        await other.up(bakery({ plan: floatingPlan }));
        const second = instanceOf(other, "plan");
        // One process, as in one run of the engine.
        const provider = stage.process()("ProductInstanceAssignment");
        const make = async (productInstanceId: string, siteId: string) => {
          const inputs = { ...args, productInstanceId, siteId };
          return (await provider.create(inputs)).outs;
        };
        const one = await make(instanceId, SITES.bakeryShop);
        const two = await make(second, SITES.bakeryBlog);
        await Promise.all([
          provider.update(instanceId, one, {
            ...one,
            siteId: SITES.bakeryBlog,
            packageId: undefined,
          }),
          provider.update(second, two, {
            ...two,
            siteId: SITES.bakeryShop,
            packageId: undefined,
          }),
        ]);
        assert.equal(siteOf(instanceId), SITES.bakeryBlog);
        assert.equal(siteOf(second), SITES.bakeryShop);
        // Only one of the two was on no site on the way.
        const off = committed().filter((route) => route === UNASSIGN).length;
        if (directMove === "ok") assert.equal(off, 1);
      });
    }

    it("within one package", async () => {
      await open();
      const both = stage.resource("Package", "both");
      await both.up(
        bakery({
          one: { ...plan, siteId: SITES.bakeryShop },
          two: { ...plan, siteId: SITES.bakeryBlog },
        }),
      );
      const swapped = bakery({
        one: { ...plan, siteId: SITES.bakeryBlog },
        two: { ...plan, siteId: SITES.bakeryShop },
      });
      assert.equal(await both.up(swapped), "updated");
      assert.equal(siteOf(instanceOf(both, "one")), SITES.bakeryBlog);
      assert.equal(siteOf(instanceOf(both, "two")), SITES.bakeryShop);
      assert.equal(await both.preview(swapped), "unchanged");
    });

    it("a site that stays taken is refused in the end, and the service stays where it was", async () => {
      await open();
      const other = stage.resource("Package", "other");
      await other.up(bakery({ plan: { ...plan, siteId: SITES.bakeryBlog } }));
      await seat.up(args);
      await assert.rejects(
        seat.up({ ...args, siteId: SITES.bakeryBlog }),
        /PRODUCT_TYPE_ALREADY_ASSIGNED/,
      );
      assert.equal(siteOf(), SITES.bakeryShop);
    });
  });

  describe("a reassignment that fails half way", () => {
    for (const directMove of ["refused", "leaves-floating"] as const) {
      it(`leaves the service where it was (direct moves ${directMove})`, async () => {
        await open({ directMove });
        await seat.up(args);
        stage.world.faults({
          route: ASSIGN,
          nth: 2,
          fault: {
            kind: "status",
            status: 428,
            code: "PRODUCT_LIMIT_EXCEEDED",
          },
        });
        const moved = { ...args, siteId: SITES.bakeryBlog };
        await assert.rejects(
          seat.up(moved),
          /is back on the site it came from/,
        );
        assert.equal(siteOf(), SITES.bakeryShop);
        assert.equal(await seat.up(moved), "updated");
        assert.equal(siteOf(), SITES.bakeryBlog);
      });
    }
  });

  describe("the same life under each undocumented answer", () => {
    const answers: Partial<Settings>[] = [
      { queryLagMs: 2_000 },
      { queryLagMs: 30_000 },
      { directMove: "refused" },
      { directMove: "leaves-floating" },
      { assignWhilePending: "refused" },
      { unassignFloating: "ok" },
      { unassignFloating: "refused" },
      { replay: "current" },
      { replay: "ignored" },
      { replay: "refuse-other-body" },
      { keyScope: "partner" },
      { keyScope: "endpoint" },
      { unknownGet: 403 },
    ];
    for (const settings of answers) {
      it(JSON.stringify(settings), async () => {
        await open(settings);
        assert.equal(await seat.up(args), "created");
        await settled(args);
        const moved = { ...args, siteId: SITES.bakeryBlog };
        assert.equal(await seat.up(moved), "updated");
        assert.equal(siteOf(), SITES.bakeryBlog);
        await settled(moved);
        await seat.destroy();
        assert.equal(siteOf(), undefined);
        assert.equal(stage.world.liveInstances().length, 1);
      });
    }
  });

  for (const when of ["before", "after"] as const) {
    for (const route of [ASSIGN, UNASSIGN]) {
      it(`${route.split("/").at(-1)} answered by a reset ${when} it was carried out`, async () => {
        await open({ replay: "ignored", unassignFloating: "refused" });
        stage.world.faults({ route, when, fault: { kind: "reset" } });
        await seat.up(args);
        assert.equal(siteOf(), SITES.bakeryShop);
        await settled(args);
        await seat.destroy();
        assert.equal(siteOf(), undefined);
      });
    }
  }

  it("get finds where an instance sits, and throws when it sits nowhere", async () => {
    await open();
    const get = () =>
      stage
        .process()("ProductInstanceAssignment")
        .read(instanceId, { accountId: ACCOUNTS.bakery });
    await assert.rejects(get(), /is on no site/);
    await seat.up(args);
    const found = await get();
    assert.equal(found.props?.siteId, SITES.bakeryShop);
    assert.equal(found.props?.packageId, shop.stored?.id);
    stage.world.change({ kind: "cancelInstance", instanceId });
    await assert.rejects(get(), /is CANCELED/);
  });

  it("a product that the site cannot take is refused with the way out", async () => {
    await open();
    const domain = stage.resource("Package", "domain");
    await domain.up(
      bakery({
        domain: { catalogProductId: PRODUCTS.domain, countryCode: "BR" },
      }),
    );
    await assert.rejects(
      seat.up({ ...args, productInstanceId: instanceOf(domain, "domain") }),
      /PRODUCT_NOT_SUPPORTED_ON_SITE[^]*Premium plan/,
    );
  });
});
