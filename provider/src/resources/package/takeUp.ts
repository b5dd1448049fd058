import type { Package } from "../../wire";
import type { Answered } from "../../wix";
import { type Made, Refused } from "../handler";
import { isDead, siteOf } from "../life";
import type { PackageInputs } from "./args";
import { converge, type Course, partlyMade } from "./converge";
import { finish } from "./made";
import { match, matchLiveFirst, pairLeftovers } from "./match";

/** How old a package may be to be taken for the one that a lost answer left behind. @unit milliseconds */
const RECENT_MS = 3_600_000;

/**
 * The live package that carries our mark is ours and as declared: a crash or a lost answer left it behind.
 *
 * With the default mark it is brought to what is declared by the rules of update. An explicit `externalId` may be somebody
 * else's, so there the products must match, and the package must be recent.
 *
 * @throws {Refused} when it may be somebody else's; nothing was changed
 */
export async function takeUp(
  course: Omit<Course, "ids" | "mark">,
  mark: string,
  found: Answered<Package>,
): Promise<Made> {
  const { env, inputs, urn } = course;
  const { value: live } = found;
  if (inputs.externalId !== undefined && !isRecentMatch(inputs, found)) {
    throw new Refused(foreignText(mark, live));
  }
  env.voice.warn(
    urn,
    `took up package ${live.id}, which carries the mark ${mark}, instead of buying another`,
  );
  const { products } = inputs;
  const matched = matchLiveFirst(products, live.productInstances);
  const ids = pairLeftovers(products, matched);
  const ours: Course = { ...course, ids, mark: inputs.__mark };
  try {
    return finish({ course: ours, live: await converge(ours, live) });
  } catch (error) {
    // It is ours all the same: kept, so that it is not lost track of.
    if (error instanceof Refused) {
      throw await partlyMade(ours, live, [error.message], error);
    }
    throw error;
  }
}

/** Made within the hour by Wix's own clock, and holding just what is declared, alive, where it is declared. */
export function isRecentMatch(
  { products }: PackageInputs,
  { value, answeredAt }: Answered<Package>,
): boolean {
  const alive = value.productInstances.filter((one) => !isDead(one));
  const { ids, unmatchedKeys, extras } = match(products, alive);
  const age = (answeredAt ?? Number.NaN) - Date.parse(value.createdDate ?? "");
  return (
    age < RECENT_MS &&
    unmatchedKeys.length === 0 &&
    extras.length === 0 &&
    Object.entries(products).every(
      ([key, { siteId, floating }]) =>
        (siteId === undefined && floating === undefined) ||
        siteOf(value, ids[key] ?? "") === siteId,
    )
  );
}

export const describePackage = ({ id, productInstances }: Package): string =>
  `  ${id}: ${productInstances.map((one) => `${one.catalogProductId} ${one.status}`).join(", ")}`;

const foreignText = (mark: string, live: Package): string =>
  [
    `another live package has the externalId ${mark}, and it is not certain that it is the one declared here; nothing was bought`,
    describePackage(live),
    `what to do: to take it over, set adopt: "${live.id}"; after a rename, use aliases or pulumi state move; otherwise choose another externalId`,
  ].join("\n");
