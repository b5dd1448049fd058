import assert from "node:assert/strict";
import { ACCOUNTS } from "pulumi-wix-simulator";
import { HostError, STUB, URN } from "../support/host";
import { type HostStage, openHostStage } from "../support/hostStage";
import { broken, mailbox } from "../support/packageArgs";

/**
 * A header value of more than 64 KiB does not reach a gRPC client of Node.js, such as this test; it does reach the engine, which the
 * end-to-end suite shows with 1,000 products.
 */
const COUNT = 40;

/** Keys as long as they may be, every tenth product one that is never delivered. */
const products = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `product-${index}`.padEnd(64, "-"),
      index % 10 === 9 ? broken : mailbox,
    ]),
  );

describe("a large package that was made half way", function () {
  this.timeout(60_000);
  let stage: HostStage;

  before(async () => {
    stage = await openHostStage();
  });
  after(() => stage.close());

  it("is kept whole", async () => {
    const count = COUNT;
    const host = await stage.host();
    const inputs = {
      accountId: ACCOUNTS.bakery,
      products: products(count),
      __urn: URN,
      __mark: `large-${count}`,
      __provider: STUB,
    };
    const error: unknown = await host.create(inputs).catch((e: unknown) => e);
    assert.ok(error instanceof HostError);
    const { partial } = error;
    assert.ok(partial, error.message.slice(0, 300));
    assert.equal(Object.keys(partial.properties.instances ?? {}).length, count);
    assert.equal(partial.reasons.length, count / 10);
    assert.equal(partial.properties.__provider, STUB);
    const read = await host.read(partial.id, partial.properties);
    assert.equal(read.id, partial.id);
    // Destroyed by another process than has made it, as the engine does.
    await (await stage.host()).delete(partial.id, read.state);
    assert.equal(stage.world.liveInstances().length, 0);
  });
});
