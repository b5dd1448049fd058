import { ACCOUNTS, PRODUCTS } from "pulumi-wix-simulator";
import { customer } from "../fleet/customers";

/** A customer as the programs of the benches read it: a site to be transferred, and a package of one product. */
export interface Customer {
  readonly name: string;
  readonly externalId: string;
  readonly accountId: string;
  readonly transfer: {
    readonly siteId: string;
    readonly sourceAccountId: string;
    readonly targetAccountId: string;
  };
  readonly products: Readonly<Record<"service", object>>;
}

/** @param accountId of all of them; without one each has an account of its own */
export const customers = (count: number, accountId?: string): Customer[] =>
  Array.from({ length: count }, (_, number) => {
    const { siteId, accountId: own } = customer(number);
    const account = accountId ?? own;
    return {
      name: `c${number}`,
      externalId: `bench-${number}`,
      accountId: account,
      transfer: {
        siteId,
        sourceAccountId: ACCOUNTS.agency,
        targetAccountId: account,
      },
      products: {
        service: {
          catalogProductId: PRODUCTS.mailbox,
          countryCode: "BR",
          billingInfo: {
            type: "RECURRING",
            cycleDuration: { unit: "YEAR", count: 1 },
          },
        },
      },
    };
  });

/** The same with another external id of the first: one change among all. */
export const changed = ([first, ...others]: readonly Customer[]): Customer[] =>
  first ? [{ ...first, externalId: "bench-changed" }, ...others] : [];
