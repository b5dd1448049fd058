import { type Bag, visible } from "../bag";
import { verdict } from "../change";
import { normalise, schemaFaults } from "../check";
import { hiddenKeys } from "../hidden";
import type { Checked, Handler } from "../handler";
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
  diff: (olds, news) => verdict(differences(declared(olds), declared(news))),
  create: createPackage,
  read: readPackage,
  update: updatePackage,
  delete: deletePackage,
};

function check(olds: Bag, news: Bag): Checked {
  const args = normalise(news, FREE_TEXT);
  const mark =
    typeof olds.__mark === "string"
      ? olds.__mark
      : defaultMark(typeof news.__urn === "string" ? news.__urn : "");
  const inputs = { ...hiddenKeys(news), ...args, __mark: mark };
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

const declared = (bag: Bag): Declared => ({
  ...(visible(bag) as Declared),
  mark: typeof bag.__mark === "string" ? bag.__mark : undefined,
  timeouts: bag.__timeouts,
});
