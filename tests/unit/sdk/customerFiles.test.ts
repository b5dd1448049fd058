import Ajv2020 from "ajv/dist/2020";
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { type Customer, loadCustomers } from "pulumi-wix";
import { parse, stringify } from "yaml";
import { inCustomerFolder } from "../../support/customerFolder";
import { ROOT } from "../../support/layout";

type Setup = Omit<Customer, "name" | "file">;

const schema = new Ajv2020({ allErrors: true }).compile(
  JSON.parse(
    readFileSync(join(ROOT, "sdk/customer.schema.json"), "utf8"),
  ) as object,
);

const load = (text: string): Customer[] =>
  inCustomerFolder({ "customers/shop.yaml": text }, () =>
    loadCustomers("customers/*.yaml"),
  );

const id = fc.uuid();
const key = fc
  .stringMatching(/^[A-Za-z0-9_-]{1,12}$/)
  .filter((text) => text !== "__proto__");
const cycle = fc.oneof(
  fc.constant({ type: "ONE_TIME" as const }),
  fc.record({
    type: fc.constant("RECURRING" as const),
    cycleDuration: fc.record({
      unit: fc.constantFrom("DAY", "WEEK", "MONTH", "YEAR"),
      count: fc.integer({ min: 1, max: 36 }),
    }),
  }),
);
const product = fc.record(
  {
    catalogProductId: id,
    countryCode: fc.stringMatching(/^[A-Z]{2}$/),
    billingInfo: cycle,
    discountCode: fc.string({ minLength: 1, maxLength: 25 }),
    floating: fc.constant(true as const),
  },
  { requiredKeys: ["catalogProductId", "countryCode"] },
);
/** Customers without sites under their products, and without references: what those need beside them, the tables say. */
const customer = fc.record(
  {
    accountId: id,
    sites: fc.dictionary(
      key,
      fc.oneof(
        fc.record({ siteId: id }),
        fc.record(
          {
            siteId: id,
            transferFrom: id,
            enableNotifications: fc.boolean(),
            onDelete: fc.constantFrom("keep", "return"),
          },
          { requiredKeys: ["siteId", "transferFrom"] },
        ),
      ),
      { maxKeys: 3 },
    ),
    packages: fc.dictionary(
      key,
      fc.record(
        {
          products: fc.dictionary(key, product, { minKeys: 1, maxKeys: 4 }),
          externalId: fc.string({ minLength: 1, maxLength: 100 }),
          allowCancel: fc.boolean(),
        },
        { requiredKeys: ["products"] },
      ),
      { maxKeys: 3 },
    ),
  },
  { requiredKeys: ["accountId"] },
);

/** The same value for who reads it: without prototypes that tell generated records apart. */
const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

describe("customer files", () => {
  it("what is written as YAML or JSON comes back as it was, and the schema agrees", () => {
    fc.assert(
      fc.property(customer, fc.boolean(), (generated, json) => {
        const setup = plain(generated);
        const distinct = distinctIds(setup);
        fc.pre(distinct);
        assert.ok(schema(setup), JSON.stringify(schema.errors));
        const text = json ? JSON.stringify(setup) : stringify(setup);
        const [{ name, file, ...loaded } = {} as Customer] = load(text);
        assert.deepEqual(loaded, setup);
        assert.deepEqual([name, file], ["shop", "customers/shop.yaml"]);
      }),
      { numRuns: 300 },
    );
  });

  it("a file that was spoilt anywhere is refused with a place in it, or says something else that the schema takes", () => {
    const refused = { count: 0 };
    fc.assert(
      fc.property(
        customer,
        fc.nat(),
        fc.constantFrom("", ":", "- ", "\t", "&a ", "*b", "{", '"', "0", "\n"),
        (generated, at, spoil) => {
          const text = stringify(plain(generated));
          const place = at % text.length;
          const spoilt = text.slice(0, place) + spoil + text.slice(place + 1);
          try {
            for (const { name: _, file: __, ...setup } of load(spoilt))
              assert.ok(schema(setup), JSON.stringify(schema.errors));
          } catch (error) {
            if (error instanceof assert.AssertionError) throw error;
            refused.count += 1;
            const lines = spoilt.split("\n");
            const told = (error as Error).message.matchAll(
              /^customers\/shop\.yaml:(\d+):(\d+): \S/gm,
            );
            const places = [...told];
            assert.ok(places.length > 0, String(error));
            for (const [, line, column] of places) {
              const length = lines[Number(line) - 1]?.length ?? -1;
              assert.ok(Number(column) <= length + 1, String(error));
            }
          }
        },
      ),
      { numRuns: 500 },
    );
    assert.ok(refused.count > 100, `${refused.count} of 500 refused`);
  });

  const folder = join(ROOT, "examples/fleet/customers");
  for (const file of readdirSync(folder))
    it(`examples/fleet: ${file} names the schema in its first line, and fits it`, () => {
      const text = readFileSync(join(folder, file), "utf8");
      const [, named = ""] =
        /^# yaml-language-server: \$schema=(\S+)\n/.exec(text) ?? [];
      assert.equal(
        readFileSync(join(folder, named), "utf8"),
        readFileSync(join(ROOT, "sdk/customer.schema.json"), "utf8"),
      );
      const value: unknown = parse(text, { merge: true });
      assert.ok(schema(value), JSON.stringify(schema.errors));
    });

  const spoilt: readonly [what: string, value: unknown][] = [
    ["no account", {}],
    ["a key that there is not", { accountId: GUID(), site: {} }],
    [
      "an empty package",
      { accountId: GUID(), packages: { web: { products: {} } } },
    ],
    [
      "onDelete without a transfer",
      { accountId: GUID(), sites: { a: { siteId: GUID(), onDelete: "keep" } } },
    ],
    [
      "a site and none",
      {
        accountId: GUID(),
        sites: { a: { siteId: GUID() } },
        packages: {
          web: {
            products: {
              plan: {
                catalogProductId: GUID(),
                countryCode: "BR",
                site: "a",
                floating: true,
              },
            },
          },
        },
      },
    ],
  ];
  for (const [what, value] of spoilt)
    it(`schema and loading both refuse ${what}`, () => {
      assert.equal(schema(value), false);
      assert.throws(() => load(stringify(value)), /customers\/shop\.yaml:/);
    });
});

function GUID(): string {
  return "aaaaaaaa-0000-4000-8000-000000000001";
}

/** Generated ids seldom meet, but shrinking makes them. */
function distinctIds({ accountId, sites = {}, packages = {} }: Setup): boolean {
  const siteIds = Object.values(sites).map(({ siteId }) => siteId);
  const externalIds = Object.values(packages).flatMap(({ externalId }) =>
    externalId === undefined ? [] : [externalId],
  );
  return (
    new Set(siteIds).size === siteIds.length &&
    new Set(externalIds).size === externalIds.length &&
    Object.values(sites).every(({ transferFrom }) => transferFrom !== accountId)
  );
}
