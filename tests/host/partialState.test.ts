import assert from "node:assert/strict";
import { ACCOUNTS, demoSeed, PRODUCTS } from "pulumi-wix-simulator";
import { type Bag, type Host, HostError, STUB, URN } from "../support/host";
import { type HostStage, openHostStage } from "../support/hostStage";
import { bakery, broken, mailbox, plan } from "../support/packageArgs";

const halfDelivered: Bag = {
  accountId: ACCOUNTS.bakery,
  products: { box: mailbox, doomed: broken },
  __urn: URN,
  __mark: "half",
  __provider: STUB,
};

/** The error of a call that must fail. */
async function errorOf(call: Promise<unknown>): Promise<HostError> {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof HostError, "the call did not fail");
  return error;
}

describe("errors of the provider process", function () {
  this.timeout(30_000);
  let stage: HostStage;
  let host: Host;
  /** The process of another operation: what was made is destroyed by another one than has made it. */
  let later: Host;

  before(async () => {
    stage = await openHostStage();
    [host, later] = await Promise.all([stage.host(), stage.host()]);
  });
  after(() => stage.close());
  afterEach(() => stage.world.reset(demoSeed()));

  it("keep a package that was made half way, with what the engine needs to go on", async () => {
    const { message, partial } = await errorOf(host.create(halfDelivered));
    const [live] = stage.world.packages();
    assert.equal(partial?.id, live?.id);
    assert.equal(partial?.properties.__provider, STUB);
    assert.deepEqual(Object.keys(partial?.properties.instances ?? {}), [
      "box",
      "doomed",
    ]);
    assert.match(
      partial?.reasons.join("\n") ?? "",
      /doomed.*DELIVERY_TIMEOUT/s,
    );
    assert.match(message, /doomed/);

    // The engine goes on with just that.
    const { id = "", properties = {} } = partial ?? {};
    assert.equal((await host.read(id, properties)).id, id);
    const again = await errorOf(host.update(id, properties, halfDelivered));
    assert.match(again.message, /doomed.*DELIVERY_TIMEOUT/s);
    await later.delete(id, properties);
    assert.equal(stage.world.liveInstances().length, 0);
  });

  it("keep what an update has left half way", async () => {
    const inputs = { ...bakery, __urn: URN, __mark: "m", __provider: STUB };
    const { id, state } = await host.create(inputs);
    stage.world.faults({
      route: "PATCH /resellers/v1/packages/update/{packageId}/{externalId}",
      times: 20,
      fault: { kind: "status", status: 428, code: "PACKAGE_FROZEN" },
    });
    const edited = {
      ...inputs,
      externalId: "new",
      products: { plan: { ...plan, catalogProductId: PRODUCTS.planPro } },
    };
    const { partial } = await errorOf(host.update(id, state, edited));
    stage.world.clearFaults();
    assert.equal(partial?.id, id);
    assert.equal(partial?.properties.__provider, STUB);
    const kept = partial?.properties as {
      externalId: string;
      products: { plan: { catalogProductId: string } };
    };
    assert.equal(kept.products.plan.catalogProductId, PRODUCTS.planPro);
    assert.equal(kept.externalId, "m");
    const healed = await host.update(id, kept, edited);
    assert.equal(healed.externalId, "new");
  });

  it("keep nothing when nothing was made", async () => {
    const unknown = { ...plan, catalogProductId: ACCOUNTS.main };
    const refused = await errorOf(
      host.create({ ...halfDelivered, products: { unknown }, __mark: "none" }),
    );
    assert.equal(refused.partial, undefined);
    const failed = await errorOf(
      host.create({
        ...halfDelivered,
        products: { doomed: broken },
        __mark: "failed",
      }),
    );
    assert.equal(failed.partial, undefined);
    assert.match(failed.message, /nothing was bought/);
  });

  it("have a short first line, and arrive with all their lines and no stack", async () => {
    const unknown = { ...plan, catalogProductId: ACCOUNTS.main };
    const { message } = await errorOf(
      host.create({ ...halfDelivered, products: { unknown }, __mark: "lines" }),
    );
    const [first = "", ...rest] = message.split("\n");
    assert.ok(first.length > 10 && first.length < 150, first);
    assert.ok(rest.length > 0, message);
    assert.match(message, /PRODUCT_NOT_FOUND/);
    assert.match(message, /what to do/);
    const { requestId = "?" } = stage.world.log().at(-1) ?? {};
    assert.ok(message.includes(requestId), message);
    assert.doesNotMatch(message + host.output(), /^\s+at /m);
  });

  it("of read and delete stay errors: a refusal is no answer to whether it is gone", async () => {
    const inputs = { ...bakery, __urn: URN, __mark: "keep", __provider: STUB };
    const { id, state } = await host.create(inputs);
    stage.world.faults({
      times: 10,
      fault: { kind: "status", status: 403 },
    });
    assert.equal((await errorOf(host.read(id, state))).partial, undefined);
    assert.equal((await errorOf(later.delete(id, state))).partial, undefined);
    stage.world.clearFaults();
    assert.equal((await host.read(id, state)).id, id);
    assert.doesNotMatch(host.output() + later.output(), /^\s+at /m);
    await later.delete(id, state);
    assert.deepEqual(stage.world.liveInstances(), []);
  });
});
