import type { PackageSeed, ParsedSeed } from "../seed";
import { PackageSeed as PackageSeedSchema, SiteSeed } from "../seed";
import type { z } from "zod";
import { UNSAID_FAILURE } from "./life";
import type { Site, StoredInstance, StoredPackage } from "./model";
import { emptyStore, type Store } from "./store";

/** Seeded objects have always been there: no lag hides them. */
const EVER = 0;

/** The store that a seed describes. */
export function storeOf(
  seed: ParsedSeed,
  now: number,
  newId: () => string,
): Store {
  const store = emptyStore(seed);
  for (const account of seed.accounts)
    store.accounts.set(account.id, { ...account, createdAt: now });
  for (const product of seed.catalog) store.products.set(product.id, product);
  for (const site of seed.sites)
    store.sites.put(site.id, storedSite(site, now), EVER);
  for (const pkg of seed.packages)
    store.putPackage(storedPackage(pkg, now, newId), EVER);
  return store;
}

const instant = (date: string | undefined): number | undefined =>
  date === undefined ? undefined : Date.parse(date);

export function storedSite(seed: z.input<typeof SiteSeed>, now: number): Site {
  const { createdDate, trashedDate, ...rest } = SiteSeed.parse(seed);
  const createdAt = instant(createdDate) ?? now;
  return {
    ...rest,
    createdAt,
    updatedAt: createdAt,
    trashedAt: instant(trashedDate),
  };
}

export function storedPackage(
  seed: PackageSeed,
  now: number,
  newId: () => string,
): StoredPackage {
  const { id, accountId, externalId, createdDate, productInstances } =
    PackageSeedSchema.parse(seed);
  const createdAt = instant(createdDate) ?? now;
  const instances = productInstances.map(
    ({ instanceId, failure, expirationDate, ...rest }): StoredInstance => ({
      siteId: undefined,
      lastSiteId: undefined,
      billingInfo: undefined,
      countryCode: undefined,
      discountCode: undefined,
      referenceProductInstanceId: undefined,
      ...rest,
      instanceId: instanceId ?? newId(),
      failure:
        failure ?? (rest.status === "FAILED" ? UNSAID_FAILURE : undefined),
      expiresAt: instant(expirationDate),
      createdAt,
      updatedAt: createdAt,
      settles: undefined,
      disconnected: false,
    }),
  );
  return {
    id: id ?? newId(),
    accountId,
    externalId,
    instances,
    createdAt,
    updatedAt: createdAt,
    bought: false,
  };
}
