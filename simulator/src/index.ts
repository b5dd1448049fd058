export {
  createSimulation,
  startSimulator,
  type Simulation,
  type SimulationOptions,
  type Simulator,
  type SimulatorOptions,
} from "./simulator";
export { demoSeed } from "./demoSeed";
export { ACCOUNTS, PRODUCTS, SITES } from "./demoIds";
export { systemClock, type Clock } from "./clock";
export { ROUTES } from "./app";
export { nameOf as routeName, type Route } from "./http/route";
export { DEFAULT_SETTINGS, SETTINGS, type Settings } from "./settings";
export { SeedSchema, type Seed } from "./seed";
export { loadSeed, SeedFileError } from "./loadSeed";
export type { Change } from "./world/change";
export type { Fault, FaultRule } from "./http/faultPlan";
export type { LogEntry } from "./http/requestLog";
export type { Counters } from "./http/tally";
export type { InstanceState, LiveInstance, PackageState, World } from "./world";
export type { Account, Site } from "./world/model";
export type { WorldState } from "./control/state";
