import { accountsApi, type AccountsApi } from "./accounts";
import type { Clock } from "./clock";
import { createLimiter } from "./limiter";
import { type NewKey, packagesApi, type PackagesApi } from "./packages";
import { packageReads, type PackageReads } from "./packageReads";
import { createPipeline, type PipelineOptions } from "./pipeline";
import { siteReads, type SiteReads } from "./siteReads";
import { sitesApi, type SitesApi } from "./sites";

export interface ClientOptions extends Omit<PipelineOptions, "limiter"> {
  readonly requestsPerMinute: number;
  /** The partner's main account. */
  readonly accountId: string;
  readonly newKey: NewKey;
}

/** Wix as this project sees it. One per process: its limiter and its gathered reads serve all resources. */
export interface WixClient {
  readonly packages: PackagesApi;
  readonly packageReads: PackageReads;
  readonly sites: SitesApi;
  readonly siteReads: SiteReads;
  readonly accounts: AccountsApi;
  readonly clock: Clock;
}

export function createClient(options: ClientOptions): WixClient {
  const { accountId, newKey, clock, requestsPerMinute } = options;
  const call = createPipeline({
    ...options,
    limiter: createLimiter({ requestsPerMinute, clock }),
  });
  const packages = packagesApi(call, accountId, newKey);
  const sites = sitesApi(call);
  return {
    packages,
    packageReads: packageReads(packages),
    sites,
    siteReads: siteReads(sites, accountId),
    accounts: accountsApi(call, accountId),
    clock,
  };
}
