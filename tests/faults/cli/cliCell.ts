import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import type { World } from "pulumi-wix-simulator";
import type { Run, Stack } from "../../support/cli";
import { openE2eStage } from "../../support/e2eStage";
import { eventually } from "../../support/eventually";
import { holdKinds, type KindsProgram } from "../../support/kinds";
import type { Declarations, Ref } from "../../support/stackEngine";
import { essence } from "../cell";
import type { Expectations } from "../place";
import { STORIES, type Step, type StoryName } from "../stories";
import { DEATHS, NETWORK, type Strike } from "./strikes";

/** One story of the real CLI, struck at one request. */
export interface CliPlace {
  readonly story: StoryName;
  readonly strike: string;
  /** The request of the story, from 1. */
  readonly at: number;
}

const MOST_RUNS = 3;
/** Requests wait no longer than this, nor does a resource. */
const WAIT_SECONDS = "8";
/** How long a process that works for us may outlive the CLI. @unit milliseconds */
const PROVIDER_ENDS_MS = 5_000;

/** The run made fewer requests than the cell wants: it is no cell. */
export class NotStruck extends Error {}

/**
 * Runs the story with the real engine, the provider's own process and real connections, and holds its end against that of the
 * handlers in simulated time without a fault.
 *
 * @returns runs of `up` beyond one for each step
 * @throws {NotStruck}
 */
export async function runCliPlace(
  { story, strike, at }: CliPlace,
  expected: Expectations,
): Promise<number> {
  const struck = { ...DEATHS, ...NETWORK }[strike];
  assert.ok(struck, `there is no strike ${strike}`);
  const stage = await openE2eStage({ pendingMs: 150, cancelMs: 150 });
  try {
    const { world } = stage;
    const stack = await stage.stack({
      variables: { WIX_WAIT_SECONDS: WAIT_SECONDS },
    });
    const declare = holdKinds(stack);
    const { given, steps } = STORIES[story] as {
      given: readonly Step[];
      steps: readonly Step[];
    };
    for (const step of given) await upTo(world, stack, declare, step);
    world.clearLog();
    const before = world.counters();
    const { fault, when } = struck;
    world.faults({ nth: at, when, fault });
    let reruns = 0;
    for (const step of steps)
      reruns += (await upTo(world, stack, declare, step, struck.blow)) - 1;
    if (!isStruck(world))
      throw new NotStruck(`${story} makes fewer than ${at} requests`);
    const wanted = await expected(story, "documented");
    const now = world.counters();
    assert.deepEqual(essence(world), wanted.live);
    assert.deepEqual(
      {
        bought: now.packagesBought - before.packagesBought,
        duplicates: now.duplicatesEver - before.duplicatesEver,
      },
      { bought: wanted.packagesBought, duplicates: 0 },
    );
    const preview = await stack.preview(["--expect-no-changes"]);
    assert.equal(preview.code, 0, preview.text);
    const drift = await stack.driftRun();
    assert.equal(drift.code, 0, drift.text);
    return reruns;
  } finally {
    await stage.close();
  }
}

async function upTo(
  world: World,
  stack: Stack,
  declare: (program: KindsProgram) => void,
  { program, refresh = false, meanwhile }: Step,
  blow?: Strike["blow"],
): Promise<number> {
  if (meanwhile) world.change(...meanwhile(world));
  declare(asKinds(program));
  const flags = refresh ? ["--refresh"] : [];
  for (let runs = 1; ; runs += 1) {
    const run =
      blow === undefined || isStruck(world)
        ? await stack.up(flags)
        : await underBlow(world, stack, flags, blow);
    if (run.code === 0) return runs;
    assert.ok(runs < MOST_RUNS, run.text);
    await unlock(stack, run);
  }
}

const isStruck = (world: World): boolean =>
  world.log().some(({ fault }) => fault !== undefined);

/** Runs `up`, and strikes when the request has arrived; a run that makes fewer requests ends by itself. */
async function underBlow(
  world: World,
  stack: Stack,
  flags: readonly string[],
  blow: NonNullable<Strike["blow"]>,
): Promise<Run> {
  const running = stack.start(["up", "--yes", "--skip-preview", ...flags]);
  let ended = false;
  void running.ended.then(() => {
    ended = true;
  });
  await eventually(() => ended || isStruck(world), "the request", 60_000);
  if (ended) return running.ended;
  blow(stack, running);
  const run = await running.ended;
  await nothingMoreIsSent(world, stack);
  world.clearFaults();
  return run;
}

/**
 * Whatever process is left sends nothing more. One that was started and not yet asked anything runs Pulumi's own host alone, which
 * lives on for ever; it is ended by hand.
 */
async function nothingMoreIsSent(world: World, stack: Stack): Promise<void> {
  await sleep(PROVIDER_ENDS_MS);
  const sent = world.log().length;
  await sleep(500);
  assert.equal(world.log().length, sent, "a request after the end");
  for (const { pid } of stack.providers()) process.kill(pid, "SIGKILL");
}

async function unlock(stack: Stack, { text }: Run): Promise<void> {
  if (!/locked/.test(text)) return;
  const cancelled = await stack.cancel();
  assert.equal(cancelled.code, 0, cancelled.text);
}

/** The program in the words of the one that the real CLI runs. */
const asKinds = (program: Declarations): KindsProgram =>
  Object.fromEntries(
    Object.entries(program).map(([name, { kind, args, alias }]) => [
      name,
      {
        kind,
        args: asText(args) as Readonly<Record<string, unknown>>,
        options: alias === undefined ? {} : { aliases: [{ name: alias }] },
      },
    ]),
  );

function asText(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return value;
  if ("ref" in value && "path" in value) {
    const { ref, path } = value as Ref;
    const [first, key] = path;
    return first === "instances" ? `@${ref}.${key}` : `@${ref}#${first}`;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, asText(one)]),
  );
}
