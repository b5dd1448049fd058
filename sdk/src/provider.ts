import * as pulumi from "@pulumi/pulumi";
import { PROVIDER_KEYS } from "pulumi-wix-provider/runtime";

/** What {@link Provider} takes; all of it is optional. */
export interface ProviderArgs {
  /** The account-level API key of this partner account; kept encrypted in the state. Rather name a variable: `apiKeyFromEnv`. */
  apiKey?: pulumi.Input<string>;
  /** Name of the environment variable that holds the key. It is read at run time, so a rotated key reaches refresh and destroy too. */
  apiKeyFromEnv?: string;
  /** The partner's main account. Default: as for the stack. */
  accountId?: pulumi.Input<string>;
  /** Default: as for the stack. */
  apiBaseUrl?: pulumi.Input<string>;
  /** 1 to 100,000. Default: as for the stack. */
  requestsPerMinute?: pulumi.Input<number>;
  /** The longest wait for one resource to settle, 1 to 86,400. Default: as for the stack. @unit seconds */
  waitSeconds?: pulumi.Input<number>;
}

const SETTINGS = [
  "apiKey",
  "accountId",
  "apiBaseUrl",
  "requestsPerMinute",
  "waitSeconds",
] as const;
/** The settings of the stack that a provider takes over where it says nothing itself: those that are no secrets. */
const COPIED = [
  "accountId",
  "apiBaseUrl",
  "requestsPerMinute",
  "waitSeconds",
] as const;

/**
 * Another partner account for one program: `{ provider }` on any resource.
 *
 * Its own arguments win over the environment; what it leaves out comes from the environment, then from the stack's
 * configuration as it is when the program runs. It has its own process, and so its own budget of requests: two providers of one
 * account send up to twice `requestsPerMinute`.
 *
 * @throws {Error} when both `apiKey` and `apiKeyFromEnv` are given
 */
export class Provider extends pulumi.ProviderResource {
  /** @internal What its process is configured with, for the data functions. */
  readonly configuration: Readonly<Record<string, pulumi.Input<string>>>;

  constructor(
    name: string,
    args: ProviderArgs = {},
    options?: pulumi.ResourceOptions,
  ) {
    if (args.apiKey !== undefined && args.apiKeyFromEnv !== undefined) {
      throw new Error(
        `wix.Provider "${name}": give apiKey or apiKeyFromEnv, not both`,
      );
    }
    const configuration = configurationOf(args);
    super("pulumi-nodejs", name, { ...configuration }, options);
    this.configuration = configuration;
  }
}

function configurationOf(
  args: ProviderArgs,
): Readonly<Record<string, pulumi.Input<string>>> {
  const stack = new pulumi.Config("wix");
  const own = SETTINGS.filter((setting) => args[setting] !== undefined);
  const copied = COPIED.flatMap((setting) => {
    const value = stack.get(setting);
    return value === undefined ? [] : [[`wix:${setting}`, value] as const];
  });
  const given = own.map((setting) => {
    const value = pulumi.output(args[setting]).apply(String);
    return [
      `wix:${setting}`,
      setting === "apiKey" ? pulumi.secret(value) : value,
    ] as const;
  });
  return {
    ...Object.fromEntries(copied),
    ...Object.fromEntries(given),
    [PROVIDER_KEYS.own]: own.join(","),
    ...(args.apiKeyFromEnv === undefined
      ? {}
      : { [PROVIDER_KEYS.apiKeyFromEnv]: args.apiKeyFromEnv }),
  };
}
