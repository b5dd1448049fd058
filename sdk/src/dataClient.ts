import * as pulumi from "@pulumi/pulumi";
import { compose, readSettings } from "pulumi-wix-provider/runtime";
import type { WixClient } from "pulumi-wix-provider/wix";
import type { Provider } from "./provider";

/** Options of a data function. */
export interface DataOptions {
  /** The partner account to ask, when it is not that of the stack. */
  provider?: Provider;
}

// One client for a run of the program, and one for each explicit provider: what is asked together shares requests and limit.
const ofRuns = new WeakMap<object, WixClient>();
const ofProviders = new WeakMap<Provider, Promise<WixClient>>();

/**
 * The client of the data functions. They run in the program, not in the provider process, and only read.
 *
 * @throws {Error} with every setting that is missing or wrong
 */
export async function clientFor({
  provider,
}: DataOptions = {}): Promise<WixClient> {
  if (provider === undefined) return clientOfRun();
  const known = ofProviders.get(provider);
  if (known) return known;
  const client = configurationOf(provider).then((values) =>
    openClient((key) => values[key]),
  );
  ofProviders.set(provider, client);
  return client;
}

function clientOfRun(): WixClient {
  // A process may run several programs one after the other (Automation API), each with settings of its own.
  const run: object = pulumi.runtime.getMonitor() ?? process;
  const known = ofRuns.get(run);
  if (known) return known;
  const config = new pulumi.Config("wix");
  const client = openClient((key) => config.get(key.replace(/^wix:/, "")));
  ofRuns.set(run, client);
  return client;
}

const configurationOf = ({
  configuration,
}: Provider): Promise<Record<string, string>> =>
  new Promise((resolve) => {
    pulumi.output(configuration).apply(resolve);
  });

function openClient(config: (key: string) => string | undefined): WixClient {
  const { settings, problems } = readSettings(config, process.env);
  if (!settings) throw new Error(problems.join("\n"));
  if (!settings.apiKey) throw new Error("no API key: set WIX_API_KEY");
  const { wix } = compose(
    { ...settings, readOnly: true },
    {
      voice: { status: () => undefined, warn: () => undefined },
      signal: new AbortController().signal,
    },
  );
  return wix;
}

/** A data function for inputs that are known only when other resources are made. */
export const outputTwin =
  <Args extends object, Result>(
    ask: (args: Args, options?: DataOptions) => Promise<Result>,
  ) =>
  (
    args: { [Name in keyof Args]: pulumi.Input<Args[Name]> },
    options?: DataOptions,
  ): pulumi.Output<Result> => {
    const known = pulumi.output<unknown>(args) as pulumi.Output<Args>;
    const asked: pulumi.Output<unknown> = known.apply((one) =>
      ask(one, options),
    );
    return asked as pulumi.Output<Result>;
  };

/** What Wix told, without the fields that it left out. */
export const told = <Value extends object>(value: {
  [Name in keyof Value]: Value[Name] | undefined;
}): Value =>
  Object.fromEntries(
    Object.entries(value).filter(([, one]) => one !== undefined),
  ) as Value;
