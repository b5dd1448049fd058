export { compose, type Outside } from "./compose";
export { whileEngineLives } from "./engine";
export {
  createProvider,
  type DynamicProvider,
  type ProviderProcess,
} from "./provider";
export { PROVIDER_KEYS, readSettings, type Settings } from "./settings";
export type { Kind, Voice } from "../resources";
