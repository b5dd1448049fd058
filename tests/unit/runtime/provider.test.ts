import assert from "node:assert/strict";
import { inspect } from "node:util";
import type { Bag, Kind } from "../../../provider/src/resources";
import {
  ACCOUNT,
  guid,
  MARK,
  PACKAGE,
  PLAN,
  product,
} from "../../support/packageFixtures";
import {
  noConfig,
  scriptedPackages,
  scriptedProvider,
  STUB,
} from "../../support/scriptedProvider";
import { holdTimers } from "../../support/heldTimers";
import { MAIN_ACCOUNT, SCRIPTED_KEY } from "../../support/scriptedWix";

const URN = "urn:pulumi:dev::shop::pulumi-nodejs:dynamic/wix:Package::bakery";
const i1 = guid("e", 1);
const i2 = guid("e", 2);

const inputs: Bag = {
  accountId: ACCOUNT,
  products: { plan: product(), mail: product() },
  __urn: URN,
  __mark: MARK,
  __provider: STUB,
};
const instance = (instanceId: string, status = "ENABLED") => ({
  instanceId,
  status,
  catalogProductId: PLAN,
  siteId: null,
});
const wire = (...statuses: string[]) => ({
  id: PACKAGE,
  accountId: ACCOUNT,
  externalId: MARK,
  updatedDate: "2026-01-15T12:00:00.000Z",
  createdDate: "2026-01-15T12:00:00.000Z",
  productInstances: [i1, i2].map((id, at) => instance(id, statuses[at])),
});
const headers = { date: "Thu, 15 Jan 2026 12:00:00 GMT" };
const none = { body: { packages: [] } };
const bought = (...statuses: string[]) => ({
  body: { package: wire(...statuses) },
  headers,
});

/** Everything in it that the host cannot encode. */
const unencodable = (value: unknown, path = ""): string[] => {
  if (value === undefined || typeof value === "function") return [path];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) =>
    unencodable(one, `${path}.${key}`),
  );
};

/** The error of a verb as the host sees it. */
const failureOf = async (verb: Promise<unknown>) => {
  const error = await verb.then(
    () => assert.fail("the verb must fail"),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof Error);
  return error as Error & { id?: string; properties?: Bag; reasons?: string[] };
};

describe("runtime/provider: configuration", () => {
  it("is awaited by every call that came before it, of every kind", async () => {
    const { of } = scriptedProvider();
    const [one, other] = [of("Package"), of("Package")];
    const checks = [one.check({}, inputs), other.check({}, inputs)];
    let done = 0;
    for (const check of checks) void check.then(() => (done += 1));
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    assert.equal(done, 0);
    await one.configure(noConfig);
    for (const { failures } of await Promise.all(checks))
      assert.deepEqual(failures, []);
  });

  it("reads the stack by full keys", async () => {
    const { of } = scriptedProvider([], { WIX_ACCOUNT_ID: "" });
    const provider = of("Package");
    const asked: string[] = [];
    await provider.configure({
      config: {
        get: (key) => {
          asked.push(key);
          return key === "wix:accountId" ? MAIN_ACCOUNT : undefined;
        },
      },
    });
    assert.deepEqual((await provider.check({}, inputs)).failures, []);
    assert.ok(asked.includes("wix:apiKey") && asked.includes("wix:accountId"));
  });

  it("that never comes is an error with the number in it", async () => {
    const timers = holdTimers();
    try {
      const { of } = scriptedProvider();
      const failure = failureOf(of("Package").check({}, inputs));
      timers.tick(60_000);
      const { message } = await failure;
      assert.match(message, /not configure the provider within 60 s/);
      assert.match(message, /@pulumi\/pulumi 3\.\d+ or newer/);
    } finally {
      timers.release();
    }
  });

  it("is not needed by diff, which only looks at what it is given", async () => {
    const { of } = scriptedProvider();
    const diff = await of("Package").diff(PACKAGE, inputs, inputs);
    assert.equal(diff.changes, false);
    assert.deepEqual(diff.replaces, []);
  });

  it("with problems makes each of them a failure of check, beside the faults", async () => {
    const { of } = scriptedProvider([], {
      WIX_API_KEY: "",
      WIX_REQUESTS_PER_MINUTE: "0",
    });
    const provider = of("Package");
    await provider.configure(noConfig);
    const { failures } = await provider.check({}, { ...inputs, adopt: "x" });
    assert.deepEqual(
      failures.map(({ property }) => property),
      ["", "", "adopt"],
    );
    const [key, rate] = failures.map(({ reason }) => reason);
    assert.match(key ?? "", /no API key/);
    assert.match(rate ?? "", /WIX_REQUESTS_PER_MINUTE/);
  });

  it("with problems lets no verb work", async () => {
    const { of, script } = scriptedProvider([], { WIX_ACCOUNT_ID: "bakery" });
    const provider = of("Package");
    await provider.configure(noConfig);
    const { message } = await failureOf(provider.create(inputs));
    assert.match(message, /WIX_ACCOUNT_ID is no account id/);
    assert.deepEqual(script.raw, []);
  });

  it("without a key lets a plain preview pass in a run that may only read, and no request", async () => {
    const { provider, script } = scriptedPackages([], {
      WIX_API_KEY: "",
      WIX_READ_ONLY: "1",
    });
    assert.deepEqual((await provider.check({}, inputs)).failures, []);
    const { message } = await failureOf(provider.read(PACKAGE, inputs));
    assert.match(message, /no API key: set WIX_API_KEY/);
    assert.deepEqual(script.raw, []);
  });

  it("of a kind that this version does not know is refused", () => {
    const { of } = scriptedProvider();
    for (const kind of ["Domain", "constructor", "__proto__"])
      assert.throws(() => of(kind as Kind), /no resource of kind/);
  });
});

