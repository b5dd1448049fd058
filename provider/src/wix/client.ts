import { accountsApi, type AccountsApi } from "./accounts";
import type { Clock } from "./clock";
import { apartBy } from "./gather";
import { createLimiter, type LimitWait } from "./limiter";
import { type NewKey, packagesApi, type PackagesApi } from "./packages";
import { packageReads, type PackageReads } from "./packageReads";
import { type Call, createPipeline, type PipelineOptions } from "./pipeline";
import { siteReads, type SiteReads } from "./siteReads";
import { sitesApi, type SitesApi } from "./sites";
import type { Traffic } from "./traffic";

export interface ClientOptions extends Omit<PipelineOptions, "limiter"> {
  readonly requestsPerMinute: number;
  /** The partner's main account. */
  readonly accountId: string;
  readonly newKey: NewKey;
  /** Called before a request waits for its turn under the limit. */
  readonly onWait?: ((wait: LimitWait) => void) | undefined;
}

/** Wix as this project sees it. One per process: its limiter and its gathered reads serve all resources. */
export interface WixClient {
  readonly packages: PackagesApi;
  readonly packageReads: PackageReads;
  readonly sites: SitesApi;
  readonly siteReads: SiteReads;
  readonly accounts: AccountsApi;
  readonly clock: Clock;
  /** About how long a request would wait for the limit that came now. @unit milliseconds */
  limitWaitMs(): number;
  /** What was sent so far. */
  traffic(): Traffic;
}

export function createClient(options: ClientOptions): WixClient {
  const { accountId, newKey, clock } = options;
  const limiter = createLimiter(options);
  const { call: send, traffic } = createPipeline({ ...options, limiter });
  const forget = () => {
    packagesRead.forget();
    sitesRead.forget();
  };
  // Before it is sent too: what is read meanwhile may be from before the write.
  const call: Call = async (endpoint, input) => {
    if (endpoint.access === "read") return send(endpoint, input);
    forget();
    try {
      return await send(endpoint, input);
    } finally {
      forget();
    }
  };
  const packages = packagesApi(call, {
    mainAccountId: accountId,
    newKey,
    onTold: (live) => {
      packagesRead.told(live);
    },
  });
  const sites = sitesApi(call);
  const pace = { clock, apartMs: () => apartBy(limiter.used()) };
  const packagesRead = packageReads(packages, pace);
  const sitesRead = siteReads(sites, accountId, pace);
  return {
    packages,
    packageReads: packagesRead,
    sites,
    siteReads: sitesRead,
    accounts: accountsApi(call, accountId),
    clock,
    limitWaitMs: () => limiter.waitMs(),
    traffic,
  };
}
