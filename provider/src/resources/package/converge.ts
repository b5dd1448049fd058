import type { Package } from "../../wire";
import { WixError } from "../../wix";
import { PartlyMade, Refused } from "../handler";
import { findInstance, isDead, isPending, pendingCount } from "../life";
import { place } from "../placement";
import { settle, type Wait } from "../settle";
import type { PackageInputs } from "./args";
import { sameBilling } from "./match";
import { observe } from "./observe";
import { failureOf, plan, type Step } from "./plan";
import { type InstanceIds, stateOf } from "./state";

export interface Course extends Wait {
  readonly inputs: PackageInputs;
  readonly ids: InstanceIds;
  /** The mark that the package carries unless the program says `externalId`. */
  readonly mark: string | undefined;
}

/**
 * Brings a live package to what is declared, and returns it settled. Sends only what differs.
 *
 * @throws {Refused} before anything is sent, when something declared cannot be done
 * @throws {PartlyMade} when something was sent and the rest failed
 */
export async function converge(
  course: Course,
  observed: Package,
): Promise<Package> {
  let live = observed;
  let carriedOut = 0;
  try {
    for (;;) {
      const wanted = nextSteps(course, live);
      if (wanted.length === 0) break;
      live = await settleTouched(course, live, wanted);
      // What had to settle may have become something else meanwhile.
      const steps = nextSteps(course, live);
      if (steps.length === 0) break;
      if (carriedOut >= maxSteps(observed)) {
        throw new RangeError(
          `stopped after ${carriedOut} changes of package ${live.id}; somebody else keeps changing it`,
        );
      }
      live = await carryOutAll(course, live, steps);
      carriedOut += steps.length;
    }
    return await settle(
      course,
      live,
      (one) => one.productInstances.filter(isPending).length,
    );
  } catch (error) {
    const untouched =
      carriedOut === 0 &&
      (error instanceof Refused ||
        (error instanceof WixError && error.carriedOut === "no"));
    if (untouched || error instanceof PartlyMade) throw error;
    throw await partlyMade(course, live, [messageOf(error)], error);
  }
}

/** Each instance is cancelled, or placed and adjusted, once; the mark is changed once. Twice that is somebody else's doing. */
const maxSteps = (live: Package): number =>
  4 * live.productInstances.length + 2;

/**
 * Decides anew after every step, from what is live then. One step at a time, but for moves: two that swap sites within the
 * package wait for each other, so they go together.
 */
function nextSteps(
  { inputs, ids, mark }: Course,
  live: Package,
): readonly Step[] {
  const { steps, refusals } = plan({
    live,
    ids,
    inputs,
    externalId: inputs.externalId ?? mark,
  });
  if (refusals.length > 0) {
    throw new Refused(
      [`package ${live.id} cannot be made as declared`, ...refusals].join("\n"),
    );
  }
  const [first] = steps;
  if (first === undefined) return [];
  return first.do === "assign"
    ? steps.filter((step) => step.do === "assign")
    : [first];
}

const settleTouched = (
  course: Course,
  live: Package,
  steps: readonly Step[],
): Promise<Package> => {
  const touched = new Set(
    steps.flatMap((step) =>
      step.do === "externalId" ? [] : [step.instanceId],
    ),
  );
  return settle(course, live, (one) => pendingCount(one, touched));
};

/** The first refusal counts only after every step has ended: none is left running behind an error. */
async function carryOutAll(
  course: Course,
  live: Package,
  steps: readonly Step[],
): Promise<Package> {
  const ended = await Promise.allSettled(
    steps.map((step) => carryOut(course, live, step)),
  );
  const failed = ended.find((one) => one.status === "rejected");
  const done = ended.flatMap((one) =>
    one.status === "fulfilled" ? [one.value] : [],
  );
  if (failed && done.length === 0) throw failed.reason;
  if (failed)
    throw await partlyMade(
      course,
      done.at(-1) ?? live,
      [messageOf(failed.reason)],
      failed.reason,
    );
  if (done.length === 1 && done[0]) return done[0];
  return (
    (await course.env.wix.packages.get(live.accountId, live.id))?.value ?? live
  );
}

/** One step, repeated safely: whatever Wix answers, what counts is whether the step's end is reached. */
async function carryOut(
  course: Course,
  live: Package,
  step: Step,
): Promise<Package> {
  const { packages } = course.env.wix;
  try {
    const answered = await send(course, live, step);
    const settled = await settleTouched(course, answered, [step]);
    if (isReached(step, settled)) return settled;
  } catch (error) {
    if (!(error instanceof WixError)) throw error;
    const now = (await packages.get(live.accountId, live.id))?.value ?? live;
    const settled = await settleTouched(course, now, [step]);
    if (isReached(step, settled)) return settled;
    throw error;
  }
  throw new Error(
    `Wix accepted to ${step.do === "externalId" ? "change the external id" : `${step.do} ${step.instanceId}`}, and the package does not show it\n` +
      "what to do: run again; when it stays, give Wix support the package id " +
      live.id,
  );
}

function send(course: Course, live: Package, step: Step): Promise<Package> {
  const { packages } = course.env.wix;
  const { accountId } = live;
  switch (step.do) {
    case "cancel":
      return packages.cancelInstance(accountId, step.instanceId);
    case "unassign":
      return packages.unassign(accountId, step.instanceId);
    case "assign":
      return place(course, { live, instanceId: step.instanceId }, step.siteId);
    case "adjust":
      return packages.adjust(accountId, step.instanceId, step.to);
    case "externalId":
      return packages.updateExternalId(accountId, live.id, step.externalId);
    default:
      return step satisfies never;
  }
}

function isReached(step: Step, live: Package): boolean {
  if (step.do === "externalId") return live.externalId === step.externalId;
  const one = findInstance(live, step.instanceId);
  switch (step.do) {
    case "cancel":
      return one === undefined || isDead(one);
    case "unassign":
      return one?.siteId === undefined;
    case "assign":
      return one?.siteId === step.siteId;
    case "adjust":
      return (
        one !== undefined &&
        (step.to.catalogProductId === undefined ||
          one.catalogProductId === step.to.catalogProductId) &&
        (step.to.billingInfo === undefined ||
          sameBilling(step.to.billingInfo, one.billingInfo))
      );
    default:
      return step satisfies never;
  }
}

/** The error that keeps the package in the state as it is now at Wix, to be healed by the next update. */
export async function partlyMade(
  { env, inputs, ids, mark }: Course,
  last: Package,
  reasons: readonly string[],
  cause?: unknown,
): Promise<PartlyMade> {
  const read = await env.wix.packages
    .get(last.accountId, last.id)
    .catch(() => undefined);
  const live = read?.value ?? last;
  const { state } = observe(stateOf({ inputs, ids, mark, live }), live);
  return new PartlyMade(last.id, state, reasons, { cause });
}

export const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

/** What is not as declared though the package has settled: an instance that Wix failed to deliver. */
export const failuresOf = (live: Package, ids: InstanceIds): string[] =>
  Object.entries(ids).flatMap(([key, id]) => {
    const one = findInstance(live, id);
    return one?.status === "FAILED"
      ? [`products.${key} (${id}) ${failureOf(one)}`]
      : [];
  });
