import assert from "node:assert/strict";
import fc from "fast-check";
import { inOrder, parseReference } from "../../../sdk/src/setupOrder";

type Packages = Record<
  string,
  { products: Record<string, { reference?: string }> }
>;

const referring = (...references: string[]) => ({
  products: Object.fromEntries(
    ["main", ...references].map((reference, index) => [
      index === 0 ? "main" : `p${index}`,
      index === 0 ? {} : { reference },
    ]),
  ),
});

describe("sdk/setupOrder", () => {
  const orders: [string, Packages, string[]][] = [
    ["nothing", {}, []],
    [
      "no references: as written",
      { b: referring(), a: referring() },
      ["b", "a"],
    ],
    [
      "what is named comes first",
      { domain: referring("web.main"), web: referring() },
      ["web", "domain"],
    ],
    [
      "a chain",
      { c: referring("b.main"), b: referring("a.main"), a: referring() },
      ["a", "b", "c"],
    ],
    [
      "two of one",
      { x: referring("a.main"), a: referring(), y: referring("a.main") },
      ["a", "x", "y"],
    ],
  ];
  for (const [what, packages, order] of orders) {
    it(what, () => assert.deepEqual(inOrder("setup", packages), order));
  }

  const refusals: [string, Packages, RegExp][] = [
    [
      "a circle, named",
      {
        a: referring("b.main"),
        b: referring("c.main"),
        c: referring("a.main"),
      },
      /circle: a -> b -> c -> a/,
    ],
    ["itself", { a: referring("a.main") }, /circle: a -> a/],
    [
      "a package that is not there",
      { a: referring("web.main") },
      /packages\.a\.products\.p1\.reference: the setup has no product "web\.main"; it has "a\.main"/,
    ],
    [
      "a product that is not there",
      { a: referring("b.other"), b: referring() },
      /no product "b\.other"/,
    ],
    [
      "a name of every object",
      { a: referring("constructor.main") },
      /no product/,
    ],
  ];
  for (const [what, packages, words] of refusals) {
    it(`${what}: refused`, () => {
      assert.throws(() => inOrder("setup", packages), words);
    });
  }

  for (const text of ["web", "web.", ".plan", "a.b.c", ""]) {
    it(`${JSON.stringify(text)} is no reference`, () => {
      assert.throws(
        () => parseReference("setup: packages.a", text),
        /expected "package\.product"/,
      );
    });
  }

  it("up to 20 packages without a circle: each once, after all that it names", () => {
    const setups = fc
      .array(fc.array(fc.nat(19), { maxLength: 4 }), { maxLength: 20 })
      .chain((lists) => {
        // Only earlier ones are named, so there is no circle; the program may write them in any order.
        const named = lists.map((list, index) =>
          list.filter((other) => other < index),
        );
        const entries = named.map(
          (list, index) =>
            [
              `k${index}`,
              referring(...list.map((one) => `k${one}.main`)),
            ] as const,
        );
        return fc.shuffledSubarray(entries, {
          minLength: entries.length,
        });
      });
    fc.assert(
      fc.property(setups, (entries) => {
        const packages: Packages = Object.fromEntries(entries);
        const order = inOrder("setup", packages);
        assert.deepEqual([...order].sort(), Object.keys(packages).sort());
        for (const [key, { products }] of Object.entries(packages)) {
          for (const { reference } of Object.values(products)) {
            const first = reference?.split(".")[0];
            if (first === undefined) continue;
            assert.ok(order.indexOf(first) < order.indexOf(key));
          }
        }
      }),
    );
  });
});
