import assert from "node:assert/strict";
import { ACCOUNTS, PRODUCTS, SITES } from "pulumi-wix-simulator";
import {
  bakery,
  mailbox,
  monthly,
  once,
  plan,
  yearly,
} from "../support/packages";
import { CheckFailed, type Resource } from "../support/resource";
import { openStage, type Stage } from "../support/stage";

const refused =
  (property: string, words: RegExp) =>
  (error: unknown): true => {
    assert.ok(error instanceof CheckFailed, String(error));
    const found = error.failures.find((one) => one.property === property);
    assert.ok(found, `no failure at ${property}: ${error.message}`);
    assert.match(found.reason, words);
    return true;
  };

describe("Package: a whole life", () => {
  let stage: Stage;
  let shop: Resource;

  beforeEach(async () => {
    stage = await openStage();
    shop = stage.resource("Package", "shop");
  });
  afterEach(() => stage.close());

  const live = () => stage.world.liveInstances();
  const writes = () =>
    stage.world
      .log()
      .filter(({ committed }) => committed)
      .map(({ route }) => route.split(" ")[0]);

  /** After any write: nothing left to do, nothing found, and no request for a preview. */
  const settled = async (args: Parameters<Resource["up"]>[0]) => {
    stage.world.clearLog();
    assert.equal(await shop.preview(args), "unchanged");
    assert.equal(await shop.up(args), "unchanged");
    assert.deepEqual(stage.world.log(), []);
    assert.deepEqual(await shop.refresh(), { found: "same", changed: [] });
    assert.equal(await shop.preview(args), "unchanged");
  };

  it("is bought once, waited for, and cancelled", async () => {
    const args = bakery({ plan, mail: mailbox });
    assert.equal(await shop.up(args), "created");
    assert.deepEqual(
      live().map(({ status, siteId }) => [status, siteId]),
      [
        ["ENABLED", undefined],
        ["ENABLED", SITES.bakeryShop],
      ],
    );
    await settled(args);
    await shop.destroy();
    assert.deepEqual(live(), []);
    const { packagesBought, duplicatesEver } = stage.world.counters();
    assert.deepEqual([packagesBought, duplicatesEver], [1, 0]);
  });

  it("keeps every instance under the key of its product", async () => {
    const args = bakery({
      b: { ...mailbox, siteId: SITES.bakeryBlog },
      a: mailbox,
      c: { ...mailbox, billingInfo: yearly },
      plan,
    });
    stage.world.settings({ productOrder: "shuffled" });
    await shop.up(args);
    const instances = shop.stored?.outputs.instances as Record<
      string,
      { instanceId: string; siteId?: string }
    >;
    const siteOf = (key: string) => instances[key]?.siteId;
    assert.deepEqual(
      [siteOf("a"), siteOf("b"), siteOf("c"), siteOf("plan")],
      [undefined, SITES.bakeryBlog, undefined, SITES.bakeryShop],
    );
    const c = live().find(
      ({ instanceId }) => instanceId === instances.c?.instanceId,
    );
    assert.equal(c?.billingInfo?.cycleDuration?.unit, "YEAR");
    await settled(args);
  });

  describe("an argument edited", () => {
    const before = bakery({ plan, mail: mailbox });
    beforeEach(() => shop.up(before));

    const edits: {
      it: string;
      to: Record<string, unknown>;
      writes: string[];
      then?: () => void;
    }[] = [
      {
        it: "adjusts the plan in place",
        to: bakery({
          plan: { ...plan, catalogProductId: PRODUCTS.planPro },
          mail: mailbox,
        }),
        writes: ["PATCH"],
        then: () => {
          const plans = live().filter(({ type }) => type === "PREMIUM");
          assert.deepEqual(
            plans.map(({ catalogProductId }) => catalogProductId),
            [PRODUCTS.planPro],
          );
        },
      },
      {
        it: "changes the cycle",
        to: bakery({
          plan: { ...plan, billingInfo: monthly },
          mail: mailbox,
        }),
        writes: ["PATCH"],
      },
      {
        it: "changes product and billing type together",
        to: bakery({
          plan,
          mail: {
            ...mailbox,
            catalogProductId: PRODUCTS.mailboxPlus,
            billingInfo: once,
          },
        }),
        writes: ["PATCH"],
      },
      {
        it: "moves the service to another site",
        to: bakery({
          plan: { ...plan, siteId: SITES.bakeryBlog },
          mail: mailbox,
        }),
        writes: ["PATCH"],
        then: () => {
          const [moved] = live().filter(({ type }) => type === "PREMIUM");
          assert.equal(moved?.siteId, SITES.bakeryBlog);
        },
      },
      {
        it: "puts a floating service on a site",
        to: bakery({ plan, mail: { ...mailbox, siteId: SITES.bakeryShop } }),
        writes: ["PATCH"],
      },
      {
        it: "takes the service off its site",
        to: bakery({
          plan: {
            catalogProductId: plan.catalogProductId,
            countryCode: "BR",
            billingInfo: yearly,
            floating: true,
          },
          mail: mailbox,
        }),
        writes: ["PATCH"],
        then: () => {
          assert.deepEqual(
            live().map(({ siteId }) => siteId),
            [undefined, undefined],
          );
        },
      },
      {
        it: "leaves the service where it is when siteId is taken out",
        to: bakery({
          plan: {
            catalogProductId: plan.catalogProductId,
            countryCode: "BR",
            billingInfo: yearly,
          },
          mail: mailbox,
        }),
        writes: [],
        then: () => {
          assert.ok(live().some(({ siteId }) => siteId === SITES.bakeryShop));
        },
      },
      {
        it: "swaps the sites of a plan and a mailbox",
        to: bakery({
          plan: { ...plan, siteId: SITES.bakeryBlog },
          mail: { ...mailbox, siteId: SITES.bakeryShop },
        }),
        writes: ["PATCH", "PATCH"],
      },
      {
        it: "only records a discount code",
        to: bakery({
          plan: { ...plan, discountCode: "SPRING" },
          mail: mailbox,
        }),
        writes: [],
      },
      {
        it: "sends the discount code with a new product",
        to: bakery({
          plan: {
            ...plan,
            catalogProductId: PRODUCTS.planPro,
            discountCode: "SPRING",
          },
          mail: mailbox,
        }),
        writes: ["PATCH"],
        then: () => {
          const body = stage.world.log().find(({ committed }) => committed)
            ?.body as { discountCode?: string };
          assert.equal(body.discountCode, "SPRING");
        },
      },
      {
        it: "changes the external id",
        to: { ...before, externalId: "bakery / 42 %" },
        writes: ["PATCH"],
        then: () => {
          assert.equal(stage.world.packages()[0]?.externalId, "bakery / 42 %");
        },
      },
      {
        it: "records adopt and allowCancel",
        to: { ...before, allowCancel: true, adopt: ACCOUNTS.main },
        writes: [],
      },
      {
        it: "cancels a product that was removed, with allowCancel",
        to: bakery({ plan }, { allowCancel: true }),
        writes: ["DELETE"],
        then: () => {
          assert.deepEqual(
            live().map(({ type }) => type),
            ["PREMIUM"],
          );
        },
      },
    ];
    for (const edit of edits) {
      it(edit.it, async () => {
        const ids = live().map(({ instanceId }) => instanceId);
        stage.world.clearLog();
        assert.equal(await shop.preview(edit.to), "updated");
        assert.deepEqual(stage.world.log(), []);
        assert.equal(await shop.up(edit.to), "updated");
        assert.deepEqual(writes(), edit.writes);
        edit.then?.();
        for (const { instanceId } of live()) {
          assert.ok(ids.includes(instanceId), "an instance was bought");
        }
        await settled(edit.to);
      });
    }

    it("goes back to the mark when externalId is taken out", async () => {
      const mark = stage.world.packages()[0]?.externalId;
      await shop.up({ ...before, externalId: "mine" });
      await shop.up(before);
      assert.equal(stage.world.packages()[0]?.externalId, mark);
      await settled(before);
    });

    const replacements: [string, Record<string, unknown>, string][] = [
      [
        "products.extra",
        bakery({ plan, mail: mailbox, extra: mailbox }),
        "a product added",
      ],
      [
        "products.plan.countryCode",
        bakery({ plan: { ...plan, countryCode: "PT" }, mail: mailbox }),
        "countryCode",
      ],
      [
        "products.mail.referenceProductInstanceId",
        bakery({
          plan,
          mail: { ...mailbox, referenceProductInstanceId: ACCOUNTS.main },
        }),
        "referenceProductInstanceId",
      ],
      [
        "accountId",
        {
          ...bakery({ mail: mailbox, plan: { ...mailbox } }),
          accountId: ACCOUNTS.clinic,
        },
        "accountId",
      ],
    ];
    for (const [property, to, what] of replacements) {
      it(`refuses ${what} without allowCancel, before any request`, async () => {
        stage.world.clearLog();
        await assert.rejects(
          shop.preview(to),
          refused(property, /allowCancel/),
        );
        await assert.rejects(shop.up(to), refused(property, /allowCancel/));
        assert.deepEqual(stage.world.log(), []);
      });
    }

    it("replaces for a new product with allowCancel, and cancels first", async () => {
      const to = bakery(
        { plan, mail: mailbox, extra: mailbox },
        { allowCancel: true },
      );
      assert.equal(await shop.preview(to), "replaced");
      stage.world.clearLog();
      assert.equal(await shop.up(to), "replaced");
      assert.deepEqual(writes(), ["DELETE", "POST"]);
      assert.equal(live().length, 3);
      await settled(to);
    });

    it("refuses to take a product out without allowCancel", async () => {
      stage.world.clearLog();
      const to = bakery({ plan });
      await assert.rejects(
        shop.preview(to),
        refused("products.mail", /cancels a paid service.*allowCancel/),
      );
      assert.deepEqual(stage.world.log(), []);
    });

    it("says the way on when Wix cannot turn the product into another", async () => {
      const to = bakery({
        plan: { ...plan, catalogProductId: PRODUCTS.mailbox },
        mail: mailbox,
      });
      await assert.rejects(shop.up(to), /INCOMPATIBLE_PRODUCT[^]*what to do/);
      assert.equal(live().length, 2);
      await settled(before);
    });
  });

  it("warns of a service that waits for somebody", async () => {
    const tax = {
      catalogProductId: PRODUCTS.taxService,
      countryCode: "BR",
      billingInfo: monthly,
    };
    await shop.up(bakery({ tax }));
    assert.match(stage.warnings.join(), /products\.tax.*AWAITING_ACTION/);
    await settled(bakery({ tax }));
  });

  it("keeps a package that was delivered in part, with Wix's reason", async () => {
    const broken = {
      catalogProductId: PRODUCTS.broken,
      countryCode: "BR",
      billingInfo: monthly,
    };
    const args = bakery({ plan, broken });
    await assert.rejects(shop.up(args), /products\.broken.*DELIVERY_TIMEOUT/);
    assert.ok(shop.stored);
    await assert.rejects(shop.up(args), /products\.broken.*new wix\.Package/);
    // The way on that the error names.
    await shop.refresh();
    assert.equal(await shop.up(bakery({ plan })), "updated");
    await settled(bakery({ plan }));
    assert.equal(stage.world.counters().packagesBought, 1);
  });

  it("keeps nothing when nothing was delivered", async () => {
    const broken = {
      catalogProductId: PRODUCTS.broken,
      countryCode: "BR",
      billingInfo: monthly,
    };
    await assert.rejects(
      shop.up(bakery({ broken })),
      /nothing was bought[^]*DELIVERY_TIMEOUT/,
    );
    assert.equal(shop.stored, undefined);
  });

  it("keeps a package that does not settle in time, and goes on waiting", async () => {
    stage.world.settings({ pendingMs: 900_000 });
    const args = bakery({ plan });
    await assert.rejects(shop.up(args), /did not settle within 600 s/);
    assert.ok(shop.stored);
    assert.equal(await shop.up(args), "updated");
    await settled(args);
    assert.equal(stage.world.counters().packagesBought, 1);
  });

  it("cancels what is still pending", async () => {
    stage.world.settings({ pendingMs: 900_000 });
    await assert.rejects(shop.up(bakery({ plan })));
    await shop.destroy();
    assert.deepEqual(live(), []);
  });

  it("sends nothing when what it should delete is dead already", async () => {
    await shop.up(bakery({ plan }));
    stage.world.change({
      kind: "cancelPackage",
      packageId: shop.stored?.id ?? "",
    });
    stage.world.clearLog();
    await shop.destroy();
    assert.ok(stage.world.log().every(({ kind }) => kind === "read"));
  });
});
