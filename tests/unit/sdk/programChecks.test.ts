import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import * as wix from "../../../sdk/src";
import { mockedInstanceId, runMocked } from "../../support/mockedProgram";

const RUNS = 60;

/** A product as it is drawn: where it is said to be, and which of the instances before it makes it free. */
interface DrawnProduct {
  readonly place: "none" | "site" | "floating";
  readonly assigned: "no" | "by output" | "by id";
  readonly reference: number | undefined;
}

interface DrawnPackage {
  readonly account: number;
  readonly externalId: number | undefined;
  readonly late: boolean;
  readonly products: readonly DrawnProduct[];
}

const drawnProduct: fc.Arbitrary<DrawnProduct> = fc.record({
  place: fc.constantFrom("none", "site", "floating"),
  assigned: fc.constantFrom("no", "by output", "by id"),
  reference: fc.option(fc.nat(), { nil: undefined }),
});
const drawnProgram = fc.record({
  packages: fc.array(
    fc.record({
      account: fc.nat(3),
      externalId: fc.option(fc.nat(5), { nil: undefined }),
      late: fc.boolean(),
      products: fc.array(drawnProduct, { minLength: 1, maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 20 },
  ),
  transfers: fc.nat(4),
});
type DrawnProgram = { packages: DrawnPackage[]; transfers: number };

const product = { catalogProductId: "c", countryCode: "BR" };
const keyOf = (index: number) => `p${index}`;

/** Declares what was drawn, leaving out what would say a thing twice. */
function declare({ packages, transfers }: DrawnProgram): void {
  const takenIds = new Set<string>();
  const free: pulumi.Output<string>[] = [];
  for (let index = 0; index < transfers; index += 1)
    transfer(`transfer${index}`, `site${index}`);
  for (const [index, drawn] of packages.entries()) {
    const name = `package${index}`;
    const mark = `${drawn.account}/${drawn.externalId}`;
    const isFresh = drawn.externalId !== undefined && !takenIds.has(mark);
    takenIds.add(mark);
    const products = Object.fromEntries(
      drawn.products.map(({ place, reference }, at) => [
        keyOf(at),
        {
          ...product,
          ...(place === "site" ? { siteId: `site${at}` } : {}),
          ...(place === "floating" ? { floating: true as const } : {}),
          ...(reference === undefined || free.length === 0
            ? {}
            : {
                referenceProductInstanceId: free.splice(
                  reference % free.length,
                  1,
                )[0] as pulumi.Output<string>,
              }),
        },
      ]),
    );
    const accountId = `account${drawn.account}`;
    const made = new wix.Package(name, {
      accountId: drawn.late ? pulumi.output(accountId) : accountId,
      products,
      ...(isFresh ? { externalId: `external${drawn.externalId}` } : {}),
    });
    for (const [at, { place, assigned }] of drawn.products.entries()) {
      free.push(made.instanceId(keyOf(at)));
      if (place !== "none" || assigned === "no") continue;
      assign(
        `${name}-${keyOf(at)}`,
        assigned === "by id"
          ? mockedInstanceId(name, keyOf(at))
          : made.instanceId(keyOf(at)),
      );
    }
  }
}

const transfer = (name: string, siteId: pulumi.Input<string>) =>
  new wix.SiteTransfer(name, {
    siteId,
    sourceAccountId: "agency",
    targetAccountId: "account0",
  });
const assign = (name: string, productInstanceId: pulumi.Input<string>) =>
  new wix.ProductInstanceAssignment(name, {
    accountId: "account0",
    productInstanceId,
    siteId: "anywhere",
  });
const pack = (
  name: string,
  products: Record<string, wix.ProductArgs>,
  externalId?: string,
) =>
  new wix.Package(name, {
    accountId: "planted",
    products,
    ...(externalId === undefined ? {} : { externalId }),
  });

interface Planted {
  readonly words: RegExp;
  readonly names: readonly string[];
  /** The first part is declared before the rest of the program, the second after it. */
  readonly first: () => () => void;
}

const PLANTED: Readonly<Record<string, Planted>> = {
  "two assignments of one instance": {
    words: /both assign the same product instance/,
    names: ["ProductInstanceAssignment", "plantedA", "plantedB"],
    first: () => {
      const holder = pack("holder", { m: product });
      assign("plantedA", holder.instanceId("m"));
      return () => assign("plantedB", holder.instanceId("m"));
    },
  },
  "one reference twice": {
    words: /each instance serves as a reference once/,
    names: ["Package", "plantedA", "plantedB"],
    first: () => {
      const referenceProductInstanceId = pack("holder", {
        m: product,
      }).instanceId("m");
      const freed = { ...product, referenceProductInstanceId };
      pack("plantedA", { f: freed });
      return () => pack("plantedB", { f: freed });
    },
  },
  "a placed product that is assigned": {
    words: /both say where the same product instance sits/,
    names: ["plantedA", "plantedB"],
    first: () => {
      const placed = pack("plantedA", { m: { ...product, floating: true } });
      return () => assign("plantedB", placed.instanceId("m"));
    },
  },
  "one externalId in one account": {
    words: /same externalId in one account/,
    names: ["Package", "plantedA", "plantedB"],
    first: () => {
      pack("plantedA", { m: product }, "twice");
      return () => pack("plantedB", { m: product }, "twice");
    },
  },
  "two transfers of one site": {
    words: /both transfer the same site/,
    names: ["SiteTransfer", "plantedA", "plantedB"],
    first: () => {
      transfer("plantedA", "planted");
      return () => transfer("plantedB", pulumi.output("planted"));
    },
  },
};

describe("sdk: what two resources of a program may not both say", function () {
  this.timeout(120_000);

  it("none of the five checks fires on a correct program of up to 20 packages", async () => {
    await fc.assert(
      fc.asyncProperty(drawnProgram, async (drawn) => {
        const { errors, registered } = await runMocked(() => declare(drawn));
        assert.deepEqual(errors, []);
        const packages = registered.filter((name) => /^package\d+$/.test(name));
        assert.equal(packages.length, drawn.packages.length);
      }),
      { numRuns: RUNS },
    );
  });

  for (const [what, { words, names, first }] of Object.entries(PLANTED)) {
    it(`${what}, planted anywhere: just that is found, and both are named`, async () => {
      await fc.assert(
        fc.asyncProperty(drawnProgram, async (drawn) => {
          const { errors } = await runMocked(() => {
            const second = first();
            declare(drawn);
            second();
          });
          assert.notEqual(errors.length, 0);
          for (const error of errors) {
            assert.match(error, words);
            for (const name of names) assert.ok(error.includes(name), error);
          }
        }),
        { numRuns: RUNS / 4 },
      );
    });
  }

  const drawnSetups = fc.array(
    fc.record({
      account: fc.nat(2),
      transferred: fc.boolean(),
      domains: fc.nat(3),
    }),
    { minLength: 1, maxLength: 10 },
  );

  it("none fires on correct setups, with references from package to package", async () => {
    await fc.assert(
      fc.asyncProperty(drawnSetups, async (setups) => {
        const { errors } = await runMocked(() => {
          for (const [index, drawn] of setups.entries()) setup(index, drawn);
        });
        assert.deepEqual(errors, []);
      }),
      { numRuns: RUNS },
    );
  });

  it("two setups that transfer one site: found, and both transfers are named", async () => {
    const drawn = { account: 0, transferred: true, domains: 1 };
    const { errors } = await runMocked(() => {
      setup(1, drawn);
      setup(2, drawn, "site1");
    });
    assert.equal(errors.length, 1);
    assert.match(
      errors[0] ?? "",
      /"setup1-site" and .*"setup2-site".*both transfer/,
    );
  });
});

/** A customer with a plan for each domain, which is free because of it. */
function setup(
  index: number,
  drawn: { account: number; transferred: boolean; domains: number },
  siteId = `site${index}`,
): void {
  const pairs = Array.from({ length: drawn.domains }, (_, at) => at);
  new wix.CustomerSetup<
    Record<string, wix.SetupSite>,
    Record<string, wix.SetupPackage>
  >(`setup${index}`, {
    accountId: `account${drawn.account}`,
    sites: {
      site: {
        siteId,
        ...(drawn.transferred ? { transferFrom: "agency" } : {}),
      },
    },
    packages: Object.fromEntries<wix.SetupPackage>(
      pairs.flatMap((at): [string, wix.SetupPackage][] => [
        [
          `name${at}`,
          { products: { domain: { ...product, reference: `web${at}.plan` } } },
        ],
        [
          `web${at}`,
          {
            externalId: `external${index}-${at}`,
            products: { plan: { ...product, site: "site" } },
          },
        ],
      ]),
    ),
  });
}
