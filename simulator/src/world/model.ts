import type {
  BillingInfoRequest,
  InstanceStatus,
} from "pulumi-wix-provider/wire";
import type { AccountSeed, Failure, SiteSeed } from "../seed";
import type { z } from "zod";

/** What a `PENDING` instance turns into, and when. @unit `at`: milliseconds since 1970 */
export interface Settlement {
  readonly at: number;
  readonly to: InstanceStatus;
  readonly failure: Failure | undefined;
}

/** One paid service. Times are milliseconds since 1970. */
export interface StoredInstance {
  readonly instanceId: string;
  readonly catalogProductId: string;
  /** Absent: floating. */
  readonly siteId: string | undefined;
  /** The site that a floating instance was taken from. Wix's answers do not show this. */
  readonly lastSiteId: string | undefined;
  readonly billingInfo: BillingInfoRequest | undefined;
  readonly status: InstanceStatus;
  readonly failure: Failure | undefined;
  readonly countryCode: string | undefined;
  readonly discountCode: string | undefined;
  readonly referenceProductInstanceId: string | undefined;
  readonly expiresAt: number | undefined;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly settles: Settlement | undefined;
  /** What it depends on has left its site (a domain without its plan). Wix's answers do not show this. */
  readonly disconnected: boolean;
}

export interface StoredPackage {
  readonly id: string;
  readonly accountId: string;
  readonly externalId: string | undefined;
  readonly instances: readonly StoredInstance[];
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Made by a request; false for what a seed or an out-of-band change put there. */
  readonly bought: boolean;
}

export interface Account extends z.output<typeof AccountSeed> {
  readonly createdAt: number;
}

export interface Site extends Omit<
  z.output<typeof SiteSeed>,
  "createdDate" | "trashedDate"
> {
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly trashedAt: number | undefined;
}
