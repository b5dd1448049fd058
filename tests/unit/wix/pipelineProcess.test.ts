import assert from "node:assert/strict";
import { z } from "zod";
import { endpoint } from "../../../provider/src/wix/endpoint";
import { WixError, WixReadOnly } from "../../../provider/src/wix/errors";
import type { Transport } from "../../../provider/src/wix/transport";
import {
  ACCOUNT,
  guid,
  PACKAGE,
  PLAN,
  SITE,
} from "../../support/packageFixtures";
import {
  lostAnswer,
  refusedConnection,
  type Scripted,
  scriptedWix,
} from "../../support/scriptedWix";

const INSTANCE = guid("e", 1);
const wire = { id: PACKAGE, accountId: ACCOUNT, productInstances: [] };
const answered = { body: { package: wire } };
const faulted = { status: 503 };
const throttled = (retryAfter?: string): Scripted => ({
  status: 429,
  headers: retryAfter === undefined ? {} : { "retry-after": retryAfter },
});

describe("wix/pipeline: a 429 slows the process, not one call", () => {
  /** A first call is throttled; a second one begins when that is known. When does it leave? */
  const secondLeavesAt = async (retryAfter?: string) => {
    const ok = Array.from({ length: 12 }, () => answered);
    const wix = scriptedWix([throttled(retryAfter), ...ok]);
    const first = wix.packages.get(ACCOUNT, PACKAGE).catch(() => undefined);
    while (wix.script.raw.length === 0) await Promise.resolve();
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    const before = wix.script.raw.length;
    await wix.packages.get(ACCOUNT, guid("d", 2));
    await first;
    const at = wix.script.raw.findIndex(({ url }) =>
      url.endsWith(guid("d", 2)),
    );
    assert.ok(at >= before);
    return wix.script.sentAt[at] ?? Number.NaN;
  };

  it("waits a minute when Wix says nothing", async () => {
    const ms = await secondLeavesAt();
    assert.ok(ms >= 60_000 && ms <= 120_000, `${ms}`);
  });

  it("waits what Wix says", async () => {
    const ms = await secondLeavesAt("7");
    assert.ok(ms >= 7_000 && ms <= 14_000, `${ms}`);
  });

  it("a wait too long to be obeyed does not hold up the other calls either", async () => {
    const ms = await secondLeavesAt("86400");
    assert.ok(ms <= 300_000, `the other call left after ${ms / 1000} s`);
  });

  it("the throttled call is repeated when the wait is over", async () => {
    const { packages, script } = scriptedWix([throttled("9"), answered]);
    await packages.get(ACCOUNT, PACKAGE);
    assert.deepEqual(script.sentAt, [0, 9_000]);
  });

  it("a wait too long to be obeyed is reported at once", async () => {
    const { packages, script } = scriptedWix([throttled("86400")]);
    await assert.rejects(packages.get(ACCOUNT, PACKAGE), {
      name: "WixThrottled",
    });
    assert.deepEqual(script.sentAt, [0]);
  });

  it("a limit that never ends is reported after twelve tries", async () => {
    const twelve = Array.from({ length: 12 }, () => throttled("1"));
    const { packages, script } = scriptedWix(twelve);
    await assert.rejects(packages.cancel(ACCOUNT, PACKAGE), {
      name: "WixThrottled",
      message: /, 12 attempts$/m,
    });
    assert.equal(script.raw.length, 12);
  });
});

describe("wix/pipeline: the budget of repeats", () => {
  const gone: Scripted = {
    status: 404,
    body: { details: { applicationError: { code: "PACKAGE_NOT_FOUND" } } },
  };
  const repeat = async (count: number, act: () => Promise<unknown>) => {
    for (let time = 0; time < count; time += 1)
      await act().catch(() => undefined);
  };

  it("a server that is down is not asked five times by each call for ever", async () => {
    const down = Array.from({ length: 400 }, () => refusedConnection());
    const { packages, script } = scriptedWix(down);
    await repeat(200, () => packages.get(ACCOUNT, PACKAGE));
    // Two hundred calls, and one hundred repeats for all of them together.
    assert.equal(script.raw.length, 300);
  });

  it("definite refusals, which nobody repeats, cost nothing of it", async () => {
    const refusals = Array.from({ length: 150 }, () => gone);
    const { packages, script } = scriptedWix([...refusals, faulted, answered]);
    await repeat(150, () => packages.get(ACCOUNT, PACKAGE));
    await packages.get(ACCOUNT, PACKAGE);
    assert.equal(script.raw.length, 152);
  });

  it("open answers that are looked up instead cost nothing of it", async () => {
    const open = Array.from({ length: 150 }, () => lostAnswer());
    const { packages, script } = scriptedWix([...open, faulted, answered]);
    await repeat(150, () =>
      packages.updateExternalId(ACCOUNT, PACKAGE, "mine"),
    );
    await packages.get(ACCOUNT, PACKAGE);
    assert.equal(script.raw.length, 152);
  });

  it("throttling costs nothing of it", async () => {
    const limits = Array.from({ length: 11 * 12 }, () => throttled("0"));
    const { packages, script } = scriptedWix([...limits, faulted, answered]);
    await repeat(11, () => packages.get(ACCOUNT, PACKAGE));
    await packages.get(ACCOUNT, PACKAGE);
    assert.equal(script.raw.length, 134);
  });
});

