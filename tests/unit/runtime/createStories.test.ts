import assert from "node:assert/strict";
import type { Bag } from "../../../provider/src/resources";
import {
  ACCOUNT,
  guid,
  MARK,
  PACKAGE,
  PLAN,
  product,
} from "../../support/packageFixtures";
import { scriptedPackages, STUB } from "../../support/scriptedProvider";

const [i1, i2] = [guid("e", 1), guid("e", 2)];
const inputs = (...keys: string[]): Bag => ({
  accountId: ACCOUNT,
  products: Object.fromEntries(keys.map((key) => [key, product()])),
  __mark: MARK,
  __provider: STUB,
});
const wire = (...statuses: string[]) => ({
  id: PACKAGE,
  accountId: ACCOUNT,
  externalId: MARK,
  createdDate: "2026-01-15T12:00:00.000Z",
  updatedDate: "2026-01-15T12:00:00.000Z",
  productInstances: statuses.map((status, at) => ({
    instanceId: guid("e", at + 1),
    status,
    catalogProductId: PLAN,
  })),
});
const found = (...statuses: string[]) => ({
  body: { packages: [wire(...statuses)] },
});
const got = (...statuses: string[]) => ({
  body: { package: wire(...statuses) },
  headers: { date: "Thu, 15 Jan 2026 12:00:00 GMT" },
});
const instancesOf = (outs: Bag) =>
  Object.entries(outs.instances as Record<string, { instanceId: string }>).map(
    ([key, { instanceId }]) => [key, instanceId],
  );

describe("Package create: a live package with our mark is there", () => {
  it("is taken up, and nothing is bought", async () => {
    const alive = ["ENABLED", "ENABLED"] as const;
    const { provider, script, warnings } = scriptedPackages([
      found(...alive),
      got(...alive),
    ]);
    const { id, outs } = await provider.create(inputs("a", "b"));
    assert.equal(id, PACKAGE);
    assert.deepEqual(instancesOf(outs), [
      ["a", i1],
      ["b", i2],
    ]);
    assert.deepEqual(
      script.raw.map(({ method }) => method),
      ["POST", "GET"],
    );
    assert.match(warnings.join(), /took up package/);
  });

  it("its live instance is taken, not the equal one that was cancelled before", async () => {
    const once = ["CANCELED", "ENABLED"] as const;
    const { provider } = scriptedPackages([found(...once), got(...once)]);
    const { outs } = await provider.create(inputs("a"));
    assert.deepEqual(instancesOf(outs), [["a", i2]]);
  });

  it("a delete of the same package in this process then cancels nothing, and says so", async () => {
    const { provider, script, warnings } = scriptedPackages([
      found("ENABLED"),
      got("ENABLED"),
    ]);
    const { outs } = await provider.create(inputs("a"));
    await provider.delete(PACKAGE, outs);
    assert.equal(script.raw.length, 2);
    assert.match(
      warnings.at(-1) ?? "",
      /stays as it is: another resource of this program stands for it/,
    );
  });
});

describe("Package delete: who stands for the package", () => {
  const state = (urn: string): Bag => ({
    ...inputs("a"),
    __urn: urn,
    __v: 1,
    __managed: [],
    instances: {},
  });
  const dead = got("CANCELED");

  it("nobody else: it is looked at", async () => {
    const { provider, script } = scriptedPackages([dead]);
    await provider.delete(PACKAGE, state("urn:one"));
    assert.equal(script.raw.length, 1);
  });

  it("the resource itself, which the engine asked about: it is looked at", async () => {
    const { provider, script } = scriptedPackages([dead]);
    await provider.diff(PACKAGE, state("urn:one"), state("urn:one"));
    await provider.delete(PACKAGE, state("urn:one"));
    assert.equal(script.raw.length, 1);
  });

  it("another resource, which the engine asked about: nothing is sent", async () => {
    const { provider, script, warnings } = scriptedPackages([]);
    await provider.diff(PACKAGE, state("urn:other"), state("urn:other"));
    await provider.delete(PACKAGE, state("urn:one"));
    assert.deepEqual(script.raw, []);
    assert.match(warnings.join(), /another resource of this program stands/);
  });

  it("another resource that was made by half: nothing more is sent", async () => {
    const half = ["ENABLED", "FAILED"] as const;
    const none = { body: { packages: [] } };
    const { provider, script } = scriptedPackages([
      none,
      got(...half),
      got(...half),
    ]);
    await assert.rejects(provider.create(inputs("a", "b")));
    await provider.delete(PACKAGE, state("urn:one"));
    assert.equal(script.raw.length, 3);
  });
});
