import { createHash } from "node:crypto";
import type { Kind } from "pulumi-wix-provider/runtime";
import { ACCOUNTS, demoSeed, PRODUCTS, type Seed } from "pulumi-wix-simulator";

export type Bag = Readonly<Record<string, unknown>>;

/** A resource as the engine keeps it. */
export interface Stored {
  readonly kind: Kind;
  readonly id: string;
  readonly state: Bag;
}

/** When the world of a fleet begins. */
export const FLEET_START = "2026-01-15T12:00:00.000Z";

/** Packages of the partner that no program knows. */
export interface Others {
  readonly count: number;
  /** Their creation: long before the fleet's, or spread over this long from the fleet's beginning. @unit milliseconds */
  readonly made: "before" | { readonly overMs: number };
}

/** An id made of a word and a number, in no order. */
export function idOf(word: string, number: number): string {
  const hex = createHash("sha256").update(`${word} ${number}`).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export const customer = (number: number) => ({
  accountId: idOf("account", number),
  siteId: idOf("site", number),
});

const yearly = {
  type: "RECURRING",
  cycleDuration: { unit: "YEAR", count: 1 },
} as const;

/** What the sdk passes for a resource of the customer, apart from `__provider`. */
export function argsOf(
  kind: Kind,
  number: number,
  made: readonly Stored[],
): Bag {
  const { accountId, siteId } = customer(number);
  const __urn = `urn:pulumi:prod::fleet::pulumi-nodejs:dynamic/wix:${kind}::c${number}`;
  switch (kind) {
    case "SiteTransfer":
      return {
        siteId,
        sourceAccountId: ACCOUNTS.agency,
        targetAccountId: accountId,
        __urn,
      };
    case "Package":
      return {
        accountId,
        products: {
          service: {
            catalogProductId: PRODUCTS.mailbox,
            countryCode: "BR",
            billingInfo: yearly,
            // An assignment of its own says where it goes.
            floating: true,
          },
        },
        __urn,
        __mark: `fleet.prod.c${number}`,
      };
    case "ProductInstanceAssignment": {
      const bought = made.find((one) => one.kind === "Package");
      const { instances } = (bought?.state ?? {}) as {
        instances: Record<string, { instanceId: string }>;
      };
      return {
        accountId,
        siteId,
        packageId: bought?.id,
        productInstanceId: instances.service?.instanceId,
        __urn,
      };
    }
    default:
      return kind satisfies never;
  }
}

/** The demo's catalog and main account, and so many customers with an account and a site each. */
export function fleetSeed(
  customers: number,
  options: { readonly transferred: boolean; readonly others?: Others },
): Seed {
  const demo = demoSeed();
  const numbers = Array.from({ length: customers }, (_, number) => number);
  return {
    ...demo,
    accounts: [
      ...demo.accounts,
      ...numbers.map((number) => ({
        id: customer(number).accountId,
        parentAccountId: ACCOUNTS.main,
      })),
    ],
    sites: numbers.map((number) => ({
      id: customer(number).siteId,
      ownerAccountId: options.transferred
        ? customer(number).accountId
        : ACCOUNTS.agency,
    })),
    packages: options.others ? packagesOf(options.others) : [],
  };
}

const LONG_BEFORE_MS = 30 * 24 * 3_600_000;

function packagesOf({ count, made }: Others): NonNullable<Seed["packages"]> {
  const fleetStart = Date.parse(FLEET_START);
  const [from, overMs] =
    made === "before"
      ? [fleetStart - LONG_BEFORE_MS, LONG_BEFORE_MS / 2]
      : [fleetStart, made.overMs];
  return Array.from({ length: count }, (_, number) => ({
    id: idOf("other package", number),
    accountId: ACCOUNTS.agency,
    createdDate: new Date(from + (overMs * number) / count).toISOString(),
    productInstances: [
      {
        instanceId: idOf("other instance", number),
        catalogProductId: PRODUCTS.mailbox,
        billingInfo: yearly,
      },
    ],
  }));
}
