import { type Bag, same } from "../bag";
import { type Env, Refused } from "../handler";
import { argsOf, deadlineAt, hiddenOf } from "../hidden";
import { PackageInputs } from "./args";
import { converge, type Course, failuresOf, partlyMade } from "./converge";
import { finish } from "./made";
import { differences } from "./differences";
import { match } from "./match";
import { isDead } from "../life";
import {
  instanceIdsOf,
  type InstanceIds,
  managedBy,
  PackageState,
} from "./state";

/** The package is as declared; the state learns every argument, also those that need no request. */
export async function updatePackage(
  env: Env,
  id: string,
  olds: Bag,
  news: Bag,
): Promise<Bag> {
  const state = PackageState.parse(olds);
  const inputs = PackageInputs.parse(news);
  if (isOnlyRecorded(state, inputs)) return recorded(state, inputs);
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

/** Nothing that Wix knows differs, and nothing is left to settle or to mend from before. */
function isOnlyRecorded(state: PackageState, inputs: PackageInputs): boolean {
  const { __mark: mark, __timeouts: timeouts, __ignored: ignored } = state;
  const found = differences(
    { ...state, mark, timeouts, ignored },
    { ...inputs, timeouts: inputs.__timeouts, ignored: inputs.__ignored },
  );
  return (
    found.every(({ effect }) => effect === "record") &&
    same(
      Object.keys(state.instances).sort(),
      Object.keys(inputs.products).sort(),
    ) &&
    Object.values(state.instances).every(
      ({ status }) => status === "ENABLED" || status === "AWAITING_ACTION",
    )
  );
}

/** The state with the arguments of the program, and all else as it was. */
function recorded(state: PackageState, inputs: PackageInputs): PackageState {
  const { externalId, instances, __v, __mark, __updatedDate } = state;
  const { externalId: _, ...args } = argsOf(inputs);
  return {
    ...args,
    instances,
    __v,
    ...hiddenOf(inputs),
    ...(externalId === undefined ? {} : { externalId }),
    ...(__mark === undefined ? {} : { __mark }),
    ...(__updatedDate === undefined ? {} : { __updatedDate }),
    __managed: managedBy(inputs),
  };
}
