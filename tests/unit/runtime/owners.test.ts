import assert from "node:assert/strict";
import { createOwners } from "../../../provider/src/runtime/owners";

const OBJECT = "Package 1";
const [one, other] = [{ __urn: "urn:one" }, { __urn: "urn:other" }];

describe("runtime/owners: may this resource's object be deleted?", () => {
  const rows: [
    it: string,
    heard: (owners: ReturnType<typeof createOwners>) => void,
    another: boolean,
  ][] = [
    ["nothing was heard of it", () => undefined, false],
    [
      "the engine asked about this resource",
      (owners) => owners.asked(OBJECT, one, one),
      false,
    ],
    [
      "the engine asked about another one",
      (owners) => owners.asked(OBJECT, other, other),
      true,
    ],
    [
      "the engine asked about both",
      (owners) => {
        owners.asked(OBJECT, one, one);
        owners.asked(OBJECT, other, other);
      },
      false,
    ],
    [
      "it was renamed with alias",
      (owners) => owners.asked(OBJECT, one, other),
      false,
    ],
    ["another one made it", (owners) => owners.made(OBJECT, other), true],
    [
      "it was made under the same name just now: the old one was replaced",
      (owners) => owners.made(OBJECT, one),
      true,
    ],
    [
      "another object was made",
      (owners) => owners.made("Package 2", other),
      false,
    ],
    [
      "the same id of another kind was made",
      (owners) => owners.made("SiteTransfer 1", other),
      false,
    ],
    [
      "another object was asked about",
      (owners) => owners.asked("Package 2", other, other),
      false,
    ],
  ];
  for (const [name, heard, another] of rows) {
    it(`${name}: ${another ? "no" : "yes"}`, () => {
      const owners = createOwners();
      heard(owners);
      assert.equal(owners.hasAnother(OBJECT, one), another);
    });
  }

  it("what one process heard, another has not", () => {
    createOwners().made(OBJECT, other);
    assert.equal(createOwners().hasAnother(OBJECT, one), false);
  });
});
