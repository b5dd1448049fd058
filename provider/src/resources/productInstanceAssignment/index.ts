import { type Bag, holdsUnknown, same } from "../bag";
import { type Difference, verdict } from "../change";
import { normalise, schemaFaults } from "../check";
import type { Checked, Handler } from "../handler";
import { hiddenKeys, optionDifferences } from "../hidden";
import { ASSIGNMENT_CHANGES, AssignmentArgs } from "./args";
import {
  createAssignment,
  deleteAssignment,
  readAssignment,
  updateAssignment,
} from "./verbs";

/** A product instance that sits on a site. */
export const productInstanceAssignmentHandler: Handler = {
  check,
  diff: (olds, news) => verdict(differences(olds, news)),
  create: createAssignment,
  read: readAssignment,
  update: updateAssignment,
  delete: deleteAssignment,
};

function check(_olds: Bag, news: Bag): Checked {
  const args = normalise(news);
  return {
    inputs: { ...hiddenKeys(news), ...args },
    faults: schemaFaults(AssignmentArgs, args),
  };
}

/**
 * What differs between the state and the program. An instance that is elsewhere than on its site is drift, healed by an update.
 *
 * An unknown value never forces a replacement: otherwise every upgrade of a package would show the assignments on it as
 * replaced, because its outputs are unknown in a preview.
 */
export function differences(olds: Bag, news: Bag): Difference[] {
  const found: Difference[] = [];
  for (const name of Object.keys(
    ASSIGNMENT_CHANGES,
  ) as (keyof AssignmentArgs)[]) {
    // Found by a query when the program does not say it: then the state's is no difference.
    if (name === "packageId" && news[name] === undefined && !says(olds, name))
      continue;
    if (same(olds[name], news[name])) continue;
    if (name === "siteId" && same(olds.__liveSiteId, news.siteId)) {
      found.push({ path: [name], effect: "record", unseen: true });
      continue;
    }
    const declared = ASSIGNMENT_CHANGES[name];
    const open = declared === "replace" && holdsUnknown(news[name]);
    found.push({ path: [name], effect: open ? "update" : declared });
  }
  found.push(...optionDifferences(olds, news));
  const replaced = found.some(({ effect }) => effect === "replace");
  if (!replaced && !same(olds.__liveSiteId, news.siteId))
    found.push({ path: ["siteId"], effect: "update" });
  return found;
}

const says = ({ __managed }: Bag, name: string): boolean =>
  Array.isArray(__managed) && __managed.includes(name);
