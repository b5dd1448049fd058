import type { Package, ProductInstance } from "../../wire";
import type { Bag } from "../bag";
import {
  type Env,
  type Found,
  type Made,
  PartlyMade,
  Refused,
} from "../handler";
import { argsOf, deadlineAt, hiddenOf, ignores } from "../hidden";
import { findInstance, isDead, pendingCount } from "../life";
import { place } from "../placement";
import { NotSettled, settle, type Wait } from "../settle";
import { AssignmentArgs, AssignmentInputs, AssignmentState } from "./args";
import { findHolder } from "./holder";

/** The instance sits on the site, and has settled there. A repeat finds it there already. */
export async function createAssignment(env: Env, bag: Bag): Promise<Made> {
  const inputs = AssignmentInputs.parse(bag);
  const { productInstanceId, siteId } = inputs;
  const wait = waitOf(env, inputs, "create");
  const live = await findHolder(wait, inputs);
  const one = usable(findInstance(live, productInstanceId), inputs);
  if (
    one.siteId !== undefined &&
    one.siteId !== siteId &&
    inputs.allowReassign !== true
  ) {
    throw new Refused(
      `product instance ${productInstanceId} is on another site, ${one.siteId}, and is not taken from there\n` +
        "what to do: set allowReassign: true to move it, or take it off that site first",
    );
  }
  return { id: productInstanceId, state: await putOnSite(wait, inputs, live) };
}

/** The instance sits on the declared site, wherever somebody put it: it is ours. */
export async function updateAssignment(
  env: Env,
  _id: string,
  olds: Bag,
  news: Bag,
): Promise<Bag> {
  const state = AssignmentState.parse(olds);
  const inputs = AssignmentInputs.parse(news);
  const wait = waitOf(env, inputs, "update");
  const packageId = inputs.packageId ?? state.packageId;
  const there = state.__liveSiteId === inputs.siteId;
  if (
    (there || ignores(inputs, ["siteId"])) &&
    state.status !== "PENDING" &&
    packageId === state.packageId
  ) {
    return { ...stateArgs(inputs, packageId), ...seenIn(state) };
  }
  const live = await findHolder(wait, { ...inputs, packageId });
  usable(findInstance(live, inputs.productInstanceId), inputs);
  return putOnSite(wait, inputs, live);
}

/** Where the instance is; undefined when it is dead or its package is not there, confirmed by a direct Get. */
export async function readAssignment(
  env: Env,
  id: string,
  bag: Bag,
): Promise<Found | undefined> {
  if (bag.__v === undefined) return getAssignment(env, id, bag);
  const state = AssignmentState.parse(bag);
  const { accountId, packageId } = state;
  const { packages, packageReads } = env.wix;
  const seen = await packageReads.current(accountId, packageId, {
    since: state.__updatedDate,
    reader: `ProductInstanceAssignment ${id}`,
  });
  const alive = seen && isAlive(findInstance(seen, id));
  const certain = alive
    ? seen
    : (await packages.get(accountId, packageId))?.value;
  const one = certain && findInstance(certain, id);
  if (!certain || !isAlive(one)) return undefined;
  const { siteId: _, ...inputs } = visibleArgs(state);
  return {
    id,
    // The props keep the declared site: delete takes the instance off that one only.
    state: observed(state, certain, one),
    inputs: {
      ...inputs,
      ...(one.siteId === undefined ? {} : { siteId: one.siteId }),
      ...hiddenOf(state),
    },
  };
}

/** The instance is not on our site. One that floats, sits elsewhere or is dead is left as it is. */
export async function deleteAssignment(
  env: Env,
  id: string,
  bag: Bag,
): Promise<void> {
  const state = AssignmentState.parse(bag);
  const { accountId, packageId, siteId } = state;
  const { packages } = env.wix;
  const look = async () => (await packages.get(accountId, packageId))?.value;
  const onOurSite = (live: Package | undefined): live is Package => {
    const one = live && findInstance(live, id);
    return isAlive(one) && one.siteId === siteId;
  };
  const wait = waitOf(env, state, "delete");
  const settled = (live: Package) =>
    settle(wait, live, (one) => pendingCount(one, new Set([id])));

  const found = await look();
  if (!onOurSite(found)) return;
  // Whether Wix takes an instance off its site while it is pending is not documented.
  const before = await settled(found);
  if (!onOurSite(before)) return;
  let refusal: unknown;
  const answered = await packages
    .unassign(accountId, id)
    .catch((error: unknown) => {
      refusal = error;
      return undefined;
    });
  if (answered) await settled(answered);
  const after = await look();
  if (onOurSite(after)) {
    throw refusal instanceof Error
      ? refusal
      : new Error(
          `Wix accepted to take ${id} off site ${siteId}, and it is still there\nwhat to do: run again`,
        );
  }
}

