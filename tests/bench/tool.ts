import type { Simulator } from "pulumi-wix-simulator";
import { trafficOf } from "../fleet/fleet";

/** What one run of a tool cost. */
export interface Measure {
  readonly seconds: number;
  readonly reads: number;
  readonly writes: number;
  /** Requests that Wix refused. */
  readonly refused: number;
  /** Of the state afterwards. */
  readonly stateBytes: number;
  /** The most that each kind of process held. @unit megabytes */
  readonly memory: Readonly<Record<string, number>>;
  /** The run failed: its last line. */
  readonly failed?: string;
}

/** A way to declare a fleet, with a stack of its own on a simulated Wix. */
export interface Tool {
  readonly name: string;
  /** Declares so many customers, and makes them. */
  create(): Promise<Measure>;
  noop(): Promise<Measure>;
  refresh(): Promise<Measure>;
  /** One customer has another external id from now on. */
  change(): Promise<Measure>;
  close(): Promise<void>;
}

/** What a run of processes did: its end, and what they held in memory. */
export interface Ended {
  readonly failed?: string | undefined;
  readonly memory: Readonly<Record<string, number>>;
}

export async function measured(
  { world }: Simulator,
  run: () => Promise<Ended>,
  stateBytes: () => number,
): Promise<Measure> {
  world.clearLog();
  const since = performance.now();
  const { failed, memory } = await run();
  const { reads, writes, refused } = trafficOf(world.log());
  return {
    seconds: (performance.now() - since) / 1000,
    reads,
    writes,
    refused,
    stateBytes: stateBytes(),
    memory,
    ...(failed === undefined ? {} : { failed }),
  };
}
