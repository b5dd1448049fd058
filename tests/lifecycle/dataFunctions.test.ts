import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  ACCOUNTS,
  PRODUCTS,
  type Simulator,
  SITES,
  startSimulator,
} from "pulumi-wix-simulator";
import * as wix from "../../sdk/src";
import { mailbox, plan } from "../support/packages";

const VARIABLES = [
  "WIX_API_KEY",
  "WIX_ACCOUNT_ID",
  "WIX_API_BASE_URL",
] as const;
const guid = (family: string, number: number) =>
  `${family.repeat(8)}-0000-4000-8000-${String(number).padStart(12, "0")}`;

describe("data functions", () => {
  let simulator: Simulator;
  const variables = VARIABLES.map((name) => [name, process.env[name]] as const);

  beforeEach(async () => {
    simulator = await startSimulator();
    Object.assign(process.env, {
      WIX_API_KEY: "a-key",
      WIX_ACCOUNT_ID: ACCOUNTS.main,
      WIX_API_BASE_URL: simulator.url,
    });
    // A run of its own, so that the client is that of this simulator.
    await pulumi.runtime.setMocks({
      newResource: ({ name, inputs }) => ({
        id: name,
        state: inputs as object,
      }),
      call: () => ({}),
    });
    for (const [number, accountId, status] of [
      [1, ACCOUNTS.bakery, "ENABLED"],
      [2, ACCOUNTS.bakery, "CANCELED"],
      [3, ACCOUNTS.clinic, "ENABLED"],
    ] as const)
      simulator.world.change({
        kind: "putPackage",
        package: {
          id: guid("d", number),
          accountId,
          externalId: `customer-${number}`,
          productInstances: [
            {
              ...(accountId === ACCOUNTS.bakery ? plan : mailbox),
              instanceId: guid("e", number),
              status,
            },
          ],
        },
      });
    simulator.world.clearLog();
  });
  afterEach(async () => {
    await simulator.close();
    for (const [name, value] of variables) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });

  const ids = (found: readonly wix.PackageResult[]) =>
    found.map(({ packageId }) => packageId).sort();
  const value = <Value>(output: pulumi.Output<Value>): Promise<Value> =>
    new Promise((resolve) => output.apply(resolve));

  it("getPackage: one package with its instances, a cancelled one too", async () => {
    const found = await wix.getPackage({
      packageId: guid("d", 2),
      accountId: ACCOUNTS.bakery,
    });
    const [instance] = found.productInstances;
    assert.equal(found.externalId, "customer-2");
    assert.deepEqual(
      [instance?.instanceId, instance?.status, instance?.siteId],
      [guid("e", 2), "CANCELED", SITES.bakeryShop],
    );
    // What Wix does not tell is not there, rather than undefined.
    assert.ok(!Object.values(instance ?? {}).includes(undefined));
  });

  it("getPackage: of another account, or missing: an error that names both", async () => {
    await assert.rejects(
      wix.getPackage({ packageId: guid("d", 3), accountId: ACCOUNTS.bakery }),
      new RegExp(`no package ${guid("d", 3)} in account ${ACCOUNTS.bakery}`),
    );
  });

  const narrowed: readonly [string, wix.GetPackagesArgs, number[]][] = [
    ["nothing", {}, [1, 2, 3]],
    ["an account", { accountId: ACCOUNTS.bakery }, [1, 2]],
    ["an external id", { externalId: "customer-3" }, [3]],
    ["a status", { status: "ENABLED" }, [1, 3]],
    [
      "all of them",
      {
        accountId: ACCOUNTS.bakery,
        externalId: "customer-1",
        status: "ENABLED",
      },
      [1],
    ],
    ["what nobody has", { externalId: "nobody's" }, []],
  ];
  for (const [by, args, numbers] of narrowed) {
    it(`getPackages narrowed by ${by}`, async () => {
      assert.deepEqual(
        ids(await wix.getPackages(args)),
        numbers.map((number) => guid("d", number)),
      );
      const reads = simulator.world.log();
      assert.ok(reads.every(({ kind }) => kind === "read"));
    });
  }

  it("getProductInstance: with its package and its site", async () => {
    const found = await wix.getProductInstance({
      productInstanceId: guid("e", 1),
      accountId: ACCOUNTS.bakery,
    });
    assert.equal(found.packageId, guid("d", 1));
    assert.equal(found.catalogProductId, PRODUCTS.planBasic);
    assert.equal(found.siteId, SITES.bakeryShop);
  });

  it("getProductInstance: one that no package of the account holds is an error", async () => {
    await assert.rejects(
      wix.getProductInstance({
        productInstanceId: guid("e", 1),
        accountId: ACCOUNTS.clinic,
      }),
      /no package of account .* holds product instance/,
    );
  });

  for (const parentSeesSubAccountSites of [false, true]) {
    it(`getSites: those that the account owns, of all namespaces; the main account ${parentSeesSubAccountSites ? "sees" : "does not see"} the others'`, async () => {
      simulator.world.settings({ parentSeesSubAccountSites });
      const owned = async (accountId: string) =>
        (await wix.getSites({ accountId })).map(({ siteId }) => siteId).sort();
      assert.deepEqual(await owned(ACCOUNTS.studio), [SITES.studioHeadless]);
      assert.deepEqual(await owned(ACCOUNTS.bakery), [
        SITES.bakeryShop,
        SITES.bakeryBlog,
      ]);
      assert.deepEqual(await owned(ACCOUNTS.main), []);
    });
  }

  it("getChildAccounts: every sub-account, page by page, each once", async () => {
    for (let number = 1; number <= 120; number += 1)
      simulator.world.change({
        kind: "putAccount",
        account: { id: guid("f", number), parentAccountId: ACCOUNTS.main },
      });
    const found = await wix.getChildAccounts();
    assert.equal(found.length, 124);
    assert.equal(new Set(found.map(({ accountId }) => accountId)).size, 124);
  });

  it("each has a twin for inputs that are known later", async () => {
    const accountId = pulumi.output(ACCOUNTS.bakery);
    const [one, all, instance, sites, children] = await Promise.all([
      value(wix.getPackageOutput({ packageId: guid("d", 1), accountId })),
      value(wix.getPackagesOutput({ accountId })),
      value(
        wix.getProductInstanceOutput({
          productInstanceId: pulumi.output(guid("e", 1)),
          accountId,
        }),
      ),
      value(wix.getSitesOutput({ accountId })),
      value(wix.getChildAccountsOutput()),
    ]);
    assert.equal(one.externalId, "customer-1");
    assert.equal(all.length, 2);
    assert.equal(instance.packageId, guid("d", 1));
    assert.equal(sites.length, 2);
    assert.equal(children.length, 4);
  });

  it("without a key: an error that names the variable, and no request", async () => {
    delete process.env.WIX_API_KEY;
    await assert.rejects(wix.getPackages(), /WIX_API_KEY/);
    assert.deepEqual(simulator.world.log(), []);
  });
});
