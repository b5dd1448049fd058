import { type Filter, type Site, SITES_PER_PAGE } from "../wire";
import { gather } from "./gather";
import type { SitesApi } from "./sites";

/** Reads of sites that share their requests, whatever account shows them. */
export interface SiteReads {
  /**
   * The site as the first account that sees it shows it: the main account, then the given ones in their order. The owner that
   * it names is who owns it now.
   *
   * Undefined says only that the lists do not show it: they may lag.
   */
  find(
    siteId: string,
    accountIds: readonly string[],
  ): Promise<Site | undefined>;
  /** As {@link find}, in the lists of all namespaces, each account asked anew: what gone is decided by. */
  search(
    siteId: string,
    accountIds: readonly string[],
  ): Promise<Site | undefined>;
}

/** Without it a headless site is left out without a word. @source Wix's own recipes (seen live by their authors) */
const USUAL_NAMESPACES: Filter = { namespace: { $in: ["WIX", "HEADLESS"] } };
/** Every site has a namespace, and not all of them are known. */
const ALL_NAMESPACES: Filter = { namespace: { $exists: true } };

export function siteReads(api: SitesApi, mainAccountId: string): SiteReads {
  const loaders = new Map<
    string,
    (siteId: string) => Promise<Site | undefined>
  >();
  // Whether the main account's list holds sites of sub-accounts is not documented; the first site found tells.
  let mainSeesAll: boolean | undefined;

  const listed = (accountId: string) => {
    const known = loaders.get(accountId);
    if (known) return known;
    const loader = gather(SITES_PER_PAGE, async (siteIds) => {
      const found = new Map<string, Site>();
      const filter = { id: { $in: [...siteIds] }, ...USUAL_NAMESPACES };
      for await (const site of api.query(accountId, filter)) {
        found.set(site.id, site);
      }
      return found;
    });
    loaders.set(accountId, loader);
    return loader;
  };

  const owned = (site: Site, accountId: string): Site => ({
    ...site,
    ownerAccountId: site.ownerAccountId ?? accountId,
  });

  const others = (accountIds: readonly string[]) => [
    ...new Set(accountIds.filter((id) => id !== mainAccountId)),
  ];

  return {
    find: async (siteId, accountIds) => {
      const askMain =
        mainSeesAll !== false || accountIds.includes(mainAccountId);
      const ofMain = askMain ? await listed(mainAccountId)(siteId) : undefined;
      if (ofMain) {
        const site = owned(ofMain, mainAccountId);
        if (site.ownerAccountId !== mainAccountId) mainSeesAll = true;
        return site;
      }
      for (const accountId of others(accountIds)) {
        const site = await listed(accountId)(siteId);
        if (!site) continue;
        mainSeesAll ??= askMain ? false : undefined;
        return owned(site, accountId);
      }
      return undefined;
    },
    search: async (siteId, accountIds) => {
      for (const accountId of [...others(accountIds), mainAccountId]) {
        const filter = { id: { $eq: siteId }, ...ALL_NAMESPACES };
        for await (const site of api.query(accountId, filter)) {
          if (site.id === siteId) return owned(site, accountId);
        }
      }
      return undefined;
    },
  };
}
