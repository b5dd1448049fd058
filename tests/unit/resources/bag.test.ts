import assert from "node:assert/strict";
import fc from "fast-check";
import {
  canonicalJson,
  holdsUnknown,
  mapStrings,
  own,
  propertyPath,
  same,
  UNKNOWN,
  valueAt,
  visible,
  withoutNulls,
} from "../../../provider/src/resources/bag";

/** The same value with the keys of every bag in another order. */
const shuffled = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, one]) => [key, shuffled(one)]),
  );
};

const json = fc.jsonValue({ maxDepth: 4 });

describe("resources/bag: holdsUnknown", () => {
  it("knows what the engine sends", () => {
    assert.equal(UNKNOWN, "04da6b54-80e4-46f7-96ec-b56ff0331ba9");
  });

  const rows: [it: string, value: unknown, holds: boolean][] = [
    ["itself", UNKNOWN, true],
    ["in a bag", { a: UNKNOWN }, true],
    ["in a list", [1, UNKNOWN], true],
    ["deep", { a: [{ b: [{ c: UNKNOWN }] }] }, true],
    ["a text that only holds it", `x${UNKNOWN}`, false],
    ["as a key", { [UNKNOWN]: 1 }, false],
    ["nothing of it", { a: [null, undefined, 0, "", false, {}] }, false],
    ["null", null, false],
    ["undefined", undefined, false],
  ];
  for (const [name, value, holds] of rows) {
    it(name, () => assert.equal(holdsUnknown(value), holds));
  }
});

describe("resources/bag: same", () => {
  const rows: [it: string, one: unknown, other: unknown, equal: boolean][] = [
    [
      "the order of keys",
      { a: 1, b: { c: 2, d: 3 } },
      { b: { d: 3, c: 2 }, a: 1 },
      true,
    ],
    ["the order of a list", [1, 2], [2, 1], false],
    ["null and absent", { a: null }, {}, true],
    ["undefined and absent", { a: undefined }, {}, true],
    ["null and undefined, deep", [{ a: { b: null } }], [{ a: {} }], true],
    ["null and undefined by themselves", null, undefined, true],
    ["an empty bag and absent", { a: {} }, {}, false],
    ["an empty text and absent", { a: "" }, {}, false],
    ["false and absent", { a: false }, {}, false],
    ["a number and its text", { a: 1 }, { a: "1" }, false],
    ["a list and a bag like it", ["x"], { 0: "x" }, false],
    ["one value more", { a: 1 }, { a: 1, b: 2 }, false],
  ];
  for (const [name, one, other, equal] of rows) {
    it(`${name}: ${equal ? "same" : "not same"}`, () => {
      assert.equal(same(one, other), equal);
      assert.equal(same(other, one), equal);
    });
  }

  it("whatever the value, the order of its keys says nothing", () => {
    fc.assert(
      fc.property(json, (value) => {
        assert.ok(same(value, shuffled(value)));
        assert.equal(canonicalJson(value), canonicalJson(shuffled(value)));
      }),
    );
  });

  it("two values with one canonical text are the same, and only they", () => {
    fc.assert(
      fc.property(json, json, (one, other) => {
        const [left, right] = [withoutNulls(one), withoutNulls(other)];
        assert.equal(
          canonicalJson(left) === canonicalJson(right),
          // JSON knows no negative zero.
          same(
            JSON.parse(JSON.stringify(left)),
            JSON.parse(JSON.stringify(right)),
          ),
        );
      }),
    );
  });
});

describe("resources/bag: canonicalJson", () => {
  const rows: [it: string, value: unknown, text: string][] = [
    [
      "sorts keys at any depth",
      { b: 1, a: { d: [{ f: 1, e: 2 }], c: 2 } },
      '{"a":{"c":2,"d":[{"e":2,"f":1}]},"b":1}',
    ],
    ["keeps the order of lists", ["create", 2, 1], '["create",2,1]'],
    [
      "sorts by code unit",
      { b: 1, B: 2, a: 3, _: 4, "1": 5 },
      '{"1":5,"B":2,"_":4,"a":3,"b":1}',
    ],
    ["leaves undefined out", { a: undefined, b: 1 }, '{"b":1}'],
    ["keeps null", { a: null }, '{"a":null}'],
  ];
  for (const [name, value, text] of rows) {
    it(name, () => assert.equal(canonicalJson(value), text));
  }

  it("can be read back", () => {
    fc.assert(
      fc.property(json, (value) => {
        const plain: unknown = JSON.parse(JSON.stringify(value));
        assert.deepEqual(JSON.parse(canonicalJson(value)), plain);
      }),
    );
  });
});

