import {
  createProvider,
  type DynamicProvider,
  type Kind,
} from "pulumi-wix-provider/runtime";
import {
  ACCOUNTS,
  type Settings as SimulatorSettings,
  startSimulator,
  type Seed,
  type Simulator,
  type World,
} from "pulumi-wix-simulator";
import { Resource } from "./resource";
import { type VirtualClock, virtualClock } from "./virtualClock";

/** The key that no test output may hold. */
export const CANARY_KEY = "IST.canary-7f3a9c2e51d84b06";

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

  const process: Stage["process"] = (variables = {}) => {
    const { forKind: provider } = createProvider(
      {
        clock,
        signal: new AbortController().signal,
        random: () => 0.5,
        voice: {
          status: (_urn, text) => statuses.push(text),
          warn: (_urn, text) => warnings.push(text),
        },
      },
      {
        WIX_API_KEY: CANARY_KEY,
        WIX_ACCOUNT_ID: ACCOUNTS.main,
        WIX_API_BASE_URL: simulator.url,
        ...variables,
      },
    );
    return (kind) => {
      const one = provider(kind);
      void one.configure({ config: { get: () => undefined } });
      return one;
    };
  };

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
