import { delimiter, resolve } from "node:path";
import { pathToFileURL } from "node:url";

export interface Isolation {
  /** The folder of `pulumi`, put first on PATH. */
  readonly binDir: string;
  /** Pulumi's own folder, in place of ~/.pulumi: credentials, workspaces, plugins. */
  readonly home: string;
  /** Holds the state. The folder must exist when Pulumi runs. */
  readonly backendDir: string;
  /** Encrypts the stack's secrets; any text. */
  readonly passphrase: string;
  /** What the run inherits, apart from every `PULUMI_…`. @default process.env */
  readonly base?: NodeJS.ProcessEnv;
}

/**
 * The whole environment for a Pulumi run that touches nothing but the two folders, asks nothing and downloads nothing.
 *
 * Pulumi variables of the caller do not reach it: a `PULUMI_STACK` or an access token there would.
 */
export function isolatedEnv(isolation: Isolation): NodeJS.ProcessEnv {
  const base = isolation.base ?? process.env;
  const inherited = Object.entries(base).filter(
    ([name]) => !name.startsWith("PULUMI_"),
  );
  return {
    ...Object.fromEntries(inherited),
    NO_COLOR: "1",
    PATH: [resolve(isolation.binDir), base["PATH"]]
      .filter(Boolean)
      .join(delimiter),
    PULUMI_BACKEND_URL: pathToFileURL(isolation.backendDir).href,
    PULUMI_CONFIG_PASSPHRASE: isolation.passphrase,
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    // The backend writes a copy of the state beside it at each step; a run that is thrown away needs none.
    PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS: "true",
    PULUMI_HOME: resolve(isolation.home),
    PULUMI_SKIP_UPDATE_CHECK: "true",
  };
}
