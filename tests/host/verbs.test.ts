import assert from "node:assert/strict";
import { demoSeed, PRODUCTS, SITES } from "pulumi-wix-simulator";
import { type Bag, type Host, STUB, URN } from "../support/host";
import { type HostStage, openHostStage } from "../support/hostStage";
import { bakery, plan } from "../support/packageArgs";

/** What the engine sends in place of any value that is not known yet. @source pulumi/pulumi, sdk/nodejs/runtime/rpc */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const hidden = { __urn: URN, __provider: STUB };
const ofProducts = (edit: Bag) => ({
  ...bakery,
  products: { plan: { ...plan, ...edit } },
});

describe("verbs in the provider process", function () {
  this.timeout(30_000);
  let stage: HostStage;
  let host: Host;

  before(async () => {
    stage = await openHostStage({ pendingMs: 100, cancelMs: 100 });
    host = await stage.host();
  });
  after(() => stage.close());
  afterEach(() => stage.world.reset(demoSeed()));

  it("an update returns everything, and a read the live inputs", async () => {
    const inputs = (await host.check({ ...bakery, ...hidden })).inputs;
    const { id, state } = await host.create(inputs);
    const edited = { ...inputs, ...ofProducts({ siteId: SITES.bakeryBlog }) };
    const updated = await host.update(id, state, edited);
    assert.deepEqual(Object.keys(updated).sort(), Object.keys(state).sort());
    assert.equal(stage.world.liveInstances()[0]?.siteId, SITES.bakeryBlog);

    stage.world.change({
      kind: "adjustInstance",
      instanceId: stage.world.liveInstances()[0]?.instanceId ?? "",
      catalogProductId: PRODUCTS.planPro,
    });
    const read = await host.read(id, updated);
    assert.deepEqual(
      read.inputs?.products,
      ofProducts({
        siteId: SITES.bakeryBlog,
        catalogProductId: PRODUCTS.planPro,
      }).products,
    );
    // As refresh asks: the live state against what was declared.
    const drift = await host.diff(id, read.state, edited);
    assert.equal(drift.changes, "unknown");
  });

  it("a read of a package that is gone has an empty id", async () => {
    const { id, state } = await host.create({
      ...bakery,
      ...hidden,
      __mark: "gone",
    });
    stage.world.change({ kind: "cancelPackage", packageId: id });
    assert.equal((await host.read(id, state)).id, "");
    stage.world.change({ kind: "removePackage", packageId: id });
    assert.equal((await host.read(id, state)).id, "");
    // Gone already is deleted.
    await (await stage.host()).delete(id, state);
  });

  it("a status line goes to the resource's own row, and leaves it", async () => {
    await host.create({ ...bakery, ...hidden, __mark: "line" });
    const line = host.engine.lines.find(({ text }) =>
      /waiting for 1 of 1/.test(text),
    );
    assert.equal(line?.urn, URN);
    assert.equal(line?.ephemeral, true);
    assert.equal(line?.severity, "info");
  });

  const unknowns: Record<string, Bag> = {
    accountId: { ...bakery, accountId: UNKNOWN },
    products: { ...bakery, products: UNKNOWN },
    "a product": { ...bakery, products: { plan: UNKNOWN } },
    ...Object.fromEntries(
      [
        "catalogProductId",
        "countryCode",
        "siteId",
        "floating",
        "billingInfo",
        "discountCode",
        "referenceProductInstanceId",
      ].map((field) => [field, ofProducts({ [field]: UNKNOWN })]),
    ),
    "the billing type": ofProducts({
      billingInfo: {
        type: UNKNOWN,
        cycleDuration: { unit: "MONTH", count: 1 },
      },
    }),
    "a cycle": ofProducts({
      billingInfo: { type: "RECURRING", cycleDuration: UNKNOWN },
    }),
    "a unit": ofProducts({
      billingInfo: {
        type: "RECURRING",
        cycleDuration: { unit: UNKNOWN, count: 1 },
      },
    }),
    "a count": ofProducts({
      billingInfo: {
        type: "RECURRING",
        cycleDuration: { unit: "MONTH", count: UNKNOWN },
      },
    }),
    externalId: { ...bakery, externalId: UNKNOWN },
    adopt: { ...bakery, adopt: UNKNOWN },
    allowCancel: { ...bakery, allowCancel: UNKNOWN },
    "the URN": { ...bakery, __urn: UNKNOWN },
  };

  for (const [what, args] of Object.entries(unknowns)) {
    it(`check and diff take an unknown value as ${what}`, async () => {
      const first = await host.check({ ...hidden, ...args });
      assert.deepEqual(first.failures, []);
      const olds = (await host.check({ ...bakery, ...hidden })).inputs;
      const { inputs, failures } = await host.check(
        { ...hidden, ...args },
        olds,
      );
      assert.deepEqual(failures, []);
      const diff = await host.diff("an id", { ...olds, __v: 1 }, inputs);
      assert.deepEqual(diff.replaces, []);
      assert.equal(diff.changes, what === "the URN" ? "none" : "unknown");
    });
  }

  it("an unknown value hides no fault beside it", async () => {
    const { failures } = await host.check({
      ...hidden,
      accountId: UNKNOWN,
      products: {
        plan: { ...plan, siteId: UNKNOWN, countryCode: "BRA" },
        other: {
          catalogProductId: UNKNOWN,
          countryCode: "BR",
          billingInfo: {
            type: "RECURRING",
            cycleDuration: { unit: "FORTNIGHT", count: UNKNOWN },
          },
        },
      },
    });
    assert.deepEqual(failures.map(({ property }) => property).sort(), [
      "products.other.billingInfo.cycleDuration.unit",
      "products.plan.countryCode",
    ]);
  });

  it("a product with an unacceptable key is checked like the others", async () => {
    const { failures } = await host.check({
      ...bakery,
      ...hidden,
      products: { "a.b": { ...plan, countryCode: "BRA" } },
    });
    assert.deepEqual(failures.map(({ property }) => property).sort(), [
      `products["a.b"]`,
      `products["a.b"].countryCode`,
    ]);
  });
});
