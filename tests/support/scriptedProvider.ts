import {
  createProvider,
  type DynamicProvider,
} from "../../provider/src/runtime/provider";
import type { Kind } from "../../provider/src/resources";
import {
  BASE_URL,
  MAIN_ACCOUNT,
  type Script,
  SCRIPTED_KEY,
  type Scripted,
  scriptedTransport,
} from "./scriptedWix";
import { type VirtualClock, virtualClock } from "./virtualClock";

/** What the host passes along as `__provider`. */
export const STUB = "exports.handler=()=>1;";

export interface ScriptedProvider {
  /** Not configured yet. */
  readonly of: (kind: Kind) => DynamicProvider;
  readonly script: Script;
  readonly clock: VirtualClock;
  readonly warnings: readonly string[];
}

export const noConfig = { config: { get: () => undefined } };

/** A provider process over a script of answers. */
export function scriptedProvider(
  answers: readonly Scripted[] = [],
  variables: Readonly<Record<string, string>> = {},
): ScriptedProvider {
  const clock = virtualClock();
  const script = scriptedTransport(answers, clock);
  const warnings: string[] = [];
  const { forKind: of } = createProvider(
    {
      transport: script.transport,
      clock,
      random: () => 0.5,
      newKey: () => "key",
      signal: new AbortController().signal,
      voice: {
        status: () => undefined,
        warn: (_urn, text) => warnings.push(text),
      },
    },
    {
      WIX_API_KEY: SCRIPTED_KEY,
      WIX_ACCOUNT_ID: MAIN_ACCOUNT,
      WIX_API_BASE_URL: BASE_URL,
      ...variables,
    },
  );
  return { of, script, clock, warnings };
}

/** The same, configured, for packages. */
export function scriptedPackages(
  answers: readonly Scripted[],
  variables?: Readonly<Record<string, string>>,
): ScriptedProvider & { readonly provider: DynamicProvider } {
  const process = scriptedProvider(answers, variables);
  const provider = process.of("Package");
  void provider.configure(noConfig);
  return { ...process, provider };
}
