import assert from "node:assert/strict";
import {
  demoSeed,
  startSimulator,
  type Change,
  type Seed,
} from "pulumi-wix-simulator";
import {
  ACCOUNTS,
  CREATE,
  domain,
  mailbox,
  monthly,
  NOBODY,
  onShop,
  packagePath,
  plan,
  PRODUCTS,
  SITES,
  START,
  verdict,
  withSimulator,
  type Bench,
} from "./harness";

const control = (
  { send }: Bench,
  method: string,
  path: string,
  body?: unknown,
) => send(method, `/__simulator${path}`, body);

describe("simulator: out-of-band changes", () => {
  const one = async ({ buy, world }: Bench) => {
    const pkg = await buy([plan(onShop)], { externalId: "x" });
    const instanceId: string = pkg.productInstances[0].instanceId;
    const now = () => {
      const state = world.package(pkg.id);
      return { ...state, instance: state?.productInstances[0] };
    };
    return { id: pkg.id, instanceId, now };
  };
  type One = Awaited<ReturnType<typeof one>>;

  const cases: [string, (one: One) => Change, (one: One) => void][] = [
    [
      "cancelPackage",
      ({ id }) => ({ kind: "cancelPackage", packageId: id }),
      ({ now }) => assert.equal(now().instance?.status, "CANCELED"),
    ],
    [
      "cancelInstance",
      ({ instanceId }) => ({ kind: "cancelInstance", instanceId }),
      ({ now }) => assert.equal(now().instance?.status, "CANCELED"),
    ],
    [
      "moveInstance",
      ({ instanceId }) => ({
        kind: "moveInstance",
        instanceId,
        siteId: SITES.clinicHome,
      }),
      ({ now }) => assert.equal(now().instance?.siteId, SITES.clinicHome),
    ],
    [
      "moveInstance to no site",
      ({ instanceId }) => ({ kind: "moveInstance", instanceId }),
      ({ now }) => assert.equal(now().instance?.siteId, undefined),
    ],
    [
      "adjustInstance, product",
      ({ instanceId }) => ({
        kind: "adjustInstance",
        instanceId,
        catalogProductId: PRODUCTS.planPro,
      }),
      ({ now }) =>
        assert.equal(now().instance?.catalogProductId, PRODUCTS.planPro),
    ],
    [
      "adjustInstance, billing",
      ({ instanceId }) => ({
        kind: "adjustInstance",
        instanceId,
        billingInfo: monthly as never,
      }),
      ({ now }) => assert.deepEqual(now().instance?.billingInfo, monthly),
    ],
    [
      "setStatus",
      ({ instanceId }) => ({
        kind: "setStatus",
        instanceId,
        status: "FAILED",
        failure: { code: "DELIVERY_TIMEOUT", message: "late" },
      }),
      ({ now }) =>
        assert.deepEqual(now().instance?.failure, {
          code: "DELIVERY_TIMEOUT",
          message: "late",
        }),
    ],
    [
      "setExternalId",
      ({ id }) => ({
        kind: "setExternalId",
        packageId: id,
        externalId: "theirs",
      }),
      ({ now }) => assert.equal(now().externalId, "theirs"),
    ],
    [
      "setExternalId to none",
      ({ id }) => ({ kind: "setExternalId", packageId: id }),
      ({ now }) => assert.equal(now().externalId, undefined),
    ],
  ];
  for (const [name, changeOf, check] of cases) {
    it(`${name}: at once, and updatedDate moves`, () =>
      withSimulator({}, async (bench) => {
        const made = await one(bench);
        bench.world.advance(5000);
        bench.world.change(changeOf(made));
        check(made);
        assert.equal(
          made.now().updatedDate,
          new Date(START + 6000).toISOString(),
        );
        assert.equal(bench.world.counters().cancels, 0);
      }));
  }

  it("a status of PENDING never settles", () =>
    withSimulator({}, async (bench) => {
      const { instanceId, now } = await one(bench);
      bench.world.change({ kind: "setStatus", instanceId, status: "PENDING" });
      bench.world.advance(10 ** 9);
      assert.equal(now().instance?.status, "PENDING");
    }));

  it("removePackage: as if it had never been", () =>
    withSimulator({}, async (bench) => {
      const { id } = await one(bench);
      bench.world.change({ kind: "removePackage", packageId: id });
      assert.equal(
        verdict(await bench.send("GET", packagePath(id))),
        "404 PACKAGE_NOT_FOUND",
      );
      assert.deepEqual((await bench.query({})).body.packages, []);
      assert.equal(
        verdict(await bench.send("POST", CREATE, { products: [plan(onShop)] })),
        "200 OK",
      );
    }));

  it("putPackage replaces and adds", () =>
    withSimulator({}, async (bench) => {
      const { id, now } = await one(bench);
      bench.world.change({
        kind: "putPackage",
        package: {
          id,
          accountId: ACCOUNTS.bakery,
          externalId: "new",
          productInstances: [
            { catalogProductId: PRODUCTS.mailbox, status: "AWAITING_ACTION" },
          ],
        },
      });
      assert.equal(now().externalId, "new");
      assert.equal(now().instance?.status, "AWAITING_ACTION");
      assert.equal(now().bought, false);
      assert.equal(bench.world.packages().length, 1);
    }));

  it("a plan that leaves a site disconnects its domain", () =>
    withSimulator({}, async (bench) => {
      const { instanceId } = await one(bench);
      const second = await bench.buy([domain(onShop)]);
      bench.world.change({
        kind: "moveInstance",
        instanceId,
        siteId: SITES.bakeryBlog,
      });
      assert.equal(
        bench.world.package(second.id)?.productInstances[0]?.disconnected,
        true,
      );
    }));

  it("refuses what is not there", () =>
    withSimulator({}, ({ world }) => {
      const cases: Change[] = [
        { kind: "cancelPackage", packageId: NOBODY },
        { kind: "cancelInstance", instanceId: NOBODY },
        { kind: "setExternalId", packageId: NOBODY },
        { kind: "removePackage", packageId: NOBODY },
        { kind: "moveSite", siteId: NOBODY, accountId: ACCOUNTS.main },
        { kind: "moveSite", siteId: SITES.bakeryBlog, accountId: NOBODY },
        { kind: "deleteSite", siteId: NOBODY },
      ];
      for (const change of cases) {
        assert.throws(
          () => world.change(change),
          /unknown (package|instance|site|account) dddddddd/,
        );
      }
    }));
});

