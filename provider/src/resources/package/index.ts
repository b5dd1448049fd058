import { type Bag, visible } from "../bag";
import { verdict } from "../change";
import { normalise, schemaFaults } from "../check";
import { hiddenKeys } from "../hidden";
import type { Checked, Fault, Handler } from "../handler";
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
  const args = normalise(news, isFreeText);
  const mark = markOf(olds, news, args);
  const inputs = { ...hiddenKeys(news), ...args, __mark: mark };
  return {
    inputs,
    faults: [
      ...schemaFaults(PackageArgs, args),
      ...argumentFaults(args),
      ...(mark === "" ? [NO_MARK] : []),
      ...changeFaults(declared(olds), declared(inputs)),
    ],
  };
}

const isFreeText = (path: readonly string[]): boolean =>
  path.join(".") === "externalId" ||
  (path.length === 3 && path[2] === "discountCode");

/** The default mark is made once and carried over ever after: a rename with alias changes nothing at Wix. */
function markOf(olds: Bag, news: Bag, { externalId }: Bag): string {
  if (typeof olds.__mark === "string") return olds.__mark;
  if (typeof news.__urn === "string") return defaultMark(news.__urn);
  return typeof externalId === "string" ? externalId : "";
}

/** Two packages without a mark of their own would be taken for one. */
const NO_MARK: Fault = {
  property: "externalId",
  reason:
    "is required of a resource that does not come from pulumi-wix: there is no URN to make a mark of",
};

const declared = (bag: Bag): Declared => ({
  ...(visible(bag) as Declared),
  mark: typeof bag.__mark === "string" ? bag.__mark : undefined,
  timeouts: bag.__timeouts,
  ignored: bag.__ignored,
});
