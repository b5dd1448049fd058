import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { ACCOUNTS, type FaultRule } from "pulumi-wix-simulator";
import { eventually } from "../support/eventually";
import type { Host } from "../support/host";
import {
  bakeryInputs,
  type HostStage,
  openHostStage,
} from "../support/hostStage";
import { mailbox } from "../support/packageArgs";

/** How long the process may live on. @unit milliseconds */
const LONGEST_MS = 5_000;
const CREATE = "POST /resellers/v2/packages";
const QUERY = "POST /resellers/v1/packages/query";

interface Scene {
  readonly stage: HostStage;
  readonly host: Host;
}

const writes = ({ stage }: Scene) =>
  stage.world.log().filter(({ kind }) => kind === "write").length;

const requested = ({ stage }: Scene, route: string) =>
  eventually(
    () => stage.world.log().some((entry) => entry.route === route),
    route,
    15_000,
  );

/** A create on a Wix that never settles; resolves when the request has arrived. */
async function create(
  scene: Scene,
  mark: string,
  route: string,
): Promise<void> {
  scene.host.create(bakeryInputs(mark)).catch(() => undefined);
  await requested(scene, route);
}

interface Story {
  /** Brings the process to the moment at which the engine goes. */
  readonly until: (scene: Scene) => Promise<void>;
  /** Packages there are at the end. */
  readonly bought: number;
}

const FAULTS: Record<string, FaultRule["fault"]> = {
  hangs: { kind: "hang" },
  "is slow": { kind: "delay", ms: 1_000 },
  "fails and would be repeated": { kind: "status", status: 503 },
  "is throttled and would be repeated": {
    kind: "status",
    status: 429,
    retryAfterSeconds: 1,
  },
};

const ofFaults = Object.entries(FAULTS).flatMap(
  ([how, fault]): [string, Story][] => [
    [
      `a look-up that ${how} is followed by no purchase`,
      {
        bought: 0,
        until: async (scene) => {
          scene.stage.world.faults({ route: QUERY, times: 50, fault });
          await create(scene, "look", QUERY);
        },
      },
    ],
    [
      `a purchase that ${how} is not sent again`,
      {
        // A slow one is carried out in the end: it was sent before.
        bought: fault.kind === "delay" ? 1 : 0,
        until: async (scene) => {
          scene.stage.world.faults({ route: CREATE, times: 50, fault });
          await create(scene, "buy", CREATE);
        },
      },
    ],
  ],
);

const STORIES: readonly (readonly [string, Story])[] = [
  ...ofFaults,
  [
    "a create that waits for its services ends, and what was bought stays to be found",
    {
      bought: 1,
      until: async (scene) => {
        await create(scene, "waiting", CREATE);
        await sleep(300);
      },
    },
  ],
  [
    "many creates send nothing more",
    {
      bought: 0,
      until: async (scene) => {
        scene.stage.world.settings({ latencyMs: 500 });
        const marks = Array.from({ length: 30 }, (_, index) => `many-${index}`);
        await Promise.all(marks.map((mark) => create(scene, mark, QUERY)));
      },
    },
  ],
  [
    "an update stops between its steps",
    {
      bought: 1,
      until: async (scene) => {
        const { stage, host } = scene;
        stage.world.settings({ pendingMs: 0 });
        const args = { ...bakeryInputs("steps"), accountId: ACCOUNTS.bakery };
        const products = { a: mailbox, b: mailbox, c: mailbox };
        const { id, state } = await host.create({ ...args, products });
        stage.world.settings({ latencyMs: 500 });
        stage.world.clearLog();
        const fewer = { a: mailbox };
        host
          .update(id, state, { ...args, allowCancel: true, products: fewer })
          .catch(() => undefined);
        await eventually(() => writes(scene) === 1, "a cancellation", 15_000);
      },
    },
  ],
  [
    "an idle process ends too",
    {
      bought: 0,
      until: async ({ host }) => {
        await host.check(bakeryInputs("idle"));
      },
    },
  ],
];

interface Ending {
  readonly livedOnMs: number;
  readonly writesAfter: number;
  readonly bought: number;
  readonly output: string;
}

/** How the engine leaves. */
const WAYS: Readonly<Record<string, (host: Host) => void>> = {
  "is gone": (host) => {
    host.closeStdin();
  },
  "closes the process": (host) => {
    host.signal("SIGINT");
  },
};

async function play(
  { until }: Story,
  leave: (host: Host) => void,
): Promise<Ending> {
  const stage = await openHostStage({ pendingMs: 3_600_000 });
  try {
    const scene = { stage, host: await stage.host() };
    await until(scene);
    const before = writes(scene);
    const at = Date.now();
    leave(scene.host);
    await Promise.race([scene.host.ended, sleep(LONGEST_MS + 1_000)]);
    const livedOnMs = Date.now() - at;
    // What is on its way through the simulator arrives.
    await sleep(1_200);
    return {
      livedOnMs,
      writesAfter: writes(scene) - before,
      bought: stage.world.counters().packagesBought,
      output: scene.host.output(),
    };
  } finally {
    await stage.close();
  }
}

for (const [way, leave] of Object.entries(WAYS))
  describe(`when the engine ${way}`, function () {
    this.timeout(60_000);
    let endings: Map<string, Promise<Ending>>;

    before(() => {
      // All at once: each spends its time waiting.
      endings = new Map(
        STORIES.map(([name, story]) => [name, play(story, leave)]),
      );
      for (const ending of endings.values()) ending.catch(() => undefined);
    });

    for (const [name, { bought }] of STORIES) {
      it(name, async () => {
        const ending = await endings.get(name);
        assert.ok(ending);
        assert.ok(ending.livedOnMs < LONGEST_MS, "the process lives on");
        assert.equal(ending.writesAfter, 0);
        assert.equal(ending.bought, bought);
        assert.doesNotMatch(ending.output, /^\s+at /m);
      });
    }
  });
