import assert from "node:assert/strict";
import { type FaultRule, PRODUCTS, SITES } from "pulumi-wix-simulator";
import { bakery, mailbox, plan } from "../support/packages";
import type { Resource } from "../support/resource";
import { openStage, type Stage } from "../support/stage";

const CREATE = "POST /resellers/v2/packages";
const ASSIGN =
  "PATCH /resellers/v1/packages/product-instances/{instanceId}/{siteId}";

describe("Package: answers that get lost", () => {
  let stage: Stage;
  let shop: Resource;

  beforeEach(async () => {
    stage = await openStage();
    shop = stage.resource("Package", "shop");
  });
  afterEach(() => stage.close());

  // Nothing in it is one per site: no rule of Wix stands between a lost answer and a second purchase.
  const args = bakery({ mail: mailbox, spare: mailbox });

  const boughtOnce = () => {
    const { packagesBought, duplicatesEver, instancesLive } =
      stage.world.counters();
    assert.deepEqual(
      { packagesBought, duplicatesEver, instancesLive },
      { packagesBought: 1, duplicatesEver: 0, instancesLive: 2 },
    );
  };

  const lost: Record<string, FaultRule["fault"]> = {
    "a reset": { kind: "reset" },
    "a 500": { kind: "status", status: 500 },
    "a 504": { kind: "status", status: 504 },
    garbage: { kind: "garbage" },
    "half a body": { kind: "truncated" },
    "a body that does not match": { kind: "mismatch" },
    "a redirect": { kind: "redirect", location: "https://example.com/" },
  };
  const replays = ["first", "current", "ignored", "refuse-other-body"] as const;
  for (const [name, fault] of Object.entries(lost)) {
    for (const when of ["before", "after"] as const) {
      for (const replay of replays) {
        it(`create answered by ${name} ${when} it was carried out, keys ${replay}: bought once`, async () => {
          // A lag longer than the first looks, shorter than all of them.
          stage.world.settings({ replay, queryLagMs: 20_000 });
          stage.world.faults({ route: CREATE, when, fault });
          await shop.up(args);
          boughtOnce();
          assert.equal(await shop.preview(args), "unchanged");
        });
      }
    }
  }

  it("a repeat that is refused after a lost answer is not sent again under another key", async () => {
    stage.world.settings({ replay: "ignored", queryLagMs: 300_000 });
    stage.world.faults(
      { route: CREATE, when: "after", fault: { kind: "reset" } },
      {
        route: CREATE,
        nth: 2,
        fault: { kind: "status", status: 409, code: "CONFLICT" },
      },
    );
    await assert.rejects(shop.up(args), /may have been bought all the same/);
    boughtOnce();
    stage.clock.advance(300_000);
    assert.equal(await shop.up(args), "created");
    boughtOnce();
  });

  it("a process that died after the purchase: the next one takes the package up", async () => {
    await shop.up(args);
    // The state was never written.
    const again = stage.resource("Package", "shop");
    assert.equal(await again.up(args), "created");
    boughtOnce();
    assert.match(stage.warnings.join(), /took up package/);
    assert.equal(again.stored?.id, shop.stored?.id);
    assert.equal(await again.preview(args), "unchanged");
  });

  it("the same while the query does not show it yet: the key is the second belt", async () => {
    stage.world.settings({ queryLagMs: 30_000 });
    await shop.up(args);
    const again = stage.resource("Package", "shop");
    await again.up(args);
    boughtOnce();
    assert.equal(again.stored?.id, shop.stored?.id);
  });

  it("edited between the crash and the next run: taken up and brought to what is declared", async () => {
    await shop.up(bakery({ plan, mail: mailbox }));
    const edited = bakery({
      plan: {
        ...plan,
        catalogProductId: PRODUCTS.planPro,
        siteId: SITES.bakeryBlog,
      },
      mail: mailbox,
    });
    const again = stage.resource("Package", "shop");
    await again.up(edited);
    boughtOnce();
    assert.equal(await again.preview(edited), "unchanged");
    assert.deepEqual(await again.refresh(), { found: "same", changed: [] });
  });

  it("two live packages with the mark: refused, both named", async () => {
    await shop.up(bakery({ plan, mail: mailbox }));
    const [one] = stage.world.packages();
    assert.ok(one);
    const twin = "dddddddd-0000-4000-8000-000000000001";
    stage.world.change({
      kind: "putPackage",
      package: {
        id: twin,
        accountId: one.accountId,
        externalId: one.externalId ?? "",
        productInstances: [
          {
            instanceId: "dddddddd-0000-4000-8000-000000000002",
            catalogProductId: PRODUCTS.mailbox,
            status: "ENABLED",
          },
        ],
      },
    });
    const again = stage.resource("Package", "shop");
    await assert.rejects(again.up(bakery({ plan, mail: mailbox })), (error) => {
      assert.match(
        String(error),
        new RegExp(`${one.id}[^]*${twin}|${twin}[^]*${one.id}`),
      );
      return true;
    });
    assert.equal(stage.world.counters().packagesBought, 1);
  });

  it("a refusal that Wix remembers is asked for again with another key", async () => {
    stage.world.settings({ rememberRefusals: true });
    const other = stage.resource("Package", "other");
    await other.up(bakery({ plan }));
    const args = bakery({ plan, mail: mailbox });
    await assert.rejects(shop.up(args), /PRODUCT_TYPE_ALREADY_ASSIGNED/);
    await other.destroy();
    stage.clock.advance(600_000);
    assert.equal(await shop.up(args), "created");
    assert.equal(stage.world.liveInstances().length, 2);
  });

  it("an answer that replays a dead package is stepped over", async () => {
    const args = bakery({ plan, mail: mailbox });
    await shop.up(args);
    stage.world.change({
      kind: "cancelPackage",
      packageId: shop.stored?.id ?? "",
    });
    // The query does not show the dead one, so its key is used again.
    stage.world.settings({ queryLagMs: 3_600_000 });
    stage.clock.advance(60_000);
    const again = stage.resource("Package", "shop");
    await again.up(args);
    assert.notEqual(again.stored?.id, shop.stored?.id);
    assert.equal(stage.world.liveInstances().length, 2);
  });

  for (const when of ["before", "after"] as const) {
    it(`each write of an update answered by a reset ${when} it was carried out: healed in the same run`, async () => {
      const before = bakery(
        { plan, mail: mailbox, spare: mailbox },
        { allowCancel: true },
      );
      const after = bakery(
        {
          plan: {
            ...plan,
            catalogProductId: PRODUCTS.planPro,
            siteId: SITES.bakeryBlog,
          },
          mail: { ...mailbox, siteId: SITES.bakeryShop },
        },
        { allowCancel: true, externalId: "renamed" },
      );
      for (let nth = 1; nth <= 5; nth += 1) {
        const one = await openStage();
        try {
          const resource = one.resource("Package", "shop");
          await resource.up(before);
          one.world.settings({ secondCancel: "refused" });
          const writes = one.world
            .log()
            .filter(({ kind }) => kind === "write").length;
          assert.equal(writes, 1);
          let met = 0;
          for (const route of new Set([
            "DELETE /resellers/v1/packages/product-instances/{instanceId}",
            ASSIGN,
            "PATCH /resellers/v1/packages/product-instances/{instanceId}",
            "PATCH /resellers/v1/packages/update/{packageId}/{externalId}",
          ])) {
            met += 1;
            if (met === nth) {
              one.world.faults({ route, when, fault: { kind: "reset" } });
            }
          }
          await resource.up(after).catch(() => resource.up(after));
          assert.equal(await resource.preview(after), "unchanged");
          assert.deepEqual(await resource.refresh(), {
            found: "same",
            changed: [],
          });
          assert.equal(one.world.liveInstances().length, 2);
          assert.equal(one.world.counters().packagesBought, 1);
        } finally {
          await one.close();
        }
      }
    });
  }

  it("a cancellation that fails half way is ended by the next destroy", async () => {
    await shop.up(bakery({ plan, mail: mailbox }));
    stage.world.settings({ secondCancel: "refused" });
    stage.world.faults({
      route: "DELETE /resellers/v1/packages/{id}",
      when: "after",
      times: 5,
      fault: { kind: "reset" },
    });
    await shop.destroy().catch(() => shop.destroy());
    assert.deepEqual(stage.world.liveInstances(), []);
  });

  describe("a move to another site", () => {
    const moved = bakery({
      plan: { ...plan, siteId: SITES.bakeryBlog },
      mail: mailbox,
    });
    const siteOfPlan = () =>
      stage.world.liveInstances().find(({ type }) => type === "PREMIUM")
        ?.siteId;

    for (const directMove of ["ok", "refused", "leaves-floating"] as const) {
      for (const assignWhilePending of ["ok", "refused"] as const) {
        it(`ends on the new site when Wix's answer to a direct move is ${directMove}, while pending ${assignWhilePending}`, async () => {
          await shop.up(bakery({ plan, mail: mailbox }));
          stage.world.settings({ directMove, assignWhilePending });
          assert.equal(await shop.up(moved), "updated");
          assert.equal(siteOfPlan(), SITES.bakeryBlog);
          assert.equal(await shop.preview(moved), "unchanged");
          assert.deepEqual(await shop.refresh(), {
            found: "same",
            changed: [],
          });
        });
      }
    }

    for (const directMove of ["refused", "leaves-floating"] as const) {
      it(`that cannot be finished leaves the service where it was (${directMove})`, async () => {
        await shop.up(bakery({ plan, mail: mailbox }));
        stage.world.settings({ directMove });
        stage.world.faults({
          route: ASSIGN,
          nth: 2,
          fault: {
            kind: "status",
            status: 428,
            code: "PRODUCT_LIMIT_EXCEEDED",
          },
        });
        await assert.rejects(
          shop.up(moved),
          /is back on the site it came from/,
        );
        assert.equal(siteOfPlan(), SITES.bakeryShop);
        assert.equal(await shop.up(moved), "updated");
        assert.equal(siteOfPlan(), SITES.bakeryBlog);
      });
    }

    it("to a site of somebody else is refused without taking the service off its site", async () => {
      await shop.up(bakery({ plan, mail: mailbox }));
      stage.world.settings({ directMove: "refused" });
      stage.world.clearLog();
      await assert.rejects(
        shop.up(
          bakery({
            plan: { ...plan, siteId: SITES.clinicHome },
            mail: mailbox,
          }),
        ),
      );
      assert.equal(siteOfPlan(), SITES.bakeryShop);
    });
  });
});
