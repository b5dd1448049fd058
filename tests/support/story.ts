import assert from "node:assert/strict";
import type {
  Change,
  LiveInstance,
  LogEntry,
  Settings,
  World,
} from "pulumi-wix-simulator";
import type { Run, Stack, StoredResource } from "./cli";
import { CLI_SETUP_MS, type E2eStage, openE2eStage } from "./e2eStage";
import {
  changesIn,
  driftIn,
  holdKinds,
  type KindsProgram,
  storedIn,
} from "./kinds";
import type { Shown } from "./shown";

/** How long services take to settle. @unit milliseconds */
const PENDING_MS = 150;

/** What a drift run shows: property paths by the name of the resource; `["delete"]` for one that is gone. */
export type Paths = Readonly<Record<string, readonly string[]>>;

/** One stack of the real CLI against a simulated Wix, from its first `up` to its end. */
export interface Story {
  readonly world: World;
  readonly stack: Stack;
  /** An `up` that succeeds. */
  up(...flags: string[]): Promise<Run>;
  /** An `up` that ends with an error. */
  upFails(...flags: string[]): Promise<Run>;
  destroy(...flags: string[]): Promise<Run>;
  /** What a preview shows, by the name of the resource. */
  shown(...flags: string[]): Promise<Record<string, Shown>>;
  /** A preview shows nothing and makes no request. */
  showsNothing(): Promise<void>;
  /** A drift run finds just this, with exit code 7 if it is anything, and writes nothing. */
  finds(paths: Paths): Promise<void>;
  /** Somebody makes the change, a drift run finds just this, and `up --refresh` brings back what was there. */
  heals(change: Change, paths: Paths): Promise<void>;
  /** What is stored of each resource, by name. */
  stored(): Promise<Readonly<Record<string, StoredResource>>>;
  /** Routes of the writes that changed the world since the test began, oldest first. */
  writes(): string[];
  /** The one live instance of a product. */
  live(catalogProductId: string): LiveInstance;
  /** Nothing is live, and nothing was ever bought twice. */
  endsClean(bought: { readonly packages: number }): void;
}

export interface KindsStory extends Story {
  /** The program from now on. */
  declare(program: KindsProgram): void;
}

/** The story of one of `examples/`. */
export const exampleStory = (name: string): Story =>
  storyOf({}, (stage) =>
    stage.stack({
      project: `examples/${name}`,
      // Their types are checked with those of the tests.
      variables: { PULUMI_NODEJS_TRANSPILE_ONLY: "true" },
    }),
  );

/** The story of a program of all kinds that each step may edit. */
export function kindsStory(settings: Partial<Settings> = {}): KindsStory {
  let declare: (program: KindsProgram) => void = () => undefined;
  const story = storyOf(settings, async (stage) => {
    const stack = await stage.stack();
    declare = holdKinds(stack);
    return stack;
  });
  return Object.defineProperties(
    { declare: (program: KindsProgram) => declare(program) } as KindsStory,
    Object.getOwnPropertyDescriptors(story),
  );
}

/** Flags of values of the configuration, which stay. */
export const set = (config: Readonly<Record<string, string>>): string[] =>
  Object.entries(config).flatMap(([key, value]) => ["-c", `${key}=${value}`]);

/** Opens the stack before the tests of the suite and closes it after them; the log is cleared before each test. */
function storyOf(
  settings: Partial<Settings>,
  open: (stage: E2eStage) => Promise<Stack>,
): Story {
  let stage: E2eStage | undefined;
  let opened: Stack | undefined;
  const given = <T>(value: T | undefined): T => {
    assert.ok(value !== undefined, "the stage is not open");
    return value;
  };
  before(async function () {
    this.timeout(CLI_SETUP_MS);
    const pace = { pendingMs: PENDING_MS, cancelMs: PENDING_MS };
    stage = await openE2eStage({ ...pace, ...settings });
    opened = await open(stage);
  });
  after(() => stage?.close());
  beforeEach(() => stage?.world.clearLog());
  const world = () => given(stage).world;
  const stack = () => given(opened);
  return {
    get world() {
      return world();
    },
    get stack() {
      return stack();
    },
    ...runs(world, stack),
    ...findings(world, stack),
  };
}

type Parts<Names extends keyof Story> = (
  world: () => World,
  stack: () => Stack,
) => Pick<Story, Names>;

const runs: Parts<
  "up" | "upFails" | "destroy" | "shown" | "showsNothing" | "stored"
> = (world, stack) => ({
  up: async (...flags) => succeeded(await stack().up(flags)),
  upFails: async (...flags) => {
    const run = await stack().up(flags);
    assert.equal(run.code, 1, run.text);
    return run;
  },
  destroy: async (...flags) => succeeded(await stack().destroy(flags)),
  shown: async (...flags) =>
    changesIn(succeeded(await stack().preview(["--json", ...flags]))),
  showsNothing: async () => {
    const before = world().log().length;
    succeeded(await stack().preview(["--expect-no-changes"]));
    assert.equal(world().log().length, before);
  },
  stored: () => storedIn(stack()),
});

const findings: Parts<"finds" | "heals" | "writes" | "live" | "endsClean"> = (
  world,
  stack,
) => {
  const finds = async (paths: Paths) => {
    const before = world().log().length;
    const drift = await stack().driftRun();
    const code = Object.keys(paths).length === 0 ? 0 : 7;
    assert.equal(drift.code, code, drift.text);
    assert.deepEqual(driftIn(drift), paths, drift.text);
    assert.ok(world().log().slice(before).every(isRead));
  };
  return {
    finds,
    heals: async (change, paths) => {
      const before = essence(world());
      world().change(change);
      assert.notDeepEqual(essence(world()), before);
      await finds(paths);
      succeeded(await stack().up(["--refresh"]));
      assert.deepEqual(essence(world()), before);
    },
    writes: () =>
      world()
        .log()
        .filter(({ committed }) => committed)
        .map(({ route }) => route),
    live: (catalogProductId) => {
      const [one, ...others] = world()
        .liveInstances()
        .filter((each) => each.catalogProductId === catalogProductId);
      assert.ok(one && others.length === 0, "one live instance of the product");
      return one;
    },
    endsClean: ({ packages }) => {
      const { duplicatesEver, packagesBought } = world().counters();
      assert.deepEqual(world().liveInstances(), []);
      assert.equal(duplicatesEver, 0);
      assert.equal(packagesBought, packages);
    },
  };
};

export function succeeded(run: Run): Run {
  assert.equal(run.code, 0, run.text);
  return run;
}

const isRead = ({ kind }: LogEntry): boolean => kind === "read";

/** Where everything is, without what a change and its undoing move. */
const essence = (world: World): unknown => ({
  sites: world
    .sites()
    .map(({ id, ownerAccountId, trashedAt }) => [
      id,
      ownerAccountId,
      trashedAt,
    ]),
  packages: world.packages().map(({ updatedDate: _, ...pkg }) => ({
    ...pkg,
    productInstances: pkg.productInstances.map(
      ({ updatedDate: __, ...one }) => one,
    ),
  })),
});
