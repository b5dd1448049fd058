import type { Clock } from "./clock";
import { createLimiter } from "./limiter";
import { type NewKey, packagesApi, type PackagesApi } from "./packages";
import { packageReads, type PackageReads } from "./packageReads";
import { createPipeline, type PipelineOptions } from "./pipeline";

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
  readonly clock: Clock;
}

export function createClient(options: ClientOptions): WixClient {
  const { accountId, newKey, clock, requestsPerMinute } = options;
  const call = createPipeline({
    ...options,
    limiter: createLimiter({ requestsPerMinute, clock }),
  });
  const packages = packagesApi(call, accountId, newKey);
  return { packages, packageReads: packageReads(packages), clock };
}
