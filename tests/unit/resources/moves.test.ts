import assert from "node:assert/strict";
import fc from "fast-check";
import {
  createMoves,
  type Move,
  mustYield,
} from "../../../provider/src/resources/moves";

/** `a: X>Y`: instance `a` sits on X and waits for Y; `a: >Y` is floating. */
const move = (text: string): Move => {
  const [instanceId = "", from = "", to = ""] = text.split(/: ?|>/);
  return { instanceId, from: from === "" ? undefined : from, to };
};

describe("resources/moves: mustYield", () => {
  const rows: [it: string, moves: string[], yielding: string[]][] = [
    ["nobody else waits", ["a: X>Y"], []],
    ["two that swap: the smallest", ["b: X>Y", "a: Y>X"], ["a"]],
    ["three in a circle: the smallest", ["c: X>Y", "a: Y>Z", "b: Z>X"], ["a"]],
    ["a queue is no circle", ["a: X>Y", "b: Y>Z", "c: Z>W"], []],
    [
      "one that waits for a circle is not part of it",
      ["a: W>X", "c: X>Y", "b: Y>X"],
      ["b"],
    ],
    ["a floating one holds no site up", ["a: >X", "b: X>Y", "c: Y>X"], ["b"]],
    [
      "two circles: the smallest of each",
      ["a: X>Y", "b: Y>X", "d: P>Q", "c: Q>P"],
      ["a", "c"],
    ],
    ["two that wait for one site", ["a: X>Y", "b: Z>Y"], []],
  ];
  for (const [name, texts, yielding] of rows) {
    it(name, () => {
      const moves = texts.map(move);
      const found = moves.filter((one) => mustYield(one, moves));
      assert.deepEqual(
        found.map(({ instanceId }) => instanceId).sort(),
        yielding,
      );
    });
  }

  it("one of every circle goes first, whatever the order of the moves, and none without need", () => {
    // Each site holds one instance, and each instance wants the site that the permutation gives it.
    const permutation = fc.shuffledSubarray(["P", "Q", "R", "S", "T"], {
      minLength: 5,
    });
    fc.assert(
      fc.property(permutation, permutation, (targets, order) => {
        const sites = ["P", "Q", "R", "S", "T"];
        const to = (site: string) => targets[sites.indexOf(site)] ?? "";
        const moves = order
          .filter((site) => to(site) !== site)
          .map((site): Move => ({
            instanceId: site.toLowerCase(),
            from: site,
            to: to(site),
          }));
        const circleOf = (site: string): string[] => {
          const circle = [site];
          for (let at = to(site); at !== site; at = to(at)) circle.push(at);
          return circle.sort();
        };
        const wanted = new Set(
          moves.map(({ from = "" }) => circleOf(from)[0]?.toLowerCase()),
        );
        const found = moves.filter((one) => mustYield(one, moves));
        assert.deepEqual(
          new Set(found.map(({ instanceId }) => instanceId)),
          wanted,
        );
      }),
    );
  });
});

describe("resources/moves: createMoves", () => {
  it("knows who waits, until he is done", () => {
    const moves = createMoves();
    const one = moves.wait(move("a: X>Y"));
    assert.equal(one.yields(), false);
    const other = moves.wait(move("b: Y>X"));
    assert.deepEqual([one.yields(), other.yields()], [true, false]);
    other.done();
    assert.equal(one.yields(), false);
  });

  it("those of another process are not known", () => {
    createMoves().wait(move("b: Y>X"));
    assert.equal(createMoves().wait(move("a: X>Y")).yields(), false);
  });
});
