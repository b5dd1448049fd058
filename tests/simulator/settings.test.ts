import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import {
  DEFAULT_SETTINGS,
  SETTINGS,
  type Settings,
} from "pulumi-wix-simulator";
import {
  ACCOUNTS,
  CREATE,
  externalIdPath,
  idsOf,
  instancePath,
  mailbox,
  mailboxPlus,
  monthly,
  NOBODY,
  onShop,
  packagePath,
  plan,
  PRODUCTS,
  proPlan,
  SITES,
  verdict,
  voucher,
  withSimulator,
  type Bench,
} from "./harness";

/** A test under one value of one setting. */
const under = (
  settings: Partial<Settings>,
  claim: string,
  test: (bench: Bench) => Promise<void>,
) =>
  it(`${JSON.stringify(settings)}: ${claim}`, () =>
    withSimulator({ settings }, test));

const keyed = (products: readonly object[], key = "k", more: object = {}) => ({
  products,
  idempotencyKey: key,
  ...more,
});

describe("simulator: settings", () => {
  it("have a default that is one of their values", () => {
    for (const [name, setting] of Object.entries(SETTINGS)) {
      assert.equal(
        setting.schema.safeParse(setting.default).success,
        true,
        name,
      );
    }
    assert.equal(DEFAULT_SETTINGS.replay, "first");
  });

  it("are told in the README, with default and values", async () => {
    const readme = await readFile(
      resolve(__dirname, "../../simulator/README.md"),
      "utf8",
    );
    const rows = readme
      .split("\n")
      .filter((line) => line.startsWith("| `"))
      .map((line) => line.split("|").map((cell) => cell.trim()));
    const told = rows
      .filter(([, name]) => name !== undefined && name.slice(1, -1) in SETTINGS)
      .map(([, name, preset, values]) => [name, preset, values]);
    const expected = Object.entries(SETTINGS).map(([name, setting]) => [
      `\`${name}\``,
      String(setting.default),
      setting.values,
    ]);
    assert.deepEqual(told, expected);
  });

  it("refuse what they do not know", () =>
    withSimulator({}, ({ world }) => {
      assert.throws(
        () => world.settings({ replay: "never" } as never),
        /replay/,
      );
      assert.throws(() => world.settings({ nonsense: 1 } as never), /nonsense/);
      assert.equal(world.settings().replay, "first");
      assert.equal(world.settings({ replay: "current" }).replay, "current");
    }));

  describe("replay", () => {
    under(
      { replay: "first" },
      "answers the first answer verbatim",
      async ({ send, world }) => {
        const first = await send("POST", CREATE, keyed([mailbox()]));
        world.advance(300);
        const again = await send("POST", CREATE, keyed([mailbox()]));
        assert.deepEqual(again.body, first.body);
        assert.equal(again.body.package.productInstances[0].status, "PENDING");
        const other = await send("POST", CREATE, keyed([plan()]));
        assert.deepEqual(other.body, first.body);
        assert.equal(world.counters().packagesBought, 1);
        assert.deepEqual(
          world.log().map(({ committed, replayed }) => [committed, replayed]),
          [
            [true, false],
            [false, true],
            [false, true],
          ],
        );
      },
    );

    under(
      { replay: "current" },
      "answers the package as it is",
      async ({ send, world }) => {
        const first = await send("POST", CREATE, keyed([mailbox()]));
        await send("DELETE", packagePath(first.body.package.id));
        world.advance(300);
        const again = await send("POST", CREATE, keyed([mailbox()]));
        assert.equal(again.body.package.id, first.body.package.id);
        assert.equal(again.body.package.productInstances[0].status, "CANCELED");
        assert.equal(again.body.idempotencyKey, "k");
      },
    );

    under({ replay: "ignored" }, "buys again", async ({ send, world }) => {
      await send("POST", CREATE, keyed([mailbox()]));
      await send("POST", CREATE, keyed([mailbox()]));
      assert.equal(world.counters().packagesBought, 2);
    });

    under(
      { replay: "refuse-other-body" },
      "409 for another body",
      async ({ send, world }) => {
        const first = await send("POST", CREATE, keyed([mailbox()]));
        const same = await send("POST", CREATE, {
          idempotencyKey: "k",
          products: [mailbox()],
        });
        assert.deepEqual(same.body, first.body);
        const other = await send("POST", CREATE, keyed([plan()]));
        assert.equal(other.status, 409);
        assert.equal(world.counters().packagesBought, 1);
      },
    );

    for (const [method, rest, body] of [
      ["DELETE", "", {}],
      ["PATCH", "", { billingInfo: monthly }],
      ["PATCH", `/${SITES.bakeryBlog}`, {}],
      ["PATCH", "/unassign", {}],
    ] as const) {
      it(`works for ${method} of an instance ${rest.slice(0, 9)}`, () =>
        withSimulator({}, async ({ buy, send, world }) => {
          const pkg = await buy([plan(onShop)]);
          const path = instancePath(pkg.productInstances[0].instanceId, rest);
          const request = { ...body, idempotencyKey: "again" };
          const first = await send(method, path, request);
          assert.equal(first.status, 200);
          world.advance(300);
          const second = await send(method, path, request);
          assert.deepEqual(second.body, first.body);
          assert.equal(world.log().at(-1)?.replayed, true);
        }));
    }
  });

  describe("keyScope", () => {
    const cases: [Settings["keyScope"], number, number][] = [
      // how many packages exist after the same key in two accounts, and whether a cancel with that key is carried out
      ["account", 2, 0],
      ["partner", 1, 0],
      ["endpoint", 2, 1],
    ];
    for (const [keyScope, packages, cancels] of cases) {
      under(
        { keyScope },
        `${packages} bought, ${cancels} canceled`,
        async ({ send, world }) => {
          const first = await send("POST", CREATE, keyed([mailbox()]));
          await send("POST", CREATE, keyed([mailbox()]), {
            "wix-account-id": ACCOUNTS.clinic,
          });
          await send("DELETE", packagePath(first.body.package.id), {
            idempotencyKey: "k",
          });
          assert.equal(world.counters().packagesBought, packages);
          assert.equal(world.counters().cancels, cancels);
        },
      );
    }
  });

  describe("rememberRefusals", () => {
    for (const [rememberRefusals, expected] of [
      [false, "200 OK"],
      [true, "428 PRODUCT_TYPE_ALREADY_ASSIGNED"],
    ] as const) {
      under({ rememberRefusals }, expected, async ({ buy, send, world }) => {
        const first = await buy([plan(onShop)]);
        const again = () => send("POST", CREATE, keyed([proPlan(onShop)]));
        assert.equal(
          verdict(await again()),
          "428 PRODUCT_TYPE_ALREADY_ASSIGNED",
        );
        world.change({ kind: "cancelPackage", packageId: first.id });
        assert.equal(verdict(await again()), expected);
        assert.equal(world.log().at(-1)?.replayed, rememberRefusals);
      });
    }
  });

  under(
    { keyLifeMs: 1000 },
    "the key is forgotten after its life",
    async ({ send, world }) => {
      await send("POST", CREATE, keyed([mailbox()]));
      world.advance(999);
      await send("POST", CREATE, keyed([mailbox()]));
      assert.equal(world.counters().packagesBought, 1);
      world.advance(1);
      await send("POST", CREATE, keyed([mailbox()]));
      assert.equal(world.counters().packagesBought, 2);
    },
  );

  describe("secondCancel", () => {
    for (const [secondCancel, expected] of [
      ["ok", "200 OK"],
      ["refused", "428 INCOMPATIBLE_PRODUCT_INSTANCE_STATUS"],
    ] as const) {
      under({ secondCancel }, expected, async ({ buy, send, world }) => {
        const pkg = await buy([mailbox()]);
        const paths = [
          packagePath(pkg.id),
          instancePath(pkg.productInstances[0].instanceId),
        ];
        await send("DELETE", packagePath(pkg.id));
        for (const path of paths) {
          assert.equal(verdict(await send("DELETE", path)), expected);
        }
        world.advance(300);
        for (const path of paths) {
          assert.equal(verdict(await send("DELETE", path)), expected);
          assert.equal(world.log().at(-1)?.committed, false);
        }
        assert.equal(world.counters().cancels, 1);
      });
    }
  });

  under(
    { queryLagMs: 2000 },
    "a query shows the past, a get does not",
    async ({ send, query, world }) => {
      const { package: pkg } = (
        await send("POST", CREATE, { products: [mailbox()] })
      ).body;
      const seen = async () =>
        (await query({})).body.packages.map(
          (each) => each.productInstances[0].status,
        );
      world.advance(1999);
      assert.deepEqual(await seen(), []);
      assert.equal(
        (await send("GET", packagePath(pkg.id))).body.package
          .productInstances[0].status,
        "ENABLED",
      );
      world.advance(1);
      assert.deepEqual(await seen(), ["PENDING"]);
      world.advance(300);
      assert.deepEqual(await seen(), ["ENABLED"]);
      await send("DELETE", packagePath(pkg.id));
      assert.deepEqual(await seen(), ["ENABLED"]);
      world.advance(2000);
      assert.deepEqual(await seen(), ["PENDING"]);
      world.advance(300);
      assert.deepEqual(await seen(), ["CANCELED"]);
    },
  );

  describe("directMove", () => {
    const refusal = "428 OPERATION_NOT_SUPPORTED_FOR_PRODUCT";
    const cases: [Settings["directMove"], string, string | undefined][] = [
      ["ok", "200 OK", SITES.bakeryBlog],
      ["refused", refusal, SITES.bakeryShop],
      ["leaves-floating", refusal, undefined],
    ];
    for (const [directMove, expected, site] of cases) {
      under(
        { directMove },
        `${expected}, then on ${site}`,
        async ({ buy, send, world }) => {
          const pkg = await buy([plan(onShop)]);
          const { instanceId } = pkg.productInstances[0];
          const path = instancePath(instanceId, `/${SITES.bakeryBlog}`);
          assert.equal(verdict(await send("PATCH", path)), expected);
          assert.equal(world.liveInstances()[0]?.siteId, site);
          assert.equal(world.log().at(-1)?.committed, directMove !== "refused");
          world.advance(300);
          await send("PATCH", instancePath(instanceId, "/unassign"));
          world.advance(300);
          assert.equal(verdict(await send("PATCH", path)), "200 OK");
          assert.equal(world.liveInstances()[0]?.siteId, SITES.bakeryBlog);
        },
      );
    }
  });

  describe("assignWhilePending", () => {
    for (const [assignWhilePending, expected] of [
      ["ok", "200 OK"],
      ["refused", "428 INCOMPATIBLE_PRODUCT_INSTANCE_STATUS"],
    ] as const) {
      under({ assignWhilePending }, expected, async ({ send, world }) => {
        const made = await send("POST", CREATE, { products: [plan(onShop)] });
        const { instanceId } = made.body.package.productInstances[0];
        for (const rest of [`/${SITES.bakeryBlog}`, "/unassign"]) {
          assert.equal(
            verdict(await send("PATCH", instancePath(instanceId, rest))),
            expected,
          );
        }
        world.advance(300);
        assert.equal(world.liveInstances()[0]?.status, "ENABLED");
        const later = await send(
          "PATCH",
          instancePath(instanceId, `/${SITES.bakeryBlog}`),
        );
        assert.equal(verdict(later), "200 OK");
      });
    }
  });

  describe("assignRefusals", () => {
    for (const [assignRefusals, foreign, taken] of [
      ["named", "404 SITE_NOT_FOUND", "428 PRODUCT_TYPE_ALREADY_ASSIGNED"],
      ["bare", "428 OK", "428 OK"],
    ] as const) {
      under(
        { assignRefusals },
        `${foreign}, ${taken}`,
        async ({ buy, send }) => {
          await buy([plan(onShop)]);
          const [instanceId] = idsOf(await buy([plan()]));
          const assign = async (site: string) =>
            verdict(await send("PATCH", instancePath(instanceId, `/${site}`)));
          assert.equal(await assign(SITES.clinicHome), foreign);
          assert.equal(await assign(SITES.bakeryShop), taken);
          assert.equal(await assign(SITES.bakeryBlog), "200 OK");
        },
      );
    }
  });

  describe("encodedSlash", () => {
    for (const [encodedSlash, status] of [
      ["ok", 200],
      ["refused", 404],
    ] as const) {
      under({ encodedSlash }, String(status), async ({ buy, send, world }) => {
        const { id } = await buy([mailbox()], { externalId: "old" });
        const reply = await send("PATCH", externalIdPath(id, "a/b"));
        assert.equal(reply.status, status);
        assert.equal(
          world.package(id)?.externalId,
          status === 200 ? "a/b" : "old",
        );
        assert.equal(
          (await send("PATCH", externalIdPath(id, "a-b"))).status,
          200,
        );
      });
    }
  });

  describe("typeSwitchByAdjust", () => {
    for (const [typeSwitchByAdjust, expected] of [
      ["ok", "200 OK"],
      ["refused", "428 INVALID_BILLING_CYCLE"],
    ] as const) {
      under({ typeSwitchByAdjust }, expected, async ({ buy, send }) => {
        const pkg = await buy([mailboxPlus()]);
        const path = instancePath(pkg.productInstances[0].instanceId);
        const reply = await send("PATCH", path, {
          billingInfo: { type: "ONE_TIME" },
        });
        assert.equal(verdict(reply), expected);
      });
    }
  });

  describe("adjustWhilePending", () => {
    for (const [adjustWhilePending, expected] of [
      ["refused", "428 INCOMPATIBLE_PRODUCT_INSTANCE_STATUS"],
      ["ok", "200 OK"],
    ] as const) {
      under({ adjustWhilePending }, expected, async ({ send }) => {
        const made = await send("POST", CREATE, { products: [plan()] });
        const path = instancePath(
          made.body.package.productInstances[0].instanceId,
        );
        assert.equal(
          verdict(await send("PATCH", path, { billingInfo: monthly })),
          expected,
        );
      });
    }
  });

  describe("productOrder", () => {
    const asked = [PRODUCTS.mailbox, PRODUCTS.mailboxPlus, PRODUCTS.planBasic];
    const order = async ({ buy }: Bench, count = 3) => {
      const products = asked
        .slice(0, count)
        .map((id) => mailbox({ catalogProductId: id }));
      const pkg = await buy(products);
      return pkg.productInstances.map((each) => each.catalogProductId);
    };
    under({ productOrder: "kept" }, "as asked", async (bench) => {
      assert.deepEqual(await order(bench), asked);
    });
    under({ productOrder: "shuffled" }, "never as asked", async (bench) => {
      for (let round = 0; round < 20; round++) {
        for (const count of [2, 3]) {
          const got = await order(bench, count);
          assert.notDeepEqual(got, asked.slice(0, count));
          assert.deepEqual([...got].sort(), asked.slice(0, count).sort());
        }
      }
    });
  });

  describe("unknownGet", () => {
    for (const [unknownGet, expected] of [
      [404, "404 PACKAGE_NOT_FOUND"],
      [403, "403 PERMISSION_DENIED"],
    ] as const) {
      under({ unknownGet }, expected, async ({ buy, send }) => {
        const { id } = await buy([mailbox()]);
        const clinic = { "wix-account-id": ACCOUNTS.clinic };
        assert.equal(verdict(await send("GET", packagePath(NOBODY))), expected);
        assert.equal(
          verdict(await send("GET", packagePath(id), undefined, clinic)),
          expected,
        );
        assert.equal(
          verdict(await send("DELETE", packagePath(NOBODY))),
          expected,
        );
      });
    }
  });

  describe("unassignFloating", () => {
    for (const [unassignFloating, expected] of [
      ["ok", "200 OK"],
      ["refused", "428 MISSING_SITE_ID"],
    ] as const) {
      under({ unassignFloating }, expected, async ({ buy, send, world }) => {
        const pkg = await buy([plan()]);
        const path = instancePath(
          pkg.productInstances[0].instanceId,
          "/unassign",
        );
        assert.equal(verdict(await send("PATCH", path)), expected);
        assert.equal(world.liveInstances()[0]?.status, "ENABLED");
        assert.equal(world.log().at(-1)?.committed, false);
      });
    }
  });

  describe("referenceReusable", () => {
    for (const [referenceReusable, expected] of [
      [false, "404 INVALID_REFERENCE_PRODUCT_INSTANCE_ID"],
      [true, "200 OK"],
    ] as const) {
      under({ referenceReusable }, expected, async ({ buy, send, world }) => {
        const first = await buy([plan()]);
        const product = voucher({
          referenceProductInstanceId: first.productInstances[0].instanceId,
        });
        const user = await buy([product]);
        await send("DELETE", packagePath(user.id));
        const early = await send("POST", CREATE, { products: [product] });
        assert.equal(
          verdict(early),
          "404 INVALID_REFERENCE_PRODUCT_INSTANCE_ID",
        );
        world.advance(300);
        const late = await send("POST", CREATE, { products: [product] });
        assert.equal(verdict(late), expected);
      });
    }
  });

  describe("writeOnceEchoed", () => {
    for (const writeOnceEchoed of [true, false]) {
      under(
        { writeOnceEchoed },
        "in every answer",
        async ({ buy, send, query, world }) => {
          const first = await buy([plan()]);
          const referenceProductInstanceId =
            first.productInstances[0].instanceId;
          const pkg = await buy([
            voucher({ referenceProductInstanceId, discountCode: "TEN" }),
          ]);
          const answers = [
            pkg,
            (await send("GET", packagePath(pkg.id))).body.package,
            (await query({ filter: { id: pkg.id } })).body.packages[0],
          ];
          for (const answer of answers) {
            const [instance] = answer.productInstances;
            for (const field of [
              "countryCode",
              "discountCode",
              "referenceProductInstanceId",
            ]) {
              assert.equal(field in instance, writeOnceEchoed, field);
            }
          }
          // The world behind the API always knows them.
          const [stored] = world.package(pkg.id)?.productInstances ?? [];
          assert.equal(stored?.discountCode, "TEN");
        },
      );
    }
  });

  under(
    { pendingMs: 5000, cancelMs: 700 },
    "the pace of life cycles",
    async ({ send, world }) => {
      const made = await send("POST", CREATE, { products: [mailbox()] });
      const { id } = made.body.package;
      const status = () => world.package(id)?.productInstances[0]?.status;
      world.advance(4999);
      assert.equal(status(), "PENDING");
      world.advance(1);
      assert.equal(status(), "ENABLED");
      await send("DELETE", packagePath(id));
      world.advance(699);
      assert.equal(status(), "PENDING");
      world.advance(1);
      assert.equal(status(), "CANCELED");
    },
  );

  under(
    { pendingMs: 0 },
    "even then the answer of a write says PENDING",
    async ({ send }) => {
      const made = await send("POST", CREATE, { products: [mailbox()] });
      assert.equal(made.body.package.productInstances[0].status, "PENDING");
      const got = await send("GET", packagePath(made.body.package.id));
      assert.equal(got.body.package.productInstances[0].status, "ENABLED");
    },
  );

  describe("requestsPerMinute", () => {
    for (const retryAfter of [false, true]) {
      under(
        { requestsPerMinute: 3, retryAfter },
        "a sliding window per key",
        async ({ send, world }) => {
          const get = (authorization = "one") =>
            send("GET", packagePath(NOBODY), undefined, { authorization });
          for (const status of [404, 404, 404, 429, 429]) {
            assert.equal((await get()).status, status);
            world.advance(1000);
          }
          const refused = await get();
          // The first of the three was let in 5 s ago.
          assert.equal(
            refused.headers.get("retry-after"),
            retryAfter ? "55" : null,
          );
          assert.deepEqual(refused.body, {
            message: "too many requests",
            details: {},
          });
          assert.equal((await get("two")).status, 404);
          world.advance(54_999);
          assert.equal((await get()).status, 429);
          world.advance(1);
          assert.equal((await get()).status, 404);
          assert.equal((await get()).status, 429);
        },
      );
    }

    under(
      { requestsPerMinute: 1 },
      "a throttled write is not carried out",
      async ({ send, world }) => {
        await send("POST", CREATE, { products: [mailbox()] });
        const second = await send("POST", CREATE, { products: [mailbox()] });
        assert.equal(second.status, 429);
        assert.equal(world.counters().packagesBought, 1);
      },
    );
  });

  under({ latencyMs: 40 }, "real time passes", async ({ send }) => {
    const start = Date.now();
    await send("GET", packagePath(NOBODY));
    assert.ok(Date.now() - start >= 35);
  });
});
