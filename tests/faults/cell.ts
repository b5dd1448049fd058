import type { LogEntry, World } from "pulumi-wix-simulator";
import type { Fault } from "./faults";
import { openScene, type Scene } from "./scene";
import { serviceLoss } from "./serviceLoss";
import type { Step, Story } from "./stories";
import type { Variant } from "./variants";

/** Runs of one step until it must have succeeded. */
const MOST_RUNS = 3;
/** Longest run. @unit milliseconds of simulated time */
const LONGEST_RUN_MS = 3_600_000;
/** How soon somebody runs again after a run that failed. @unit milliseconds */
export const RESTART_MS = 10_000;
/** Between two steps of a story. @unit milliseconds */
const NEXT_STEP_MS = 300_000;

/** How a story ended. */
export interface Ending {
  /** The error of the last run, if it never succeeded. */
  readonly failed: string | undefined;
  /** Runs beyond one for each step. */
  readonly reruns: number;
  readonly requests: number;
  readonly struck: boolean;
  /** What is live and where everything is, without ids that another run would make differently. */
  readonly live: readonly string[];
  readonly packagesBought: number;
  readonly instancesBought: number;
  /** Packages bought while one with the same mark was live. */
  readonly duplicates: number;
  /** Live packages that were bought and that the state does not know. */
  readonly unknown: readonly string[];
  /** Packages that were bought and that the state did not know after a run that failed: the most after any. */
  readonly orphans: number;
  /** Writes without a key that were carried out, in order of their text. */
  readonly unkeyed: readonly string[];
  /** Services that were still `PENDING` when the last run had succeeded. */
  readonly pending: number;
  /** What a preview, and then a refresh, shows at the end. */
  readonly preview: readonly string[];
  readonly drift: readonly string[];
  /** Time in which a service that was live, and is to stay so, was on none of its sites. @unit milliseconds */
  readonly lostMs: number;
}

export interface Cell {
  readonly story: Story;
  readonly variant: Variant;
  /** Absent: how the story ends by itself. */
  readonly strike?: { readonly fault: Fault; readonly at: number };
}

export async function runCell({
  story,
  variant,
  strike,
}: Cell): Promise<Ending> {
  const scene = openScene(variant);
  try {
    for (const step of story.given) {
      const { failed } = await runStep(scene, step);
      if (failed !== undefined) throw new Error(`not even given: ${failed}`);
    }
    scene.world.clearLog();
    const bought = scene.world.counters();
    const loss = serviceLoss(scene, story);
    scene.arm(strike);
    let reruns = 0;
    let orphans = 0;
    let failed: string | undefined;
    for (const step of story.steps) {
      const ended = await runStep(scene, step);
      reruns += ended.runs - 1;
      orphans = Math.max(orphans, ended.orphans);
      failed = ended.failed;
      if (failed !== undefined) break;
    }
    const lostMs = loss();
    const pending = scene.world
      .liveInstances()
      .filter(({ status }) => status === "PENDING").length;
    const log = scene.world.log();
    const requests = scene.requests();
    const struck = scene.struck();
    // What lags, and what is still under way, has come to rest.
    scene.time.advance(NEXT_STEP_MS);
    scene.arm();
    return {
      failed,
      reruns,
      requests,
      struck,
      lostMs,
      orphans,
      pending: failed === undefined ? pending : 0,
      ...(await endOf(scene, story, failed)),
      ...since(scene.world, bought),
      unkeyed: unkeyedOf(log),
    };
  } finally {
    scene.close();
  }
}

interface StepEnd extends Pick<Ending, "failed" | "orphans"> {
  readonly runs: number;
}

async function runStep(
  scene: Scene,
  { program, refresh = false, meanwhile }: Step,
): Promise<StepEnd> {
  const { engine, time, world } = scene;
  let orphans = 0;
  if (meanwhile) world.change(...meanwhile(world));
  time.advance(NEXT_STEP_MS);
  for (let runs = 1; ; runs += 1) {
    try {
      await time.run(
        (async () => {
          if (refresh) await engine.refresh();
          await engine.up(program);
        })(),
        LONGEST_RUN_MS,
      );
      return { runs, orphans, failed: undefined };
    } catch (error) {
      orphans = Math.max(orphans, unknownTo(scene).length);
      if (runs === MOST_RUNS)
        return {
          runs,
          orphans,
          failed: error instanceof Error ? error.message : String(error),
        };
      time.advance(RESTART_MS);
    }
  }
}

async function endOf(
  scene: Scene,
  { steps }: Story,
  failed: string | undefined,
): Promise<Pick<Ending, "live" | "unknown" | "preview" | "drift">> {
  const { engine, time, world } = scene;
  const last = steps.at(-1);
  const asks = failed === undefined && last !== undefined;
  return {
    live: essence(world),
    unknown: unknownTo(scene),
    preview: asks
      ? await time.run(engine.preview(last.program), LONGEST_RUN_MS)
      : [],
    drift: asks ? await time.run(engine.refresh(), LONGEST_RUN_MS) : [],
  };
}

/** Live packages that were bought, and that the state does not know. */
function unknownTo({ engine, world }: Scene): string[] {
  const known = new Set(Object.values(engine.stored()));
  return world
    .packages()
    .filter(
      (one) => one.bought && one.productInstances.some(({ live }) => live),
    )
    .map(({ id }) => id)
    .filter((id) => !known.has(id));
}

const since = (
  world: World,
  before: ReturnType<World["counters"]>,
): Pick<Ending, "packagesBought" | "instancesBought" | "duplicates"> => {
  const now = world.counters();
  return {
    packagesBought: now.packagesBought - before.packagesBought,
    instancesBought: now.instancesBought - before.instancesBought,
    duplicates: now.duplicatesEver - before.duplicatesEver,
  };
};

export const essence = (world: World): string[] =>
  [
    ...world
      .liveInstances()
      .map(
        ({
          accountId,
          externalId,
          catalogProductId,
          siteId,
          status,
          billingInfo,
        }) =>
          JSON.stringify([
            accountId,
            externalId,
            catalogProductId,
            siteId,
            status,
            billingInfo,
          ]),
      ),
    ...world
      .sites()
      .map(({ id, ownerAccountId }) => JSON.stringify([id, ownerAccountId])),
  ].sort();

const unkeyedOf = (log: readonly LogEntry[]): string[] =>
  log
    .filter(
      ({ committed, idempotencyKey }) =>
        committed && idempotencyKey === undefined,
    )
    .map(({ method, path, accountId, body }) =>
      JSON.stringify([method, path, accountId, body]),
    )
    .sort();
