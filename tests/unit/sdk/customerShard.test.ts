import assert from "node:assert/strict";
import { loadCustomers } from "pulumi-wix";
import { inCustomerFolder } from "../../support/customerFolder";

const id = (at: number) =>
  `aaaaaaaa-0000-4000-8000-${String(at).padStart(12, "0")}`;

/** As many customers, in this order of names. */
const customers = (names: readonly string[]) =>
  Object.fromEntries(
    names.map((name, at) => [`customers/${name}.yaml`, `accountId: ${id(at)}`]),
  );

const namesTo = (count: number) =>
  Array.from({ length: count }, (_, at) => `customer-${at}`);

/** The shard of each customer by name, of so many. */
function shards(names: readonly string[], of: number): Map<string, number> {
  return inCustomerFolder(customers(names), () => {
    const found = new Map<string, number>();
    for (let number = 1; number <= of; number++)
      for (const { name } of loadCustomers("customers/*.yaml", {
        shard: `${number}/${of}`,
      })) {
        assert.ok(!found.has(name), `${name} is in two shards`);
        found.set(name, number);
      }
    assert.equal(found.size, names.length, "every customer is in a shard");
    return found;
  });
}

describe("shards of loadCustomers", () => {
  const names = namesTo(800);
  const eight = shards(names, 8);

  it("are about even", () => {
    const sizes = Array.from(
      { length: 8 },
      (_, at) => [...eight.values()].filter((one) => one === at + 1).length,
    );
    for (const size of sizes)
      assert.ok(size > 70 && size < 130, sizes.join(", "));
  });

  it("move nobody when customers come or go", () => {
    const more = shards(
      [...names.slice(0, 790), "another", "a-first-one", "zoo"],
      8,
    );
    for (const name of names.slice(0, 790))
      assert.equal(more.get(name), eight.get(name));
  });

  it("move customers only into a shard more, and about its share of them", () => {
    const moved = [...shards(names, 9)].filter(
      ([name, shard]) => shard !== eight.get(name),
    );
    assert.ok(moved.every(([, shard]) => shard === 9));
    assert.ok(moved.length > 60 && moved.length < 120, `${moved.length}`);
  });

  it("are what they were in every version: a customer that moves would be cancelled", () => {
    assert.deepEqual(
      Object.fromEntries(shards(["bakery", "clinic", "studio"], 4)),
      { bakery: 1, clinic: 1, studio: 4 },
    );
  });

  it("hold faults of customers of other shards too", () => {
    inCustomerFolder(
      { ...customers(["a", "b"]), "customers/c.yaml": "{}" },
      () => {
        for (const shard of ["1/3", "2/3", "3/3"])
          assert.throws(
            () => loadCustomers("customers/*.yaml", { shard }),
            /customers\/c\.yaml:1:1: accountId: is required/,
          );
      },
    );
  });

  for (const shard of [
    "",
    "1",
    "0/2",
    "3/2",
    "1/0",
    "01/2",
    "1/2 ",
    "-1/2",
    "1/10000",
  ])
    it(`refuse ${JSON.stringify(shard)}`, () =>
      inCustomerFolder(customers(["a"]), () =>
        assert.throws(
          () => loadCustomers("customers/*.yaml", { shard }),
          /shard: expected a share such as "3\/8"/,
        ),
      ));
});
