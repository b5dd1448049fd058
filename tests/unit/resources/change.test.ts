import assert from "node:assert/strict";
import {
  type Difference,
  verdict,
} from "../../../provider/src/resources/change";

describe("resources/change: verdict", () => {
  const update: Difference = { path: ["a"], effect: "update" };
  const record: Difference = { path: ["b"], effect: "record" };
  const replace: Difference = { path: ["c", "d"], effect: "replace" };
  const unseen: Difference = { ...record, unseen: true };
  const rows: [
    it: string,
    differences: Difference[],
    changes: boolean | undefined,
    replaces: string[],
  ][] = [
    ["nothing", [], false, []],
    ["an update is for the engine to show", [update], undefined, []],
    ["so is a record", [record], undefined, []],
    ["a replacement is named by its argument", [replace], undefined, ["c"]],
    [
      "two of one argument are one",
      [replace, { ...replace, path: ["c", "e"] }, update],
      undefined,
      ["c"],
    ],
    ["what the engine cannot see is said", [unseen], true, []],
    ["also beside what it sees", [update, unseen, replace], true, ["c"]],
  ];
  for (const [name, differences, changes, replaces] of rows) {
    it(name, () =>
      assert.deepEqual(verdict(differences), { changes, replaces }),
    );
  }
});