describe("runtime/provider: one process", () => {
  it("has one client: reads of two providers of one kind go in one query", async () => {
    const packages = [wire(), { ...wire(), id: guid("d", 2) }];
    const { of, script } = scriptedProvider([{ body: { packages } }]);
    const [one, other] = [of("Package"), of("Package")];
    await one.configure(noConfig);
    const state = {
      ...inputs,
      __v: 1,
      __managed: [],
      instances: {},
      products: {},
    };
    await Promise.all([
      one.read(PACKAGE, state),
      other.read(guid("d", 2), state),
    ]);
    assert.equal(script.raw.length, 1);
  });
});

describe("runtime/provider: what the host gets", () => {
  it("outs hold nothing undefined", async () => {
    const { provider } = scriptedPackages([none, bought()]);
    const { id, outs } = await provider.create(inputs);
    assert.equal(id, PACKAGE);
    assert.deepEqual(unencodable(outs), []);
    const { instances } = outs as { instances: Bag };
    assert.deepEqual(instances.mail, {
      instanceId: i1,
      status: "ENABLED",
      catalogProductId: PLAN,
    });
  });

  it("neither do inputs of check, props of read and outs of update", async () => {
    const { provider } = scriptedPackages([
      none,
      bought(),
      { body: { packages: [wire()] } },
      bought(),
    ]);
    const { outs } = await provider.create(inputs);
    const checked = await provider.check({}, { ...inputs, adopt: undefined });
    const read = await provider.read(PACKAGE, outs);
    const updated = await provider.update(PACKAGE, outs, {
      ...inputs,
      allowCancel: true,
    });
    for (const part of [checked, read, updated]) {
      assert.deepEqual(unencodable(part), []);
      assert.ok(Object.keys(part).length > 0);
    }
    assert.equal(updated.outs.allowCancel, true);
  });

  it("diff without a verdict has no key `changes`, which the host would read as no", async () => {
    const { provider } = scriptedPackages([]);
    const news = { ...inputs, externalId: "mine" };
    const edited = await provider.diff(PACKAGE, inputs, news);
    assert.ok(!("changes" in edited));
    assert.deepEqual(edited.replaces, []);
  });

  it("diff deletes first, also for a replacement that only the user asks for", async () => {
    const { provider } = scriptedPackages([]);
    const moved = { ...inputs, accountId: MAIN_ACCOUNT };
    const replaced = await provider.diff(PACKAGE, inputs, moved);
    assert.deepEqual(replaced.replaces, ["accountId"]);
    const same = await provider.diff(PACKAGE, inputs, inputs);
    for (const diff of [replaced, same])
      assert.equal(diff.deleteBeforeReplace, true);
  });

  it("a package that is gone has no id", async () => {
    const dead = { body: { packages: [wire("CANCELED", "FAILED")] } };
    const { provider } = scriptedPackages([dead, bought("CANCELED", "FAILED")]);
    const state = {
      ...inputs,
      __v: 1,
      __managed: [],
      instances: {},
      products: {},
    };
    assert.deepEqual(await provider.read(PACKAGE, state), {});
  });
});

describe("runtime/provider: errors", () => {
  it("a half-made package is kept: id, properties with __provider, reasons", async () => {
    const half = bought("ENABLED", "FAILED");
    const { provider } = scriptedPackages([none, half, half]);
    const {
      id,
      properties = {},
      reasons,
      message,
    } = await failureOf(provider.create(inputs));
    assert.equal(id, PACKAGE);
    assert.equal(properties.__provider, STUB);
    assert.deepEqual(Object.keys(properties.products as Bag), ["plan", "mail"]);
    assert.deepEqual(unencodable(properties), []);
    assert.equal(reasons?.length, 1);
    assert.match(reasons[0] ?? "", /was never delivered/);
    assert.equal(message, reasons.join("\n"));
  });

  it("an error that has an id of its own makes no half-made resource", async () => {
    const own = Object.assign(new Error("socket 7 broke"), {
      id: "socket-7",
      properties: { a: 1 },
      reasons: ["x"],
    });
    const { provider } = scriptedPackages([own]);
    const error = await failureOf(provider.create(inputs));
    assert.equal(error.message, "socket 7 broke");
    assert.deepEqual(
      ["id", "properties", "reasons"].filter((name) => name in error),
      [],
    );
  });

  it("an error that is a text is one too", async () => {
    const { of } = scriptedProvider();
    const provider = of("Package");
    await provider.configure(noConfig);
    // A bag that cannot be read throws what it likes.
    const bag = new Proxy(
      {},
      {
        get: () => {
          // eslint-disable-next-line @typescript-eslint/only-throw-error -- as somebody's code may
          throw "out of order";
        },
        ownKeys: () => {
          // eslint-disable-next-line @typescript-eslint/only-throw-error -- as somebody's code may
          throw "out of order";
        },
      },
    );
    const error = await failureOf(provider.check({}, bag));
    assert.equal(error.message, "out of order");
  });

  it("no stack, no cause and no key comes with it", async () => {
    const { provider } = scriptedPackages([
      { status: 401, body: { message: `bad key ${SCRIPTED_KEY}` } },
    ]);
    const error = await failureOf(provider.create(inputs));
    assert.match(error.message, /does not accept the API key/);
    assert.equal(error.stack, "");
    assert.equal(error.cause, undefined);
    assert.doesNotMatch(
      inspect(error, { showHidden: true, depth: 9 }),
      /canary/,
    );
  });
});
