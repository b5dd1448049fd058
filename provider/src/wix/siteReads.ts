import { type Filter, type Site, SITES_PER_PAGE } from "../wire";
import { gather, type Pace } from "./gather";
import { lookahead, type Lookahead } from "./lookahead";
import { pick } from "./pages";
import type { SitesApi } from "./sites";

/** Reads of sites that share their requests, whatever account shows them. */
export interface SiteReads {
  /**
   * The site as the first account that sees it shows it: the main account, then the given ones in their order. The owner that
   * it names is who owns it now.
   *
   * Undefined says only that the lists do not show it: they may lag.
   *
   * @param reader the resource that asks, for an answer as of some moment of this refresh (see {@link lookahead}); absent: as it is now
   */
  find(
    siteId: string,
    accountIds: readonly string[],
    reader?: string,
  ): Promise<Site | undefined>;
  /** As {@link find}, in the lists of all namespaces, each account asked anew: what gone is decided by. */
  search(
    siteId: string,
    accountIds: readonly string[],
  ): Promise<Site | undefined>;
  /** Something was written: nothing that was read ahead counts any more. */
  forget(): void;
}

/** Without it a headless site is left out without a word. @source Wix's own recipes (seen live by their authors) */
const USUAL_NAMESPACES: Filter = { namespace: { $in: ["WIX", "HEADLESS"] } };
/** Every site has a namespace, and not all of them are known. */
const ALL_NAMESPACES: Filter = { namespace: { $exists: true } };

/** One account's list. */
interface Listed {
  readonly now: (siteId: string) => Promise<Site | undefined>;
  readonly ahead: Lookahead<Site>;
}

export function siteReads(
  api: SitesApi,
  mainAccountId: string,
  pace: Pace,
): SiteReads {
  const lists = new Map<string, Listed>();
  // Whether the main account's list holds sites of sub-accounts is not documented; the first site found tells.
  let mainSeesAll: boolean | undefined;

  const listOf = (accountId: string): Listed => {
    const known = lists.get(accountId);
    if (known) return known;
    const fetch = (siteIds: readonly string[]) => {
      const filter = { id: { $in: [...siteIds] }, ...USUAL_NAMESPACES };
      return pick(api.query(accountId, filter), siteIds);
    };
    const list = {
      now: gather(SITES_PER_PAGE, fetch, pace),
      ahead: lookahead<Site>(
        {
          most: SITES_PER_PAGE,
          fetch,
          pages: () => api.pages(accountId, USUAL_NAMESPACES),
        },
        pace.clock,
      ),
    };
    lists.set(accountId, list);
    return list;
  };

  const read = (
    accountId: string,
    siteId: string,
    reader: string | undefined,
  ): Promise<Site | undefined> => {
    const { now, ahead } = listOf(accountId);
    return reader === undefined ? now(siteId) : ahead.read(siteId, reader);
  };

  const owned = (site: Site, accountId: string): Site => ({
    ...site,
    ownerAccountId: site.ownerAccountId ?? accountId,
  });

  const others = (accountIds: readonly string[]) => [
    ...new Set(accountIds.filter((id) => id !== mainAccountId)),
  ];

  return {
    find: async (siteId, accountIds, reader) => {
      const askMain =
        mainSeesAll !== false || accountIds.includes(mainAccountId);
      const ofMain = askMain
        ? await read(mainAccountId, siteId, reader)
        : undefined;
      if (ofMain) {
        const site = owned(ofMain, mainAccountId);
        if (site.ownerAccountId !== mainAccountId) mainSeesAll = true;
        return site;
      }
      for (const accountId of others(accountIds)) {
        const site = await read(accountId, siteId, reader);
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
    forget: () => {
      for (const { ahead } of lists.values()) ahead.forget();
    },
  };
}
