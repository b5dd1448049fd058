import type { ParsedSeed } from "./seedShape";

export interface SeedFault {
  readonly path: (string | number)[];
  readonly message: string;
}

/** Every id of a seed that is used twice or names nothing. */
export function seedFaults(seed: ParsedSeed): SeedFault[] {
  const faults: SeedFault[] = [];
  const accounts = new Set(seed.accounts.map(({ id }) => id));
  const sites = new Set(seed.sites.map(({ id }) => id));
  const products = new Set(seed.catalog.map(({ id }) => id));

  const known = (
    ids: ReadonlySet<string>,
    noun: string,
    id: string | undefined,
    ...path: (string | number)[]
  ) => {
    if (id !== undefined && !ids.has(id))
      faults.push({ path, message: `unknown ${noun} ${id}` });
  };
  const unique = (
    list: string,
    field: string,
    ids: readonly (string | undefined)[],
  ) => {
    const seen = new Set<string>();
    ids.forEach((id, index) => {
      if (id === undefined) return;
      if (seen.has(id))
        faults.push({
          path: [list, index, field],
          message: `${id} occurs twice`,
        });
      seen.add(id);
    });
  };

  for (const list of ["accounts", "sites", "catalog", "packages"] as const) {
    unique(
      list,
      "id",
      seed[list].map(({ id }) => id),
    );
  }
  seed.accounts.forEach((account, index) => {
    known(
      accounts,
      "account",
      account.parentAccountId,
      "accounts",
      index,
      "parentAccountId",
    );
  });
  seed.sites.forEach((site, index) => {
    known(
      accounts,
      "account",
      site.ownerAccountId,
      "sites",
      index,
      "ownerAccountId",
    );
  });
  seed.packages.forEach((pkg, index) => {
    known(accounts, "account", pkg.accountId, "packages", index, "accountId");
    pkg.productInstances.forEach((instance, at) => {
      const path = ["packages", index, "productInstances", at] as const;
      known(
        products,
        "product",
        instance.catalogProductId,
        ...path,
        "catalogProductId",
      );
      known(sites, "site", instance.siteId, ...path, "siteId");
    });
  });
  if (seed.transfers !== "any") {
    seed.transfers.forEach((pair, index) => {
      for (const field of ["sourceAccountId", "targetAccountId"] as const) {
        known(accounts, "account", pair[field], "transfers", index, field);
      }
    });
  }
  seed.apiKeys?.forEach((key, index) => {
    if (typeof key === "object")
      known(accounts, "account", key.accountId, "apiKeys", index, "accountId");
  });
  return faults;
}