const isAlive = (one: ProductInstance | undefined): one is ProductInstance =>
  one !== undefined && !isDead(one);

const waitOf = (
  env: Env,
  hidden: Parameters<typeof deadlineAt>[1],
  verb: "create" | "update" | "delete",
): Wait => ({
  env,
  urn: hidden.__urn,
  deadlineAt: deadlineAt(env, hidden, verb),
});

function usable(
  one: ProductInstance | undefined,
  { productInstanceId }: AssignmentInputs,
): ProductInstance {
  if (one && !isDead(one)) return one;
  throw new Refused(
    `product instance ${productInstanceId} is ${one?.status ?? "not in its package"}, so it cannot be on a site\n` +
      "what to do: buy the product again in a wix.Package, and assign the new instance",
  );
}

async function putOnSite(
  wait: Wait,
  inputs: AssignmentInputs,
  found: Package,
): Promise<AssignmentState> {
  const { productInstanceId: id, siteId } = inputs;
  const settled = (live: Package) =>
    settle(wait, live, (one) => pendingCount(one, new Set([id])));
  let live = found;
  try {
    // Whether Wix moves an instance while it is pending is not documented.
    live = await settled(live);
    if (findInstance(live, id)?.siteId !== siteId) {
      live = await settled(await place(wait, { live, instanceId: id }, siteId));
    }
  } catch (error) {
    if (!(error instanceof NotSettled)) throw error;
    throw new PartlyMade(id, stateOf(inputs, error.live), [error.message], {
      cause: error,
    });
  }
  usable(findInstance(live, id), inputs);
  return stateOf(inputs, live);
}

/** `ProductInstanceAssignment.get`: what the program gave is all that is known. */
async function getAssignment(env: Env, id: string, bag: Bag): Promise<Found> {
  const given = AssignmentArgs.partial().strip().parse(bag);
  const { accountId, packageId } = given;
  if (accountId === undefined) {
    throw new Refused(
      "wix.ProductInstanceAssignment.get needs { accountId } to find an instance",
    );
  }
  const wait = waitOf(env, {}, "create");
  const live = await findHolder(wait, {
    accountId,
    productInstanceId: id,
    packageId,
  });
  const one = findInstance(live, id);
  if (!one || isDead(one))
    throw new Refused(
      `product instance ${id} is ${one?.status ?? "not there"}`,
    );
  if (one.siteId === undefined)
    throw new Refused(`product instance ${id} is on no site`);
  const inputs = { accountId, productInstanceId: id, siteId: one.siteId };
  return { id, state: stateOf(inputs, live), inputs };
}

const visibleArgs = ({
  accountId,
  productInstanceId,
  siteId,
  allowReassign,
  packageId,
  __managed,
}: AssignmentState): AssignmentArgs => ({
  accountId,
  productInstanceId,
  siteId,
  ...(allowReassign === undefined ? {} : { allowReassign }),
  ...(__managed.includes("packageId") ? { packageId } : {}),
});

/** What was seen last, as an update without a request leaves it. */
const seenIn = ({ status, __liveSiteId, __updatedDate }: AssignmentState) => ({
  status,
  ...(__liveSiteId === undefined ? {} : { __liveSiteId }),
  ...(__updatedDate === undefined ? {} : { __updatedDate }),
});

const stateArgs = (inputs: AssignmentInputs, packageId: string) => {
  return {
    ...argsOf(inputs),
    ...hiddenOf(inputs),
    packageId,
    __managed:
      inputs.packageId === undefined ? [] : (["packageId"] as "packageId"[]),
    __v: 1 as const,
  };
};

function stateOf(inputs: AssignmentInputs, live: Package): AssignmentState {
  const one = findInstance(live, inputs.productInstanceId);
  return {
    ...stateArgs(inputs, live.id),
    status: one?.status ?? "CANCELED",
    ...(one?.siteId === undefined ? {} : { __liveSiteId: one.siteId }),
    ...(live.updatedDate === undefined
      ? {}
      : { __updatedDate: live.updatedDate }),
  };
}

function observed(
  state: AssignmentState,
  live: Package,
  one: ProductInstance,
): AssignmentState {
  const { __liveSiteId: _, ...rest } = state;
  return {
    ...rest,
    status: one.status,
    ...(one.siteId === undefined ? {} : { __liveSiteId: one.siteId }),
    ...(live.updatedDate === undefined
      ? {}
      : { __updatedDate: live.updatedDate }),
  };
}
