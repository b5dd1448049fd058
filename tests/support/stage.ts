import type { DynamicProvider, Kind } from "pulumi-wix-provider/runtime";
import {
  type Settings as SimulatorSettings,
  startSimulator,
  type Seed,
  type Simulator,
  type World,
} from "pulumi-wix-simulator";
import { providerProcess } from "./providerProcess";
import { Resource } from "./resource";
import { type VirtualClock, virtualClock } from "./virtualClock";

/** A simulated Wix and provider processes beside it, all in one time that costs nothing. */
export interface Stage {
  readonly simulator: Simulator;
  readonly world: World;
  readonly clock: VirtualClock;
  /** Warnings, as the user would read them. */
  readonly warnings: string[];
  /** Status lines. */
  readonly statuses: string[];
  /** A new provider process: what one run of the engine uses. */
  process(variables?: Record<string, string>): (kind: Kind) => DynamicProvider;
  /** A resource in the hands of an engine, which starts a new process for each operation. */
  resource(kind: Kind, name: string): Resource;
  close(): Promise<void>;
}

export interface StageOptions {
  readonly seed?: Seed;
  readonly settings?: Partial<SimulatorSettings>;
}

export async function openStage(options: StageOptions = {}): Promise<Stage> {
  const clock = virtualClock();
  const simulator = await startSimulator({ ...options, clock });
  const warnings: string[] = [];
  const statuses: string[] = [];

  const process: Stage["process"] = (variables = {}) =>
    providerProcess(
      {
        clock,
        voice: {
          status: (_urn, text) => statuses.push(text),
          warn: (_urn, text) => warnings.push(text),
        },
      },
      { WIX_API_BASE_URL: simulator.url, ...variables },
    );

  return {
    simulator,
    world: simulator.world,
    clock,
    warnings,
    statuses,
    process,
    resource: (kind, name) => new Resource(kind, name, () => process()(kind)),
    close: () => simulator.close(),
  };
}
