import type { Package, ProductRequest } from "../../wire";
import type { Answered } from "../../wix";
import type { Bag } from "../bag";
import { type Env, type Made, Refused } from "../handler";
import { deadlineAt } from "../hidden";
import { settle } from "../settle";
import { adopt } from "./adopt";
import {
  type PackageInputs,
  PackageInputs as Inputs,
  type ProductArgs,
} from "./args";
import { buy } from "./buy";
import { type Course, failuresOf, messageOf, partlyMade } from "./converge";
import { finish } from "./made";
import { match } from "./match";
import { describePackage, isRecentMatch, takeUp } from "./takeUp";
import { isGone, isPending } from "../life";

/**
 * The package exists, is bought once and has settled.
 *
 * Looks before it buys: a crash or a lost answer may have left the package behind, and its mark tells.
 */
export async function createPackage(env: Env, bag: Bag): Promise<Made> {
  const inputs = Inputs.parse(bag);
  const course = {
    env,
    urn: inputs.__urn,
    deadlineAt: deadlineAt(env, inputs, "create"),
    inputs,
  };
  if (inputs.adopt !== undefined)
    return finish(await adopt(course, inputs.adopt));

  const mark = inputs.externalId ?? inputs.__mark;
  const { live, dead } = await carriers(env, inputs.accountId, mark);
  const [found, ...others] = live;
  if (found && others.length > 0)
    throw new Refused(
      severalText(
        mark,
        live.map(({ value }) => value),
      ),
    );
  if (found) return takeUp(course, mark, found);
  if (dead.length > 0) {
    env.voice.warn(
      inputs.__urn,
      `package ${dead.map(({ id }) => id).join(", ")} with the same mark ${mark} is cancelled or was never delivered; this buys it again`,
    );
  }
  const bought = await buy({
    env,
    urn: inputs.__urn,
    accountId: inputs.accountId,
    mark,
    generation: dead.length,
    products: requestsOf(inputs),
    isOurs: (one) =>
      inputs.externalId === undefined || isRecentMatch(inputs, one),
  });
  const { ids } = match(inputs.products, bought.productInstances);
  return settleNew({ ...course, ids, mark: inputs.__mark }, bought);
}

interface Carriers {
  readonly live: readonly Answered<Package>[];
  readonly dead: readonly Package[];
}

/** The packages of the account that carry the mark; each one that a query found is confirmed by Get. */
async function carriers(
  env: Env,
  accountId: string,
  mark: string,
): Promise<Carriers> {
  const seen = await env.wix.packageReads.marked(accountId, mark);
  const read = await Promise.all(
    seen.map(({ id }) => env.wix.packages.get(accountId, id)),
  );
  const found = read
    .filter((one) => one !== undefined)
    .filter(({ value }) => value.externalId === mark);
  return {
    live: found.filter(({ value }) => !isGone(value)),
    dead: found.map(({ value }) => value).filter(isGone),
  };
}

/** The products as Wix wants them, in the order of their keys. */
const requestsOf = ({ products }: PackageInputs): ProductRequest[] =>
  Object.entries(products)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(
      ([, { floating: _, status: __, ...request }]: [string, ProductArgs]) =>
        request,
    );

async function settleNew(course: Course, bought: Package): Promise<Made> {
  let live = bought;
  try {
    live = await settle(
      course,
      bought,
      (one) => one.productInstances.filter(isPending).length,
    );
  } catch (error) {
    throw await partlyMade(course, live, [messageOf(error)], error);
  }
  const failures = failuresOf(live, course.ids);
  if (isGone(live)) {
    throw new Refused(
      [
        `nothing was bought: Wix delivered no product of package ${live.id}`,
        ...failures,
      ].join("\n"),
    );
  }
  const missing = Object.keys(course.inputs.products)
    .filter((key) => course.ids[key] === undefined)
    .map(
      (key) =>
        `products.${key} is not among the instances that Wix made of package ${live.id}`,
    );
  if (failures.length + missing.length > 0)
    throw await partlyMade(course, live, [...failures, ...missing]);
  return finish({ course, live });
}

const severalText = (mark: string, live: readonly Package[]): string =>
  [
    `${live.length} live packages carry the mark ${mark}; which one is meant cannot be told, and nothing was bought`,
    ...live.map(describePackage),
    "what to do: name the one that is meant with adopt, and cancel or rename the others",
  ].join("\n");
