import type { Site as WireSite } from "pulumi-wix-provider/wire";
import { isoTime } from "../clock";
import { isLive } from "../world/life";
import type { Site } from "../world/model";
import type { Store } from "../world/store";

/** A live instance of this product type makes a site `premium`. The name is that of our catalogs, not Wix's. */
const PLAN_TYPE = "PREMIUM";
/** A connected instance of this product type makes a site `domainConnected`. */
const DOMAIN_TYPE = "DOMAIN";

const has = (store: Store, site: Site, type: string): boolean =>
  store
    .onSite(site.id)
    .some(
      ({ instance }) =>
        isLive(instance) &&
        !instance.disconnected &&
        store.products.get(instance.catalogProductId)?.type === type,
    );

export const isPremium = (store: Store, site: Site): boolean =>
  has(store, site, PLAN_TYPE);

export const isConnected = (store: Store, site: Site): boolean =>
  site.domainConnected || has(store, site, DOMAIN_TYPE);

/** A site as Wix tells it. */
export const siteView = (store: Store, site: Site): WireSite => ({
  id: site.id,
  ownerAccountId: site.ownerAccountId,
  contributorAccountIds: [site.ownerAccountId],
  name: site.name,
  displayName: site.displayName,
  namespace: site.namespace,
  createdDate: isoTime(site.createdAt),
  updatedDate: isoTime(site.updatedAt),
  trashedDate:
    site.trashedAt === undefined ? undefined : isoTime(site.trashedAt),
  published: site.published,
  premium: isPremium(store, site),
  viewUrl: site.published ? `https://${site.name}.example.invalid` : "",
  editUrl: `/edit/${site.id}`,
  editorType: site.editorType,
  folderId: site.folderId,
  blocked: false,
  domainConnected: isConnected(store, site),
});
