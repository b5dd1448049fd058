import {
  type Seed,
  type Settings,
  type Simulator,
  startSimulator,
  type World,
} from "pulumi-wix-simulator";
import {
  type Bag,
  type Host,
  startHost,
  type HostOptions,
  STUB,
  URN,
} from "./host";
import { WORKSPACE_PROGRAM } from "./layout";
import { bakery } from "./packageArgs";

/** A simulated Wix and the hosts beside it, all closed together. */
export interface HostStage {
  readonly simulator: Simulator;
  readonly world: World;
  host(options?: Partial<HostOptions>): Promise<Host>;
  close(): Promise<void>;
}

export async function openHostStage(
  settings: Partial<Settings> = { pendingMs: 0, cancelMs: 0 },
  seed?: Seed,
): Promise<HostStage> {
  const simulator = await startSimulator({
    settings,
    ...(seed ? { seed } : {}),
  });
  const hosts: Host[] = [];
  return {
    simulator,
    world: simulator.world,
    host: async (options = {}) => {
      const host = await startHost({
        program: WORKSPACE_PROGRAM,
        simulatorUrl: simulator.url,
        ...options,
      });
      hosts.push(host);
      return host;
    },
    close: async () => {
      await Promise.all(hosts.map((host) => host.stop()));
      await simulator.close();
    },
  };
}

/** A package of the bakery as the engine passes it, known by its mark. */
export const bakeryInputs = (mark: string): Bag => ({
  ...bakery,
  __urn: URN,
  __mark: mark,
  __provider: STUB,
});
