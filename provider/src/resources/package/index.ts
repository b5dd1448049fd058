import { Guid } from "../../wire";
import { type Bag, mapStrings, visible, withoutNulls } from "../bag";
import { schemaFaults } from "../check";
import type { Checked, Diffed, Handler } from "../handler";
import { PackageArgs } from "./args";
import { createPackage } from "./create";
import { deletePackage } from "./delete";
import { type Declared, differences } from "./differences";
import { defaultMark } from "./mark";
import { readPackage } from "./read";
import { argumentFaults, changeFaults } from "./rules";
import { updatePackage } from "./update";

/** A package of paid Wix services: bought, watched until it is usable, adjusted in place, and cancelled. */
export const packageHandler: Handler = {
  check,
  diff,
  create: createPackage,
  read: readPackage,
  update: updatePackage,
  delete: deletePackage,
};

function check(olds: Bag, news: Bag): Checked {
  const args = normalise(visible(news));
  const mark =
    typeof olds.__mark === "string"
      ? olds.__mark
      : defaultMark(typeof news.__urn === "string" ? news.__urn : "");
  const inputs = { ...hidden(news), ...args, __mark: mark };
  return {
    inputs,
    faults: [
      ...schemaFaults(PackageArgs, args),
      ...argumentFaults(args),
      ...changeFaults(declared(olds), declared(inputs)),
    ],
  };
}

/** Free text, which is kept as it was written. */
const FREE_TEXT = new Set(["externalId", "discountCode"]);

/** Wix writes its ids in lower case: one in capitals would look like drift for ever. */
const normalise = (args: Bag): Bag =>
  mapStrings(
    withoutNulls(args),
    (text) => (Guid.safeParse(text).success ? text.toLowerCase() : text),
    FREE_TEXT,
  ) as Bag;

const hidden = (bag: Bag): Bag =>
  Object.fromEntries(
    Object.entries(bag).filter(([key]) => key.startsWith("__")),
  );

const declared = (bag: Bag): Declared => ({
  ...(visible(bag) as Declared),
  mark: typeof bag.__mark === "string" ? bag.__mark : undefined,
  timeouts: bag.__timeouts,
});

function diff(olds: Bag, news: Bag): Diffed {
  const found = differences(declared(olds), declared(news));
  if (found.length === 0) return { changes: false, replaces: [] };
  const replaces = found
    .filter(({ effect }) => effect === "replace")
    .map(({ path }) => path[0] ?? "");
  return { changes: undefined, replaces: [...new Set(replaces)] };
}
