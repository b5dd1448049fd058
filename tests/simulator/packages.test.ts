import assert from "node:assert/strict";
import {
  ACCOUNTS,
  bookings,
  CREATE,
  domain,
  externalIdPath,
  idsOf,
  instancePath,
  mailbox,
  monthly,
  NOBODY,
  of,
  onBlog,
  onShop,
  packagePath,
  plan,
  PRODUCTS,
  proPlan,
  SITES,
  START,
  verdict,
  voucher,
  withSimulator,
  yearly,
  type PackageJson,
} from "./harness";

const statuses = (pkg: PackageJson) =>
  pkg.productInstances.map((each) => each.status);

describe("simulator: packages", () => {
  it("creates a package that is pending, then enabled", () =>
    withSimulator({}, async ({ send, world }) => {
      const made = await send("POST", CREATE, {
        externalId: "sub-42",
        idempotencyKey: "k-1",
        products: [plan(onShop)],
      });
      assert.equal(made.status, 200);
      const { package: pkg, idempotencyKey } = made.body;
      assert.equal(idempotencyKey, "k-1");
      assert.equal(pkg.accountId, ACCOUNTS.bakery);
      assert.equal(pkg.parentAccountId, ACCOUNTS.main);
      assert.equal(pkg.externalId, "sub-42");
      assert.equal(pkg.createdDate, "2026-01-01T00:00:00.000Z");
      assert.match(
        pkg.id,
        /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/,
      );
      const [instance] = pkg.productInstances;
      assert.deepEqual(
        { ...instance, instanceId: undefined },
        {
          instanceId: undefined,
          catalogProductId: PRODUCTS.planBasic,
          siteId: SITES.bakeryShop,
          billingInfo: yearly,
          status: "PENDING",
          countryCode: "BR",
          createdDate: "2026-01-01T00:00:00.000Z",
          updatedDate: "2026-01-01T00:00:00.000Z",
        },
      );

      world.advance(299);
      assert.deepEqual(
        statuses((await send("GET", packagePath(pkg.id))).body.package),
        ["PENDING"],
      );
      world.advance(1);
      const settled = (await send("GET", packagePath(pkg.id))).body.package;
      assert.deepEqual(statuses(settled), ["ENABLED"]);
      assert.equal(settled.updatedDate, "2026-01-01T00:00:00.300Z");
      assert.equal(
        settled.productInstances[0].updatedDate,
        "2026-01-01T00:00:00.300Z",
      );
    }));

  it("lets a product be bought floating, several times, and with its only cycle left out", () =>
    withSimulator({}, async ({ buy }) => {
      const pkg = await buy([mailbox(), mailbox(), voucher()]);
      const [first, second, third] = pkg.productInstances;
      assert.equal("siteId" in first, false);
      assert.notEqual(first.instanceId, second.instanceId);
      assert.deepEqual(third.billingInfo, { type: "ONE_TIME" });
      assert.equal(third.expirationDate, "2027-01-01T00:00:00.000Z");
    }));

  it("settles to what the catalog says", () =>
    withSimulator({}, async ({ buy, world }) => {
      const bought = await buy([of(PRODUCTS.taxService), of(PRODUCTS.broken)]);
      const [tax, broken] = world.package(bought.id)?.productInstances ?? [];
      assert.equal(tax?.status, "AWAITING_ACTION");
      assert.equal(tax?.failure, undefined);
      assert.equal(broken?.status, "FAILED");
      assert.deepEqual(broken?.failure, {
        code: "DELIVERY_TIMEOUT",
        message: "delivery reached its deadline",
      });
    }));

  describe("create is refused", () => {
    const cases: [string, object, string, object?][] = [
      [
        "unknown product",
        { products: [plan({ catalogProductId: NOBODY })] },
        "404 PRODUCT_NOT_FOUND",
      ],
      [
        "unknown account",
        { products: [plan()] },
        "404 ACCOUNT_NOT_FOUND",
        { "wix-account-id": NOBODY },
      ],
      [
        "unknown site",
        { products: [plan({ siteId: NOBODY })] },
        "404 SITE_NOT_FOUND",
      ],
      [
        "foreign site",
        { products: [plan({ siteId: SITES.clinicHome })] },
        "404 SITE_NOT_FOUND",
      ],
      [
        "unknown reference",
        { products: [voucher({ referenceProductInstanceId: NOBODY })] },
        "404 INVALID_REFERENCE_PRODUCT_INSTANCE_ID",
      ],
      [
        "limit",
        {
          products: [
            of(PRODUCTS.scarce),
            of(PRODUCTS.scarce),
            of(PRODUCTS.scarce),
          ],
        },
        "428 PRODUCT_LIMIT_EXCEEDED",
      ],
      [
        "not configured",
        { products: [of(PRODUCTS.notConfigured)] },
        "428 PRODUCT_SETTINGS_NOT_FOUND",
      ],
      [
        "no cycle",
        { products: [plan({ billingInfo: undefined })] },
        "428 MISSING_BILLING_CYCLE",
      ],
      [
        "cycle not supported",
        {
          products: [
            plan({
              billingInfo: {
                type: "RECURRING",
                cycleDuration: { unit: "WEEK", count: 1 },
              },
            }),
          ],
        },
        "428 INCOMPATIBLE_BILLING_CYCLE",
      ],
      [
        "billing type not supported",
        { products: [plan({ billingInfo: { type: "ONE_TIME" } })] },
        "428 INVALID_BILLING_CYCLE",
      ],
      [
        "not resellable",
        { products: [of(PRODUCTS.notResellable)] },
        "428 INVALID_PRODUCTS",
      ],
      [
        "two plans for one site",
        { products: [plan(onShop), proPlan(onShop)] },
        "428 MULTIPLE_PRODUCT_ASSIGNMENTS",
      ],
      [
        "domain without plan",
        { products: [domain(onShop)] },
        "428 PRODUCT_NOT_SUPPORTED_ON_SITE",
      ],
      [
        "domain beside its plan in one package",
        { products: [plan(onShop), domain(onShop)] },
        "428 PRODUCT_NOT_SUPPORTED_ON_SITE",
      ],
      ["no products", { products: [] }, "400 VALIDATION products"],
      [
        "too many products",
        { products: Array.from({ length: 1001 }, () => mailbox()) },
        "400 VALIDATION products",
      ],
      [
        "no country",
        { products: [{ ...mailbox(), countryCode: undefined }] },
        "400 VALIDATION products.0.countryCode",
      ],
      [
        "long external id",
        { products: [mailbox()], externalId: "x".repeat(101) },
        "400 VALIDATION externalId",
      ],
      [
        "long key",
        { products: [mailbox()], idempotencyKey: "x".repeat(101) },
        "400 VALIDATION idempotencyKey",
      ],
      [
        "no key",
        { products: [mailbox()] },
        "401 UNAUTHENTICATED",
        { authorization: undefined },
      ],
      [
        "a scheme word",
        { products: [mailbox()] },
        "401 UNAUTHENTICATED",
        { authorization: "Bearer IST.x" },
      ],
      [
        "no account",
        { products: [mailbox()] },
        "400 VALIDATION wix-account-id",
        { "wix-account-id": undefined },
      ],
    ];
    for (const [name, body, expected, headers] of cases) {
      it(`${name}: ${expected}`, () =>
        withSimulator({}, async ({ send, world }) => {
          const reply = await send("POST", CREATE, body, headers as never);
          assert.equal(verdict(reply), expected);
          assert.equal(world.packages().length, 0);
          assert.equal(world.log().at(-1)?.committed, false);
        }));
    }

    it("a second plan on a site: PRODUCT_TYPE_ALREADY_ASSIGNED, until the first is canceled", () =>
      withSimulator({}, async ({ buy, send, world }) => {
        const first = await buy([plan(onShop)]);
        const again = () =>
          send("POST", CREATE, { products: [proPlan(onShop)] });
        assert.equal(
          verdict(await again()),
          "428 PRODUCT_TYPE_ALREADY_ASSIGNED",
        );
        await send("DELETE", packagePath(first.id));
        assert.equal(
          verdict(await again()),
          "428 PRODUCT_TYPE_ALREADY_ASSIGNED",
        );
        world.advance(300);
        assert.equal(verdict(await again()), "200 OK");
      }));

    it("the limit counts what is live", () =>
      withSimulator({}, async ({ buy, send, world }) => {
        const pkg = await buy([of(PRODUCTS.scarce), of(PRODUCTS.scarce)]);
        const more = () =>
          send("POST", CREATE, { products: [of(PRODUCTS.scarce)] });
        assert.equal(verdict(await more()), "428 PRODUCT_LIMIT_EXCEEDED");
        await send("DELETE", instancePath(pkg.productInstances[0].instanceId));
        world.advance(300);
        assert.equal(verdict(await more()), "200 OK");
      }));
  });

  it("a domain in a second package, free with the plan as its reference, once", () =>
    withSimulator({}, async ({ buy, send }) => {
      const first = await buy([plan(onShop)]);
      const referenceProductInstanceId = first.productInstances[0].instanceId;
      const pkg = await buy([
        domain({ ...onShop, referenceProductInstanceId }),
      ]);
      const [instance] = pkg.productInstances;
      assert.equal(
        instance.referenceProductInstanceId,
        referenceProductInstanceId,
      );
      assert.equal(instance.expirationDate, "2027-01-01T00:00:01.000Z");
      const second = await send("POST", CREATE, {
        products: [voucher({ referenceProductInstanceId })],
      });
      assert.equal(
        verdict(second),
        "404 INVALID_REFERENCE_PRODUCT_INSTANCE_ID",
      );
    }));

  it("a reference must be live, of the same account, able to serve, and used once in a request", () =>
    withSimulator({}, async ({ buy, send }) => {
      const pkg = await buy([plan(), mailbox(), plan()]);
      const [good, box, dead] = idsOf(pkg);
      await send("DELETE", instancePath(dead));
      const refusal = "404 INVALID_REFERENCE_PRODUCT_INSTANCE_ID";
      const used = (
        id: string,
        product = voucher({ referenceProductInstanceId: id }),
      ) => ({ products: [product] });
      assert.equal(verdict(await send("POST", CREATE, used(box))), refusal);
      assert.equal(verdict(await send("POST", CREATE, used(dead))), refusal);
      const unfit = mailbox({ referenceProductInstanceId: good });
      assert.equal(
        verdict(await send("POST", CREATE, used(good, unfit))),
        refusal,
      );
      const twice = [
        voucher({ referenceProductInstanceId: good }),
        voucher({ referenceProductInstanceId: good }),
      ];
      assert.equal(
        verdict(await send("POST", CREATE, { products: twice })),
        refusal,
      );
      const foreign = await send("POST", CREATE, used(good), {
        "wix-account-id": ACCOUNTS.clinic,
      });
      assert.equal(verdict(foreign), refusal);
      assert.equal(verdict(await send("POST", CREATE, used(good))), "200 OK");
    }));

  describe("get", () => {
    it("knows the id and the account of the header", () =>
      withSimulator({}, async ({ buy, send }) => {
        const { id } = await buy([mailbox()]);
        assert.equal(verdict(await send("GET", packagePath(id))), "200 OK");
        const elsewhere = { "wix-account-id": ACCOUNTS.main };
        assert.equal(
          verdict(await send("GET", packagePath(id), undefined, elsewhere)),
          "404 PACKAGE_NOT_FOUND",
        );
        assert.equal(
          verdict(await send("GET", packagePath(NOBODY))),
          "404 PACKAGE_NOT_FOUND",
        );
        assert.equal(
          verdict(await send("GET", packagePath("x"))),
          "400 VALIDATION id",
        );
      }));

    it("answers with a request id and the simulator's date", () =>
      withSimulator({}, async ({ send, world }) => {
        world.advance(90_000);
        const { headers } = await send("GET", packagePath(NOBODY));
        assert.equal(headers.get("date"), "Thu, 01 Jan 2026 00:01:30 GMT");
        assert.equal(
          headers.get("x-wix-request-id"),
          world.log().at(-1)?.requestId,
        );
      }));
  });

  describe("cancel", () => {
    it("package: every instance is pending, then canceled, and stays listed", () =>
      withSimulator({}, async ({ buy, send, world }) => {
        const { id } = await buy([plan(onShop), mailbox()]);
        const reply = await send("DELETE", packagePath(id), {
          idempotencyKey: "c",
        });
        assert.deepEqual(statuses(reply.body.package), ["PENDING", "PENDING"]);
        assert.equal(world.counters().instancesLive, 0);
        world.advance(300);
        const after = await send("GET", packagePath(id));
        assert.deepEqual(statuses(after.body.package), [
          "CANCELED",
          "CANCELED",
        ]);
        assert.equal(
          after.body.package.updatedDate,
          new Date(START + 1300).toISOString(),
        );
      }));

    it("instance: the others stay", () =>
      withSimulator({}, async ({ buy, send, world }) => {
        const { id, productInstances } = await buy([plan(onShop), mailbox()]);
        await send("DELETE", instancePath(productInstances[1].instanceId));
        world.advance(300);
        assert.deepEqual(
          statuses((await send("GET", packagePath(id))).body.package),
          ["ENABLED", "CANCELED"],
        );
      }));

    it("is refused for another account, an unknown id, and no id", () =>
      withSimulator({}, async ({ buy, send }) => {
        const { id, productInstances } = await buy([mailbox()]);
        const elsewhere = { "wix-account-id": ACCOUNTS.main };
        const { instanceId } = productInstances[0];
        const cases: [string, object | undefined, string][] = [
          [packagePath(id), elsewhere, "404 PACKAGE_NOT_FOUND"],
          [packagePath(NOBODY), undefined, "404 PACKAGE_NOT_FOUND"],
          [
            instancePath(instanceId),
            elsewhere,
            "428 PRODUCT_INSTANCE_NOT_FOUND",
          ],
          [instancePath(NOBODY), undefined, "428 PRODUCT_INSTANCE_NOT_FOUND"],
          [instancePath("x"), undefined, "400 VALIDATION instanceId"],
        ];
        for (const [path, headers, expected] of cases) {
          assert.equal(
            verdict(await send("DELETE", path, {}, headers as never)),
            expected,
            path,
          );
        }
      }));

    it("leaves a domain disconnected when its plan goes", () =>
      withSimulator({}, async ({ buy, send, world }) => {
        const first = await buy([plan(onShop)]);
        const second = await buy([domain(onShop)]);
        const disconnected = () =>
          world.package(second.id)?.productInstances[0]?.disconnected;
        assert.equal(disconnected(), false);
        await send("DELETE", packagePath(first.id));
        assert.equal(disconnected(), true);
      }));
  });

  describe("adjust", () => {
    const cases: [string, object, object, string][] = [
      [
        "another tier",
        plan(onShop),
        { catalogProductId: PRODUCTS.planPro },
        "200 OK",
      ],
      ["another cycle", plan(onShop), { billingInfo: monthly }, "200 OK"],
      [
        "both, with a discount",
        plan(),
        {
          catalogProductId: PRODUCTS.planPro,
          billingInfo: monthly,
          discountCode: "TEN",
        },
        "200 OK",
      ],
      [
        "unknown product",
        plan(),
        { catalogProductId: NOBODY },
        "404 PRODUCT_NOT_FOUND",
      ],
      [
        "another type",
        plan(),
        { catalogProductId: PRODUCTS.mailbox },
        "428 INCOMPATIBLE_PRODUCT",
      ],
      [
        "not adjustable",
        bookings(),
        { billingInfo: monthly },
        "428 OPERATION_NOT_SUPPORTED_FOR_PRODUCT",
      ],
      [
        "not resellable",
        plan(),
        { catalogProductId: PRODUCTS.notResellable },
        "428 INVALID_PRODUCTS",
      ],
      [
        "not configured",
        plan(),
        { catalogProductId: PRODUCTS.notConfigured },
        "428 PRODUCT_SETTINGS_NOT_FOUND",
      ],
      [
        "cycle not supported",
        plan(),
        {
          billingInfo: {
            type: "RECURRING",
            cycleDuration: { unit: "DAY", count: 1 },
          },
        },
        "428 INCOMPATIBLE_BILLING_CYCLE",
      ],
      [
        "billing type not supported",
        plan(),
        { billingInfo: { type: "ONE_TIME" } },
        "428 INVALID_BILLING_CYCLE",
      ],
      ["nothing", plan(), {}, "428 MISSING_PRODUCT_DETAILS"],
      [
        "discount alone",
        plan(),
        { discountCode: "TEN" },
        "428 MISSING_PRODUCT_DETAILS",
      ],
      [
        "no cycle",
        plan(),
        { billingInfo: { type: "RECURRING" } },
        "428 MISSING_PRODUCT_DETAILS",
      ],
      [
        "unknown unit",
        plan(),
        {
          billingInfo: {
            type: "RECURRING",
            cycleDuration: { unit: "AEON", count: 1 },
          },
        },
        "400 VALIDATION billingInfo.cycleDuration.unit",
      ],
    ];
    for (const [name, product, body, expected] of cases) {
      it(`${name}: ${expected}`, () =>
        withSimulator({}, async ({ buy, send }) => {
          const pkg = await buy([product]);
          const { instanceId } = pkg.productInstances[0];
          assert.equal(
            verdict(await send("PATCH", instancePath(instanceId), body)),
            expected,
          );
        }));
    }

    it("keeps the instance and its cycle, pending and then enabled", () =>
      withSimulator({}, async ({ buy, send, world }) => {
        const pkg = await buy([plan(onShop)]);
        const { instanceId } = pkg.productInstances[0];
        const reply = await send("PATCH", instancePath(instanceId), {
          catalogProductId: PRODUCTS.planPro,
        });
        const [instance] = reply.body.package.productInstances;
        assert.equal(instance.instanceId, instanceId);
        assert.equal(instance.catalogProductId, PRODUCTS.planPro);
        assert.deepEqual(instance.billingInfo, yearly);
        assert.equal(instance.status, "PENDING");
        world.advance(300);
        assert.equal(
          world.package(pkg.id)?.productInstances[0]?.status,
          "ENABLED",
        );
      }));

    it("a discount code counts only with a product", () =>
      withSimulator({}, async ({ buy, send, world }) => {
        const pkg = await buy([plan()]);
        const path = instancePath(pkg.productInstances[0].instanceId);
        const code = () =>
          world.package(pkg.id)?.productInstances[0]?.discountCode;
        await send("PATCH", path, {
          billingInfo: monthly,
          discountCode: "TEN",
        });
        assert.equal(code(), undefined);
        world.advance(300);
        await send("PATCH", path, {
          catalogProductId: PRODUCTS.planPro,
          discountCode: "TEN",
        });
        assert.equal(code(), "TEN");
      }));

    it("needs a cycle when the old one does not fit", () =>
      withSimulator({}, async ({ buy, send, world }) => {
        const sized = (id: string, units: ("WEEK" | "DAY" | "YEAR")[]) => ({
          id,
          name: id,
          type: "SIZED",
          cycles: units.map((unit) => ({
            type: "RECURRING" as const,
            cycleDuration: { unit, count: 1 },
          })),
        });
        const other = "dddddddd-0000-4000-8000-000000000001";
        world.change(
          { kind: "putProduct", product: sized(NOBODY, ["YEAR"]) },
          { kind: "putProduct", product: sized(other, ["DAY", "WEEK"]) },
        );
        const pkg = await buy([of(NOBODY)]);
        const reply = await send(
          "PATCH",
          instancePath(pkg.productInstances[0].instanceId),
          {
            catalogProductId: other,
          },
        );
        assert.equal(verdict(reply), "428 MISSING_BILLING_CYCLE");
      }));

    it("is refused when the site has left the account, or the type is taken, or the limit reached", () =>
      withSimulator({}, async ({ buy, send, world }) => {
        const roomy = {
          id: NOBODY,
          name: "Roomy",
          type: "SCARCE",
          cycles: [monthly],
        } as never;
        world.change({ kind: "putProduct", product: roomy });
        await buy([of(PRODUCTS.scarce), of(PRODUCTS.scarce)]);
        const third = await buy([{ ...of(NOBODY), ...onShop }]);
        const path = instancePath(third.productInstances[0].instanceId);
        const body = { catalogProductId: PRODUCTS.scarce };
        assert.equal(
          verdict(await send("PATCH", path, body)),
          "428 PRODUCT_LIMIT_EXCEEDED",
        );
        world.change({
          kind: "moveSite",
          siteId: SITES.bakeryShop,
          accountId: ACCOUNTS.clinic,
        });
        assert.equal(
          verdict(await send("PATCH", path, body)),
          "404 SITE_NOT_FOUND",
        );
      }));

    it("is refused for what is pending, canceled, unknown, or of another account", () =>
      withSimulator({}, async ({ buy, send, world }) => {
        const pkg = await buy([plan()]);
        const path = instancePath(pkg.productInstances[0].instanceId);
        const adjust = (headers = {}) =>
          send("PATCH", path, { billingInfo: monthly }, headers);
        assert.equal(
          verdict(await adjust({ "wix-account-id": ACCOUNTS.main })),
          "428 PRODUCT_INSTANCE_NOT_FOUND",
        );
        assert.equal(
          verdict(await adjust({ "wix-account-id": NOBODY })),
          "404 ACCOUNT_NOT_FOUND",
        );
        assert.equal(verdict(await adjust()), "200 OK");
        assert.equal(
          verdict(await adjust()),
          "428 INCOMPATIBLE_PRODUCT_INSTANCE_STATUS",
        );
        await send("DELETE", packagePath(pkg.id));
        world.advance(300);
        assert.equal(
          verdict(await adjust()),
          "428 INCOMPATIBLE_PRODUCT_INSTANCE_STATUS",
        );
        const nobody = await send("PATCH", instancePath(NOBODY), {
          billingInfo: monthly,
        });
        assert.equal(verdict(nobody), "428 PRODUCT_INSTANCE_NOT_FOUND");
      }));
  });

  describe("assign and unassign", () => {
    it("float, assign, move and unassign", () =>
      withSimulator({}, async ({ buy, send, world }) => {
        const pkg = await buy([plan()]);
        const { instanceId } = pkg.productInstances[0];
        for (const [rest, site] of [
          [`/${SITES.bakeryShop}`, SITES.bakeryShop],
          [`/${SITES.bakeryBlog}`, SITES.bakeryBlog],
          ["/unassign", undefined],
        ] as const) {
          const reply = await send("PATCH", instancePath(instanceId, rest), {
            idempotencyKey: rest,
          });
          const [instance] = reply.body.package.productInstances;
          assert.equal(instance.siteId, site);
          assert.equal("siteId" in instance, site !== undefined);
          assert.equal(instance.status, "PENDING");
          world.advance(300);
          assert.equal(
            world.package(pkg.id)?.productInstances[0]?.status,
            "ENABLED",
          );
        }
      }));

    it("a delivery that fails still fails after an assign", () =>
      withSimulator({}, async ({ send, world }) => {
        const made = await send("POST", CREATE, {
          products: [of(PRODUCTS.broken)],
        });
        const { id, productInstances } = made.body.package;
        await send(
          "PATCH",
          instancePath(productInstances[0].instanceId, `/${SITES.bakeryShop}`),
        );
        world.advance(300);
        assert.equal(world.package(id)?.productInstances[0]?.status, "FAILED");
      }));

    it("is refused", () =>
      withSimulator({}, async ({ buy, send, world }) => {
        await buy([plan(onShop)]);
        const pkg = await buy([proPlan(onBlog), domain(), mailbox()]);
        const [pro, name, box] = idsOf(pkg);
        const site = { shop: `/${SITES.bakeryShop}` };
        world.change({ kind: "cancelInstance", instanceId: box });
        const cases: [string, string, string, object?][] = [
          [pro, site.shop, "428 PRODUCT_TYPE_ALREADY_ASSIGNED"],
          [pro, `/${SITES.clinicHome}`, "404 SITE_NOT_FOUND"],
          [pro, `/${NOBODY}`, "404 SITE_NOT_FOUND"],
          [pro, "/x", "400 VALIDATION siteId"],
          [NOBODY, site.shop, "428 PRODUCT_INSTANCE_NOT_FOUND"],
          [
            pro,
            site.shop,
            "428 PRODUCT_INSTANCE_NOT_FOUND",
            { "wix-account-id": ACCOUNTS.main },
          ],
          [
            pro,
            site.shop,
            "404 ACCOUNT_NOT_FOUND",
            { "wix-account-id": NOBODY },
          ],
          [box, site.shop, "428 INCOMPATIBLE_PRODUCT_INSTANCE_STATUS"],
          [box, "/unassign", "428 INCOMPATIBLE_PRODUCT_INSTANCE_STATUS"],
          [name, "/unassign", "428 MISSING_SITE_ID"],
          [NOBODY, "/unassign", "428 PRODUCT_INSTANCE_NOT_FOUND"],
          [
            pro,
            "/unassign",
            "428 PRODUCT_INSTANCE_NOT_FOUND",
            { "wix-account-id": ACCOUNTS.main },
          ],
        ];
        for (const [id, rest, expected, headers] of cases) {
          const reply = await send(
            "PATCH",
            instancePath(id, rest),
            {},
            headers as never,
          );
          assert.equal(verdict(reply), expected, `${id}${rest}`);
        }
        await send("PATCH", instancePath(pro, "/unassign"));
        const domainAlone = await send(
          "PATCH",
          instancePath(name, `/${SITES.bakeryBlog}`),
        );
        assert.equal(verdict(domainAlone), "428 PRODUCT_NOT_SUPPORTED_ON_SITE");
      }));
  });

  describe("update external id", () => {
    for (const externalId of [
      "simple",
      "a/b%c?d#e ü&+%41..",
      "x".repeat(100),
    ]) {
      it(`to ${externalId.slice(0, 20)}`, () =>
        withSimulator({}, async ({ buy, send, world }) => {
          const { id } = await buy([mailbox()]);
          const reply = await send("PATCH", externalIdPath(id, externalId));
          assert.equal(reply.status, 200);
          assert.deepEqual(Object.keys(reply.body), ["updatedPackage"]);
          assert.equal(reply.body.updatedPackage.externalId, externalId);
          assert.equal(
            reply.body.updatedPackage.updatedDate,
            new Date(START + 1000).toISOString(),
          );
          assert.equal(world.package(id)?.externalId, externalId);
        }));
    }

    it("is refused", () =>
      withSimulator({}, async ({ buy, send }) => {
        const { id } = await buy([mailbox()]);
        const long = await send("PATCH", externalIdPath(id, "x".repeat(101)));
        assert.equal(verdict(long), "400 VALIDATION externalId");
        assert.equal(
          verdict(await send("PATCH", externalIdPath(NOBODY, "x"))),
          "404 PACKAGE_NOT_FOUND",
        );
        const foreign = await send(
          "PATCH",
          externalIdPath(id, "x"),
          undefined,
          {
            "wix-account-id": ACCOUNTS.clinic,
          },
        );
        assert.equal(verdict(foreign), "404 PACKAGE_NOT_FOUND");
      }));
  });

  it("unknown routes are loud, the old create among them", () =>
    withSimulator({}, async ({ send, world }) => {
      for (const [method, path] of [
        ["POST", "/resellers/v1/packages"],
        ["GET", "/resellers/v3/anything"],
        ["PUT", packagePath(NOBODY)],
      ] as const) {
        const reply = await send(method, path);
        assert.equal(reply.status, 501);
        assert.match(reply.body.message, new RegExp(`${method} ${path}`));
        assert.equal(world.log().at(-1)?.route, "unknown");
      }
    }));

  it("a body that is no JSON is a 400", () =>
    withSimulator({}, async ({ send }) => {
      assert.equal(
        verdict(await send("POST", CREATE, "{")),
        "400 INVALID_JSON",
      );
    }));

  it("makes the same ids from the same seed", async () => {
    const ids: string[] = [];
    for (const idSeed of [7, 7, 8]) {
      await withSimulator({ idSeed }, async ({ buy }) => {
        ids.push((await buy([mailbox()])).id);
      });
    }
    assert.equal(ids[0], ids[1]);
    assert.notEqual(ids[0], ids[2]);
  });
});
