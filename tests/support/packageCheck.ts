import type { Bag } from "../../provider/src/resources/bag";
import type { Fault } from "../../provider/src/resources/handler";
import { packageHandler } from "../../provider/src/resources/package";
import { ACCOUNT, MONTH, product, SITE } from "./packageFixtures";

export const URN =
  "urn:pulumi:dev::shop::pulumi-nodejs:dynamic/wix:Package::bakery";

export const faultsOf = (news: Bag, olds: Bag = {}): readonly Fault[] =>
  packageHandler.check(olds, { __urn: URN, ...news }).faults;

/** A plan on a site, every month. */
export const plan = { ...product({ siteId: SITE, billingInfo: MONTH }) };

export const args = (more: Bag = {}): Bag => ({
  accountId: ACCOUNT,
  products: { plan },
  ...more,
});

export const withPlan = (more: Bag): Bag =>
  args({ products: { plan: { ...plan, ...more } } });

export const without = (key: keyof typeof plan): Bag => {
  const { [key]: _, ...rest } = plan;
  return args({ products: { plan: rest } });
};