describe("simulator: control API", () => {
  it("shows the state", () =>
    withSimulator({}, async (bench) => {
      await bench.buy([mailbox()]);
      const { status, body } = await control(bench, "GET", "/state");
      assert.equal(status, 200);
      assert.equal(body.now, "2026-01-01T00:00:01.000Z");
      assert.equal(body.accounts.length, 5);
      assert.equal(body.sites.length, 7);
      assert.equal(body.packages.length, 1);
      assert.equal(body.packages[0].productInstances[0].live, true);
      assert.equal(body.settings.replay, "first");
      assert.equal(body.counters.packagesBought, 1);
      assert.ok(body.catalog.length > 5);
    }));

  it("shows and clears the log, of which it is no part", () =>
    withSimulator({}, async (bench) => {
      await bench.buy([mailbox()]);
      const entries = (await control(bench, "GET", "/log")).body.entries;
      assert.equal(entries.length, 1);
      await control(bench, "DELETE", "/log");
      assert.deepEqual(bench.world.log(), []);
      assert.equal(
        (await control(bench, "GET", "/counters")).body.instancesBought,
        1,
      );
    }));

  it("changes settings, faults, the world and the time", () =>
    withSimulator({}, async (bench) => {
      const { world } = bench;
      const patched = await control(bench, "PATCH", "/settings", {
        pendingMs: 7,
      });
      assert.equal(patched.body.pendingMs, 7);
      assert.equal(
        (await control(bench, "GET", "/settings")).body.pendingMs,
        7,
      );

      await control(bench, "POST", "/faults", {
        fault: { kind: "status", status: 500 },
      });
      assert.equal(
        (await control(bench, "GET", "/state")).body.faults.length,
        1,
      );
      await control(bench, "DELETE", "/faults");
      const { id } = await bench.buy([mailbox()]);

      await control(bench, "POST", "/change", [
        { kind: "setExternalId", packageId: id, externalId: "one" },
        { kind: "cancelPackage", packageId: id },
      ]);
      assert.equal(world.package(id)?.externalId, "one");
      assert.deepEqual(world.liveInstances(), []);

      const time = await control(bench, "POST", "/time", { advanceMs: 60_000 });
      assert.equal(time.body.now, "2026-01-01T00:01:01.000Z");
    }));

  it("replaces the world", () =>
    withSimulator({ settings: { pendingMs: 9 } }, async (bench) => {
      await bench.buy([mailbox()], { idempotencyKey: "k" });
      bench.world.faults({ nth: 50, fault: { kind: "reset" } });
      const seed: Seed = {
        accounts: [{ id: ACCOUNTS.bakery }],
        catalog: demoSeed().catalog ?? [],
        settings: { cancelMs: 8 },
      };
      const reply = await control(bench, "POST", "/seed", seed);
      assert.equal(reply.status, 200);
      assert.deepEqual(reply.body.packages, []);
      assert.deepEqual(reply.body.faults, []);
      assert.equal(reply.body.counters.packagesBought, 0);
      assert.equal(reply.body.settings.pendingMs, 9);
      assert.equal(reply.body.settings.cancelMs, 8);
      const again = await bench.buy([mailbox()], { idempotencyKey: "k" });
      assert.equal(again.parentAccountId, ACCOUNTS.bakery);
      assert.equal(bench.world.counters().packagesBought, 1);
    }));

  describe("says what is wrong", () => {
    const cases: [string, string, unknown, RegExp][] = [
      ["PATCH", "/settings", { pendingMs: -1 }, /pendingMs/],
      ["PATCH", "/settings", { speed: 1 }, /speed/],
      ["PATCH", "/settings", "{", /not JSON/],
      ["POST", "/faults", { fault: { kind: "explode" } }, /fault\.kind/],
      [
        "POST",
        "/faults",
        { route: "GET /nowhere", fault: { kind: "reset" } },
        /unknown route/,
      ],
      ["POST", "/change", { kind: "cancelPackage" }, /packageId/],
      [
        "POST",
        "/change",
        [{ kind: "cancelPackage", packageId: NOBODY }],
        /unknown package/,
      ],
      ["POST", "/time", { advanceMs: -5 }, /advanceMs/],
      ["POST", "/seed", { accounts: [] }, /accounts/],
      [
        "POST",
        "/seed",
        {
          accounts: [{ id: NOBODY }],
          sites: [{ id: NOBODY, ownerAccountId: ACCOUNTS.main }],
        },
        /unknown account .*\n.*sites\[0\]\.ownerAccountId/,
      ],
    ];
    for (const [method, path, body, expected] of cases) {
      it(`${method} ${path} ${JSON.stringify(body).slice(0, 60)}`, () =>
        withSimulator({}, async (bench) => {
          const reply = await control(bench, method, path, body);
          assert.equal(reply.status, 400);
          assert.match(reply.body.error, expected);
        }));
    }
    it("an unknown control route", () =>
      withSimulator({}, async (bench) => {
        assert.equal((await control(bench, "GET", "/nowhere")).status, 404);
      }));
  });

  it("a change that fails half way has carried out what came before, and says which failed", () =>
    withSimulator({}, async (bench) => {
      const { id } = await bench.buy([mailbox()]);
      const reply = await control(bench, "POST", "/change", [
        { kind: "cancelPackage", packageId: id },
        { kind: "cancelPackage", packageId: NOBODY },
      ]);
      assert.equal(reply.status, 400);
      assert.deepEqual(bench.world.liveInstances(), []);
    }));
});