describe("resources/bag: propertyPath", () => {
  const rows: [path: PropertyKey[], text: string][] = [
    [[], ""],
    [["accountId"], "accountId"],
    [["products", "plan", "siteId"], "products.plan.siteId"],
    [["products", "my-plan_2"], "products.my-plan_2"],
    [["products", "my plan"], 'products["my plan"]'],
    [["products", "a.b", "siteId"], 'products["a.b"].siteId'],
    [["products", 'a"b'], 'products["a\\"b"]'],
    [["products", ""], 'products[""]'],
    [["my plan"], '["my plan"]'],
    [["products", "42"], "products.42"],
    [["products", "ü"], 'products["ü"]'],
    [["list", 0, "name"], "list[0].name"],
  ];
  for (const [path, text] of rows) {
    it(JSON.stringify(path), () => assert.equal(propertyPath(path), text));
  }
});

describe("resources/bag: mapStrings", () => {
  const loud = (text: string) => text.toUpperCase();
  const none = () => false;

  it("changes every string at any depth, and nothing else", () => {
    assert.deepEqual(
      mapStrings(
        { a: "x", b: ["y", { c: "z" }], n: 1, f: false, o: null },
        loud,
        none,
      ),
      { a: "X", b: ["Y", { c: "Z" }], n: 1, f: false, o: null },
    );
    assert.equal(mapStrings("x", loud, none), "X");
  });

  it("leaves keys alone, and the values whose path is kept", () => {
    const paths: string[] = [];
    const keep = (path: readonly string[]) => {
      paths.push(path.join("."));
      return path.join(".") === "inner.free";
    };
    assert.deepEqual(
      mapStrings({ free: "x", inner: { free: "y", other: "z" } }, loud, keep),
      { free: "X", inner: { free: "y", other: "Z" } },
    );
    assert.deepEqual(paths, ["free", "inner.free", "inner.other"]);
  });

  it("keeps nothing unless told, and counts the places of a list", () => {
    assert.deepEqual(mapStrings({ a: ["x"] }, loud), { a: ["X"] });
    const keep = (path: readonly string[]) => path.join(".") === "a.1.b";
    assert.deepEqual(mapStrings({ a: [{ b: "x" }, { b: "y" }] }, loud, keep), {
      a: [{ b: "X" }, { b: "y" }],
    });
  });

  it("does not change what it was given", () => {
    const given = { a: ["x"] };
    mapStrings(given, loud, none);
    assert.deepEqual(given, { a: ["x"] });
  });
});

describe("resources/bag: the rest", () => {
  it("withoutNulls takes keys out, not places of a list", () => {
    assert.deepEqual(
      withoutNulls({
        a: null,
        b: undefined,
        c: { d: null, e: 0 },
        f: [null, { g: null }],
      }),
      { c: { e: 0 }, f: [null, {}] },
    );
  });

  it("visible leaves the hidden keys out, at the top only", () => {
    assert.deepEqual(visible({ a: { __b: 1 }, __c: 2, _d: 3, e__: 4 }), {
      a: { __b: 1 },
      _d: 3,
      e__: 4,
    });
  });

  it("own is what the record itself has under a key", () => {
    const record: Record<string, number> = { a: 1, toString: 2 };
    assert.equal(own(record, "a"), 1);
    assert.equal(own(record, "toString"), 2);
    for (const key of ["b", "constructor", "__proto__", "valueOf"])
      assert.equal(own(record, key), undefined, key);
  });

  it("valueAt follows bags and lists, and ends at what is not there", () => {
    const value = { a: [{ b: "x" }], text: "long" };
    assert.equal(valueAt(value, ["a", 0, "b"]), "x");
    assert.equal(valueAt(value, []), value);
    assert.equal(valueAt(value, ["a", 1, "b"]), undefined);
    assert.equal(valueAt(value, ["none", "b"]), undefined);
    assert.equal(valueAt(value, ["text", "length"]), undefined);
    assert.equal(valueAt(undefined, ["a"]), undefined);
  });
});
