import {
  createProvider,
  type DynamicProvider,
  type Kind,
  type Outside,
} from "pulumi-wix-provider/runtime";
import { ACCOUNTS } from "pulumi-wix-simulator";

/** The key that no test output may hold. */
export const CANARY_KEY = "IST.canary-7f3a9c2e51d84b06";

/** A provider process of the demo's partner, configured by its environment alone, that draws no lots. */
export function providerProcess(
  outside: Partial<Outside>,
  variables: Readonly<Record<string, string | undefined>> = {},
): (kind: Kind) => DynamicProvider {
  const { forKind } = createProvider(
    {
      signal: new AbortController().signal,
      random: () => 0.5,
      voice: { status: () => undefined, warn: () => undefined },
      ...outside,
    },
    {
      WIX_API_KEY: CANARY_KEY,
      WIX_ACCOUNT_ID: ACCOUNTS.main,
      WIX_API_BASE_URL: "http://127.0.0.1",
      ...variables,
    },
  );
  return (kind) => {
    const one = forKind(kind);
    void one.configure({ config: { get: () => undefined } });
    return one;
  };
}
