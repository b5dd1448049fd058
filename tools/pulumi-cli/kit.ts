import type { Progress } from "./progress";

/** What the ways work with; everything that reaches outside comes in here. */
export interface Kit {
  readonly env: NodeJS.ProcessEnv;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** Holds one folder per version; see `cacheFolder`. */
  readonly cacheFolder: string;
  /** The command that fills the folder named by its last argument with the official download. */
  readonly officialInstaller: readonly [string, ...string[]];
  /** How long to wait between two looks at a lock that another process holds. */
  readonly lockPollMs: number;
}
