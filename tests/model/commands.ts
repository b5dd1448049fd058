import assert from "node:assert/strict";
import fc from "fast-check";
import { type Change, PRODUCTS, type World } from "pulumi-wix-simulator";
import { FAULTS } from "../faults/faults";
import type { Scene } from "../faults/scene";
import type { StackEngine } from "../support/stackEngine";
import {
  declarationsOf,
  declaredServices,
  type DrawnProgram,
  drawnProgram,
  serviceText,
} from "./program";

const MOST_RUNS = 4;
const LONGEST_RUN_MS = 3_600_000;
const PAUSE_MS = 300_000;
const RESTART_MS = 40_000;

/** What the stacks say: the model that the simulated Wix is held against. */
export interface Model {
  readonly programs: [DrawnProgram, DrawnProgram];
}

export interface Real {
  readonly scene: Scene;
  readonly stacks: readonly [StackEngine, StackEngine];
  /** What other people have at Wix; nobody's program names it. */
  readonly foreign: string;
}

type Command = fc.AsyncCommand<Model, Real>;
type Which = 0 | 1;
const STACK_NAMES = ["one", "two"] as const;

/** Each stack has the slot of its own number; both belong to one partner. */
const shareOf = (which: Which, drawn: DrawnProgram): DrawnProgram =>
  drawn.map((one, index) => (index === which ? one : undefined));

abstract class Always implements Command {
  check = () => true;
  abstract run(model: Model, real: Real): Promise<void>;
  abstract toString(): string;
}

/** Somebody edits one of the programs. */
class Edit extends Always {
  constructor(
    readonly which: Which,
    readonly drawn: DrawnProgram,
  ) {
    super();
  }
  run({ programs }: Model): Promise<void> {
    programs[this.which] = shareOf(this.which, this.drawn);
    return Promise.resolve();
  }
  toString = () => `Edit(${this.which}, ${JSON.stringify(this.drawn)})`;
}

type Meddling = "cancel" | "move" | "float" | "adjust" | "rename";

/** Somebody else changes a live service of ours at Wix. */
class Meddle extends Always {
  constructor(
    readonly how: Meddling,
    readonly pick: number,
  ) {
    super();
  }
  run(_: Model, { scene: { world } }: Real): Promise<void> {
    const ours = world.liveInstances().filter(isOurs(world));
    const one = ours[this.pick % Math.max(1, ours.length)];
    if (one) world.change(changeOf(this.how, one, world));
    return Promise.resolve();
  }
  toString = () => `Meddle(${this.how}, ${this.pick})`;
}

/** `up --refresh` of both stacks at once, one of the requests struck by a fault; then again until it succeeds. */
class Up extends Always {
  constructor(
    readonly fault: string | undefined,
    readonly at: number,
  ) {
    super();
  }
  async run({ programs }: Model, real: Real): Promise<void> {
    const { scene, stacks } = real;
    const fault = this.fault === undefined ? undefined : FAULTS[this.fault];
    scene.time.advance(PAUSE_MS);
    scene.arm(fault && { fault, at: this.at });
    await scene.time.run(
      Promise.all(
        stacks.map((stack, index) =>
          untilDone(scene, async () => {
            await stack.refresh();
            const name = STACK_NAMES[index] ?? "";
            await stack.up(declarationsOf(name, programs[index] ?? []));
          }),
        ),
      ),
      MOST_RUNS * LONGEST_RUN_MS,
    );
    scene.arm();
    scene.time.advance(PAUSE_MS);
    await agrees(programs, real);
  }
  toString = () => `Up(${this.fault ?? "no fault"}, ${this.at})`;
}

/** `pulumi destroy` of one of the stacks. */
class Destroy extends Always {
  constructor(readonly which: Which) {
    super();
  }
  async run({ programs }: Model, { scene, stacks }: Real): Promise<void> {
    programs[this.which] = [];
    scene.time.advance(PAUSE_MS);
    const destroy = () => stacks[this.which].up({});
    await scene.time.run(untilDone(scene, destroy), LONGEST_RUN_MS);
  }
  toString = () => `Destroy(${this.which})`;
}

async function untilDone(
  { time }: Scene,
  run: () => Promise<void>,
): Promise<void> {
  for (let runs = 1; ; runs += 1) {
    try {
      return await run();
    } catch (error) {
      if (runs === MOST_RUNS) throw error;
      await time.sleep(RESTART_MS);
    }
  }
}

