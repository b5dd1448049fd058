import type { Site } from "pulumi-wix-provider/wire";
import { clientFor, type DataOptions, outputTwin, told } from "./dataClient";

/** A site as Wix tells it. Times are ISO 8601 in UTC. */
export interface SiteResult {
  /** Wix's id of the site. */
  siteId: string;
  /** The account that the site belongs to. */
  ownerAccountId: string;
  /** The URL slug. */
  name?: string;
  /** The name that its owner gave it. */
  displayName?: string;
  /** `WIX`, `HEADLESS` and others. */
  namespace?: string;
  /** Whether the site has a paid plan. */
  premium?: boolean;
  /** Whether the site is online. */
  published?: boolean;
  /** Where the site is to be seen; absent or empty while it is not published. */
  viewUrl?: string;
  /** Only for a site in the trash. */
  trashedDate?: string;
  /** When the site was made. */
  createdDate?: string;
}

/** Whose sites {@link getSites} reads. */
export interface GetSitesArgs {
  /** The account that owns the sites; those of its sub-accounts are left out. */
  accountId: string;
}

/**
 * Without a filter Wix leaves headless sites out. The first was seen to work by the authors of Wix's recipes; the second brings
 * sites of namespaces that nobody told us of, if Wix does not ignore it.
 */
const NAMESPACES = [{ $in: ["WIX", "HEADLESS"] }, { $exists: true }];

/** Reads the sites that the account owns, in all namespaces, those in the trash included. By Wix's list, which may lag a little. */
export async function getSites(
  { accountId }: GetSitesArgs,
  options?: DataOptions,
): Promise<SiteResult[]> {
  const { sites } = await clientFor(options);
  const found = new Map<string, SiteResult>();
  for (const namespace of NAMESPACES) {
    for await (const site of sites.query(accountId, { namespace })) {
      const result = siteResult(site, accountId);
      // The main account may be shown the sites of its sub-accounts.
      if (result.ownerAccountId === accountId) found.set(site.id, result);
    }
  }
  return [...found.values()];
}

/** {@link getSites} for an account that is known only when other resources are made. */
export const getSitesOutput = outputTwin(getSites);

const siteResult = (site: Site, accountId: string): SiteResult =>
  told<SiteResult>({
    siteId: site.id,
    ownerAccountId: site.ownerAccountId ?? accountId,
    name: site.name,
    displayName: site.displayName,
    namespace: site.namespace,
    premium: site.premium,
    published: site.published,
    viewUrl: site.viewUrl,
    trashedDate: site.trashedDate,
    createdDate: site.createdDate,
  });
