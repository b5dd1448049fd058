import {
  type Settings,
  type Simulator,
  startSimulator,
} from "pulumi-wix-simulator";
import { fleetSeed } from "../fleet/customers";
import { openTofuTool } from "./openTofu";
import { type ProgramName, pulumiTool } from "./pulumiTool";
import type { Tool } from "./tool";

const UNLIMITED = 100_000;

export interface Opened {
  readonly tool: Tool;
  readonly simulator: Simulator;
  readonly close: () => Promise<void>;
}
export type OpenTool = (
  customers: number,
  settings: Partial<Settings>,
) => Promise<Opened>;

/** The tools, each to be opened beside a simulated Wix of its own. */
export const tools = (
  programs: readonly ProgramName[],
  tofu: string | undefined,
): OpenTool[] => [
  ...programs.map(
    (program): OpenTool =>
      (customers, settings) =>
        opened(customers, settings, (simulator) =>
          pulumiTool(simulator, program, customers, {
            WIX_REQUESTS_PER_MINUTE: String(limitOf(settings)),
          }),
        ),
  ),
  ...(tofu === undefined
    ? []
    : [
        (customers: number, settings: Partial<Settings>) =>
          opened(customers, settings, (simulator) =>
            Promise.resolve(
              openTofuTool(simulator, tofu, customers, limitOf(settings) / 60),
            ),
          ),
      ]),
];

const limitOf = ({ requestsPerMinute = 0 }: Partial<Settings>): number =>
  requestsPerMinute === 0 ? UNLIMITED : requestsPerMinute;

async function opened(
  customers: number,
  settings: Partial<Settings>,
  open: (simulator: Simulator) => Promise<Tool>,
): Promise<Opened> {
  const simulator = await startSimulator({
    seed: fleetSeed(customers, { transferred: false }),
    settings: { parentSeesSubAccountSites: true, ...settings },
  });
  const tool = await open(simulator);
  return {
    tool,
    simulator,
    close: async () => {
      await tool.close();
      await simulator.close();
    },
  };
}