describe("simulator: seeds and start", () => {
  const seed = (more: Partial<Seed>): Seed => ({ ...demoSeed(), ...more });

  it("refuse a seed that does not hold together, with the path", async () => {
    const cases: [Partial<Seed>, RegExp][] = [
      [
        { accounts: [{ id: NOBODY, parentAccountId: ACCOUNTS.main }] },
        /parentAccountId/,
      ],
      [
        { accounts: [...demoSeed().accounts, { id: ACCOUNTS.main }] },
        /occurs twice/,
      ],
      [
        {
          packages: [
            {
              accountId: NOBODY,
              productInstances: [{ catalogProductId: PRODUCTS.mailbox }],
            },
          ],
        },
        /unknown account/,
      ],
      [
        {
          packages: [
            {
              accountId: ACCOUNTS.main,
              productInstances: [{ catalogProductId: NOBODY }],
            },
          ],
        },
        /unknown product/,
      ],
      [
        {
          transfers: [
            { sourceAccountId: NOBODY, targetAccountId: ACCOUNTS.main },
          ],
        },
        /transfers/,
      ],
      [{ apiKeys: [{ key: "k", accountId: NOBODY }] }, /apiKeys/],
    ];
    for (const [more, expected] of cases) {
      await assert.rejects(startSimulator({ seed: seed(more) }), expected);
    }
  });

  it("seeded packages are there, live and not bought", () =>
    withSimulator(
      {
        seed: seed({
          packages: [
            {
              id: NOBODY,
              accountId: ACCOUNTS.bakery,
              externalId: "seeded",
              createdDate: "2025-01-01T00:00:00Z",
              productInstances: [
                {
                  catalogProductId: PRODUCTS.planBasic,
                  siteId: SITES.bakeryShop,
                },
                { catalogProductId: PRODUCTS.mailbox, status: "FAILED" },
              ],
            },
          ],
        }),
        settings: { queryLagMs: 1000 },
      },
      async ({ send, query, world }) => {
        const { body } = await send("GET", packagePath(NOBODY));
        assert.equal(body.package.createdDate, "2025-01-01T00:00:00.000Z");
        assert.deepEqual(
          body.package.productInstances.map((each) => each.status),
          ["ENABLED", "FAILED"],
        );
        assert.equal((await query({})).body.packages.length, 1);
        assert.equal(world.counters().packagesBought, 0);
        assert.equal(world.counters().instancesLive, 1);
      },
    ));

  it("API keys of the seed are the only ones, and may be bound to a partner", () =>
    withSimulator(
      {
        seed: seed({
          accounts: [...demoSeed().accounts, { id: NOBODY }],
          apiKeys: ["free", { key: "bound", accountId: ACCOUNTS.main }],
        }),
      },
      async ({ send }) => {
        const get = async (authorization: string, account: string) =>
          (
            await send("GET", packagePath(NOBODY), undefined, {
              authorization,
              "wix-account-id": account,
            })
          ).status;
        assert.equal(await get("wrong", ACCOUNTS.main), 401);
        assert.equal(await get("free", NOBODY), 404);
        assert.equal(await get("bound", ACCOUNTS.clinic), 404);
        assert.equal(await get("bound", NOBODY), 403);
      },
    ));

  it("reports a port that is taken, and closes twice", async () => {
    const first = await startSimulator();
    await assert.rejects(startSimulator({ port: first.port }), /EADDRINUSE/);
    await first.close();
    await first.close();
    const second = await startSimulator({ port: first.port });
    assert.equal(second.url, `http://127.0.0.1:${first.port}`);
    await second.close();
  });

  it("runs on the time of the machine by default", async () => {
    const simulator = await startSimulator();
    assert.ok(Math.abs(simulator.world.now() - Date.now()) < 1000);
    await simulator.close();
  });
});