describe("wix/pipeline: what never leaves", () => {
  const writes: Record<
    string,
    (packages: ReturnType<typeof scriptedWix>["packages"]) => Promise<unknown>
  > = {
    create: (packages) =>
      packages.create(ACCOUNT, {
        products: [{ catalogProductId: PLAN, countryCode: "BR" }],
      }),
    cancel: (packages) => packages.cancel(ACCOUNT, PACKAGE),
    cancelInstance: (packages) => packages.cancelInstance(ACCOUNT, INSTANCE),
    adjust: (packages) =>
      packages.adjust(ACCOUNT, INSTANCE, { catalogProductId: PLAN }),
    assign: (packages) => packages.assign(ACCOUNT, INSTANCE, SITE),
    unassign: (packages) => packages.unassign(ACCOUNT, INSTANCE),
    updateExternalId: (packages) =>
      packages.updateExternalId(ACCOUNT, PACKAGE, "mine"),
  };
  for (const [name, send] of Object.entries(writes)) {
    it(`${name}, in a run that may only read`, async () => {
      const { packages, script } = scriptedWix([], { readOnly: true });
      await assert.rejects(send(packages), (error: unknown) => {
        assert.ok(error instanceof WixReadOnly);
        assert.match(error.message, /WIX_READ_ONLY.*nothing was sent/);
        assert.equal(error.carriedOut, "no");
        assert.equal(error.passing, false);
        return true;
      });
      assert.deepEqual(script.raw, []);
    });
  }

  it("reads do, in such a run", async () => {
    const { packages, script } = scriptedWix(
      [answered, { body: { packages: [] } }],
      { readOnly: true },
    );
    await packages.get(ACCOUNT, PACKAGE);
    assert.deepEqual(await packages.query({}).next(), {
      done: true,
      value: undefined,
    });
    assert.equal(script.raw.length, 2);
  });

  const bodies: [it: string, send: (typeof writes)[string]][] = [
    [
      "a product id that is none",
      (packages) =>
        packages.create(ACCOUNT, {
          products: [{ catalogProductId: "plan", countryCode: "BR" }],
        }),
    ],
    [
      "no product at all",
      (packages) => packages.create(ACCOUNT, { products: [] }),
    ],
    [
      "an adjustment to nothing",
      (packages) => packages.adjust(ACCOUNT, INSTANCE, {}),
    ],
    [
      "a field that Wix does not know",
      (packages) =>
        packages.adjust(ACCOUNT, INSTANCE, {
          catalogProductId: PLAN,
          ...{ siteId: SITE },
        }),
    ],
  ];
  for (const [name, send] of bodies) {
    it(`a body that our own schema refuses: ${name}`, async () => {
      const { packages, script } = scriptedWix([]);
      await assert.rejects(send(packages), (error: unknown) => {
        assert.ok(!(error instanceof WixError), "it is a fault of ours");
        return true;
      });
      assert.deepEqual(script.raw, []);
    });
  }

  it("anything, once the engine is gone", async () => {
    const reason = new Error("Pulumi is gone");
    const signal = AbortSignal.abort(reason);
    const { packages, script } = scriptedWix([answered], { signal });
    await assert.rejects(packages.get(ACCOUNT, PACKAGE), reason);
    assert.deepEqual(script.raw, []);
  });

  it("a repeat, when the engine goes during the wait for it", async () => {
    const engine = new AbortController();
    const reason = new Error("Pulumi is gone");
    const wix = scriptedWix([faulted, answered], { signal: engine.signal });
    const call = wix.packages.get(ACCOUNT, PACKAGE);
    while (wix.script.raw.length === 0) await Promise.resolve();
    engine.abort(reason);
    await assert.rejects(call, reason);
    assert.equal(wix.script.raw.length, 1);
  });
});

describe("wix/pipeline: faults of our own", () => {
  it("what is no failure of the network flies on as it is, once", async () => {
    const bug = new TypeError("x is not a function");
    let calls = 0;
    const transport: Transport = () => {
      calls += 1;
      return Promise.reject(bug);
    };
    const { packages } = scriptedWix([], { transport });
    await assert.rejects(packages.get(ACCOUNT, PACKAGE), (error) => {
      assert.equal(error, bug);
      return true;
    });
    assert.equal(calls, 1);
  });

  it("parameters of a query come behind the path, encoded", async () => {
    const { call, script } = scriptedWix([{ body: {} }]);
    const children = endpoint({
      method: "GET",
      route: "/accounts/{id}",
      access: "read",
      repeat: "harmless",
      doing: "list",
      response: z.looseObject({}),
    });
    await call(children, {
      accountId: ACCOUNT,
      path: { id: "a b" },
      query: { "paging.limit": "50", filter: "a&b=c" },
    });
    assert.equal(
      script.sent[0]?.path,
      "/accounts/a%20b?paging.limit=50&filter=a%26b%3Dc",
    );
  });
});