/** Declared equals live, each bought once, nothing of anybody else touched, and nothing left to do. */
async function agrees(programs: Model["programs"], real: Real): Promise<void> {
  const { scene, stacks, foreign } = real;
  const { world, time } = scene;
  const live = world
    .liveInstances()
    .filter(isOurs(world))
    .map(({ accountId, catalogProductId, billingInfo, siteId }) =>
      serviceText(
        accountId,
        catalogProductId,
        billingInfo?.cycleDuration?.unit,
        siteId,
      ),
    )
    .sort();
  const declared = programs.flatMap(declaredServices).sort();
  assert.deepEqual(live.map(unplaced), declared.map(unplaced));
  assert.deepEqual(placed(live), placed(declared));
  assert.equal(world.counters().duplicatesEver, 0);
  assert.equal(foreignOf(world), foreign);
  const known = new Set(
    stacks.flatMap((stack) => Object.values(stack.stored())),
  );
  for (const { packageId } of world.liveInstances().filter(isOurs(world)))
    assert.ok(known.has(packageId), `${packageId} is in no state`);
  for (const [index, stack] of stacks.entries()) {
    const program = declarationsOf(
      STACK_NAMES[index] ?? "",
      programs[index] ?? [],
    );
    assert.deepEqual(await time.run(stack.preview(program), PAUSE_MS), []);
  }
}

/** A mailbox that nobody places stays where it was when an assignment or a person left it there. */
const isLooseMail = (service: string) => service.includes(PRODUCTS.mailbox);
const unplaced = (service: string): string =>
  isLooseMail(service) ? service.split(" ").slice(0, 3).join(" ") : service;
const placed = (services: readonly string[]): string[] =>
  services.filter((one) => !isLooseMail(one));

const isOurs =
  (world: World) =>
  ({ packageId }: { readonly packageId: string }): boolean =>
    world.package(packageId)?.bought === true;

export const foreignOf = (world: World): string =>
  JSON.stringify(world.packages().filter(({ bought }) => !bought));

function changeOf(
  how: Meddling,
  one: ReturnType<World["liveInstances"]>[number],
  world: World,
): Change {
  const { instanceId, packageId, accountId, catalogProductId } = one;
  switch (how) {
    case "cancel":
      return { kind: "cancelPackage", packageId };
    case "move": {
      const free = world
        .sites()
        .filter(({ ownerAccountId }) => ownerAccountId === accountId)
        .find(({ id }) => world.liveInstances().every((x) => x.siteId !== id));
      return {
        kind: "moveInstance",
        instanceId,
        ...(free && { siteId: free.id }),
      };
    }
    case "float":
      return { kind: "moveInstance", instanceId };
    case "adjust":
      return {
        kind: "adjustInstance",
        instanceId,
        catalogProductId: SIBLINGS[catalogProductId] ?? catalogProductId,
      };
    case "rename":
      return { kind: "setExternalId", packageId, externalId: "somebody's" };
    default:
      return how satisfies never;
  }
}

/** Another product of the same type. */
const SIBLINGS: Readonly<Record<string, string>> = {
  [PRODUCTS.planBasic]: PRODUCTS.planPro,
  [PRODUCTS.planPro]: PRODUCTS.planBasic,
  [PRODUCTS.mailbox]: PRODUCTS.mailboxPlus,
};

const which = fc.constantFrom<Which>(0, 1);

const up = fc
  .tuple(
    fc.option(fc.constantFrom(...Object.keys(FAULTS)), { nil: undefined }),
    fc.integer({ min: 1, max: 25 }),
  )
  .map(([fault, at]) => new Up(fault, at));

/** What both stacks declare at first. */
export const firstPrograms = fc
  .tuple(drawnProgram, drawnProgram)
  .map(([one, other]): Model["programs"] => [
    shareOf(0, one),
    shareOf(1, other),
  ]);

/** The histories; each kind of command is as likely as the others. */
export const commands = fc.commands(
  [
    up,
    fc.tuple(which, drawnProgram).map(([one, drawn]) => new Edit(one, drawn)),
    fc
      .tuple(
        fc.constantFrom<Meddling>(
          "cancel",
          "move",
          "float",
          "adjust",
          "rename",
        ),
        fc.nat(20),
      )
      .map(([how, pick]) => new Meddle(how, pick)),
    up,
    which.map((one) => new Destroy(one)),
  ],
  { maxCommands: 20, size: "max" },
);
