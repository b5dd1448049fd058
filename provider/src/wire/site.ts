import { z } from "zod";
import { maybe, Timestamp } from "./primitives";
import { Filter, Sort } from "./query";

/** Sites per page: the newest page of the documentation; older ones say 1,000. @source Query Sites, dev.wix.com */
export const SITES_PER_PAGE = 100;

/** A site as Wix tells it. Wix calls its id the meta site id elsewhere. */
export const Site = z.looseObject({
  id: z.string().min(1),
  ownerAccountId: maybe(z.string()),
  /** The URL slug. */
  name: maybe(z.string()),
  displayName: maybe(z.string()),
  /** `WIX`, `HEADLESS` and others; newest documents type it as plain text. */
  namespace: maybe(z.string()),
  createdDate: maybe(Timestamp),
  updatedDate: maybe(Timestamp),
  /** Present only when the site is in the trash. */
  trashedDate: maybe(Timestamp),
  published: maybe(z.boolean()),
  /** It has a paid plan. */
  premium: maybe(z.boolean()),
  viewUrl: maybe(z.string()),
  editUrl: maybe(z.string()),
  editorType: maybe(z.string()),
  folderId: maybe(z.string()),
  blocked: maybe(z.boolean()),
  domainConnected: maybe(z.boolean()),
});
export type Site = z.infer<typeof Site>;

/**
 * Without a filter on `namespace` only sites of `WIX` come back. A filter on a field that cannot be filtered is ignored
 * without a word, and everything comes back: only the fields of this list may be used.
 */
export const SITE_FILTER_FIELDS = [
  "id",
  "name",
  "folderId",
  "published",
  "premium",
  "editorType",
  "namespace",
  "domainConnected",
] as const;

/** @source Query Sites, dev.wix.com (offset paging is not offered) */
export const QuerySitesRequest = z.strictObject({
  query: z.strictObject({
    filter: Filter.optional(),
    sort: z.array(Sort).optional(),
    cursorPaging: z
      .strictObject({
        limit: z.int().min(1).max(SITES_PER_PAGE).optional(),
        cursor: z.string().optional(),
      })
      .optional(),
  }),
});
export type QuerySitesRequest = z.infer<typeof QuerySitesRequest>;

export const QuerySitesResponse = z.looseObject({
  sites: maybe(z.array(Site)),
  metadata: maybe(
    z.looseObject({
      count: maybe(z.coerce.number()),
      cursors: maybe(z.looseObject({ next: maybe(z.string()) })),
      hasNext: maybe(z.boolean()),
    }),
  ),
});

/** Not wrapped in `query`, unlike Query Sites. `premium` cannot be filtered here. @source Count Sites, dev.wix.com */
export const CountSitesRequest = z.strictObject({ filter: Filter.optional() });

export const CountSitesResponse = z.looseObject({
  count: maybe(z.coerce.number()),
});
