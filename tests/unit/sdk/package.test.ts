import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Package, type PackageArgs } from "../../../sdk/src";
import { stub } from "../../../sdk/src/stub";
import {
  ACCOUNT,
  guid,
  PACKAGE,
  PLAN,
  SITE,
} from "../../support/packageFixtures";

const TYPE = "pulumi-nodejs:dynamic/wix:Package";
const plan = { catalogProductId: PLAN, countryCode: "BR", siteId: SITE };
const args: PackageArgs<"plan"> = { accountId: ACCOUNT, products: { plan } };

interface Registered {
  readonly type: string;
  readonly name: string;
  readonly id: string | undefined;
  readonly inputs: Record<string, unknown>;
}

describe("sdk/package", () => {
  let registered: Registered[];
  const only = (): Registered => {
    const packages = registered.filter(({ type }) => type === TYPE);
    assert.equal(packages.length, 1);
    const [one] = packages;
    assert.ok(one);
    return one;
  };
  const mocks = (preview: boolean) =>
    pulumi.runtime.setMocks(
      {
        newResource: ({ type, name, id, inputs }) => {
          const sent = inputs as Record<string, unknown>;
          registered.push({ type, name, id, inputs: sent });
          const instances = {
            plan: {
              instanceId: guid("e", 1),
              status: "ENABLED",
              catalogProductId: PLAN,
            },
          };
          return type === TYPE
            ? {
                id: id || PACKAGE,
                state: preview ? {} : { ...sent, instances },
              }
            : { id: `${name}-id`, state: sent };
        },
        call: () => ({}),
      },
      "shop",
      "dev",
      preview,
    );
  beforeEach(async () => {
    registered = [];
    await mocks(false);
  });

  const value = <Value>(output: pulumi.Output<Value>): Promise<Value> =>
    new Promise((resolve) => output.apply(resolve));

  it("passes the arguments, the stub and its own urn", async () => {
    const full = {
      ...args,
      externalId: "mine",
      adopt: PACKAGE,
      allowCancel: true,
    };
    const made = new Package("bakery", full);
    const urn = await value(made.urn);
    assert.equal(urn, `urn:pulumi:dev::shop::${TYPE}::bakery`);
    const { type, name, inputs } = only();
    assert.deepEqual([type, name], [TYPE, "bakery"]);
    assert.deepEqual(inputs, {
      ...full,
      __provider: stub("Package"),
      __urn: urn,
    });
  });

  it("passes nothing of what the program does not say", async () => {
    await value(new Package("bakery", args).urn);
    assert.deepEqual(Object.keys(only().inputs).sort(), [
      "__provider",
      "__urn",
      "accountId",
      "products",
    ]);
  });

  it("waits for what is not known yet", async () => {
    const later = pulumi.output(Promise.resolve(ACCOUNT));
    await value(new Package("bakery", { ...args, accountId: later }).urn);
    assert.equal(only().inputs.accountId, ACCOUNT);
  });

  describe("protect", () => {
    const protectOf = (
      more: Partial<PackageArgs<"plan">>,
      options: pulumi.CustomResourceOptions = {},
    ) => {
      let seen: pulumi.ResourceOptions | undefined;
      new Package(
        "bakery",
        { ...args, ...more },
        {
          ...options,
          transformations: [
            ({ opts }) => {
              seen = opts;
              return undefined;
            },
          ],
        },
      );
      assert.ok(seen);
      return "protect" in seen ? seen.protect : "not said";
    };
    const rows: [
      it: string,
      allowCancel: boolean | undefined,
      protect: boolean | undefined,
      found: unknown,
    ][] = [
      ["is on by default", undefined, undefined, true],
      ["is on with allowCancel: false", false, undefined, true],
      ["is left to the parent with allowCancel", true, undefined, "not said"],
      ["is off when the options say so", undefined, false, false],
      [
        "is off when the options say so, with allowCancel: false",
        false,
        false,
        false,
      ],
      ["is on when the options say so, with allowCancel", true, true, true],
    ];
    for (const [name, allowCancel, protect, found] of rows) {
      it(name, () => {
        const more = allowCancel === undefined ? {} : { allowCancel };
        assert.equal(
          protectOf(more, protect === undefined ? {} : { protect }),
          found,
        );
      });
    }
  });

  describe("customTimeouts", () => {
    const timeoutsOf = async (customTimeouts: pulumi.CustomTimeouts) => {
      await value(new Package("bakery", args, { customTimeouts }).urn);
      return only().inputs.__timeouts;
    };
    it("travel as seconds", async () => {
      assert.deepEqual(
        await timeoutsOf({ create: "10m", update: "90s", delete: "1h30m" }),
        { create: 600, update: 90, delete: 5_400 },
      );
    });
    it("travel only where they are said", async () => {
      assert.deepEqual(await timeoutsOf({ delete: "5m" }), { delete: 300 });
    });
    it("that cannot be read are refused when the program runs", () => {
      assert.throws(
        () =>
          new Package("bakery", args, { customTimeouts: { create: "soon" } }),
        /got "soon"/,
      );
    });
  });

  describe("instanceId", () => {
    it("is the id of the instance of a product", async () => {
      const made = new Package("bakery", args);
      assert.equal(await value(made.instanceId("plan")), guid("e", 1));
      // @ts-expect-error -- no product has this key
      assert.ok(() => made.instanceId("plam"));
    });

    it("is not known in a preview, and breaks nothing there", async () => {
      await mocks(true);
      const made = new Package("bakery", args);
      const id = made.instanceId("plan") as pulumi.Output<string> & {
        readonly isKnown: Promise<boolean>;
      };
      assert.equal(await id.isKnown, false);
    });
  });

  describe("inside a component", () => {
    class Shop extends pulumi.ComponentResource {
      readonly inner: Package<"plan">;
      constructor(name: string, options?: pulumi.ComponentResourceOptions) {
        super("my:index:Shop", name, {}, options);
        this.inner = new Package(`${name}-plan`, args, { parent: this });
        this.registerOutputs({ inner: this.inner });
      }
    }
    class Mall extends pulumi.ComponentResource {
      readonly shop: Shop;
      constructor(name: string) {
        super("my:index:Mall", name);
        this.shop = new Shop(`${name}-shop`, { parent: this });
        this.registerOutputs({});
      }
    }

    it("its urn has the type of the parent, and nobody waits for himself", async () => {
      const { inner } = new Shop("bakery");
      const urn = await value(inner.urn);
      assert.equal(
        urn,
        `urn:pulumi:dev::shop::my:index:Shop$${TYPE}::bakery-plan`,
      );
      assert.equal(only().inputs.__urn, urn);
    });

    it("two components deep, too", async () => {
      const { shop } = new Mall("west");
      await value(shop.inner.urn);
      // The urn of the mocks itself forgets all but the nearest parent.
      assert.equal(
        only().inputs.__urn,
        `urn:pulumi:dev::shop::my:index:Mall$my:index:Shop$${TYPE}::west-shop-plan`,
      );
    });

    it("in a preview, too", async () => {
      await mocks(true);
      await value(new Shop("bakery").inner.urn);
      assert.equal(
        only().inputs.__urn,
        `urn:pulumi:dev::shop::my:index:Shop$${TYPE}::bakery-plan`,
      );
    });
  });

  describe("get", () => {
    it("reads by id and account, unprotected, without products", async () => {
      const found = Package.get("other", PACKAGE, { accountId: ACCOUNT });
      assert.equal(await value(found.id), PACKAGE);
      const { id, inputs } = only();
      assert.equal(id, PACKAGE);
      assert.equal(inputs.accountId, ACCOUNT);
      assert.equal(inputs.__provider, stub("Package"));
    });
  });
});
