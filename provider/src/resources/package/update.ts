import type { Bag } from "../bag";
import { type Env, Refused } from "../handler";
import { deadlineAt } from "../hidden";
import { PackageInputs } from "./args";
import { converge, type Course, failuresOf, partlyMade } from "./converge";
import { finish } from "./create";
import { match } from "./match";
import { instanceIdsOf, isDead, type InstanceIds, PackageState } from "./state";

/** The package is as declared; the state learns every argument, also those that need no request. */
export async function updatePackage(
  env: Env,
  id: string,
  olds: Bag,
  news: Bag,
): Promise<Bag> {
  const state = PackageState.parse(olds);
  const inputs = PackageInputs.parse(news);
  // The state's account: `accountId` itself is replaced, never updated.
  const found = await env.wix.packages.get(state.accountId, id);
  if (!found) {
    throw new Refused(
      `Wix does not know package ${id} in account ${state.accountId}\nwhat to do: run pulumi refresh, which shows what is there`,
    );
  }
  const { value: observed } = found;
  const course: Course = {
    env,
    urn: inputs.__urn,
    deadlineAt: deadlineAt(env, inputs, "update"),
    inputs,
    ids: idsFor(state, inputs, observed.productInstances),
    mark: state.__mark,
  };
  const live = await converge(course, observed);
  const kept: InstanceIds = Object.fromEntries(
    Object.entries(course.ids).filter(
      ([key]) => inputs.products[key] !== undefined,
    ),
  );
  const failures = failuresOf(live, kept);
  if (failures.length > 0)
    throw await partlyMade({ ...course, ids: kept }, live, failures);
  return finish({ course: { ...course, ids: kept }, live }).state;
}

/** The map of the state; keys that it misses (a create that ended half way) are matched to the instances left. */
function idsFor(
  state: PackageState,
  inputs: PackageInputs,
  instances: Parameters<typeof match>[1],
): InstanceIds {
  const known = instanceIdsOf(state);
  const taken = new Set(Object.values(known));
  const missing = Object.fromEntries(
    Object.entries(inputs.products).filter(([key]) => known[key] === undefined),
  );
  const free = instances.filter(
    (one) => !taken.has(one.instanceId) && !isDead(one),
  );
  return { ...known, ...match(missing, free).ids };
}
