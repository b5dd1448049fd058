import { z } from "zod";
import { LIMITS, maybe } from "./primitives";
import { Package } from "./package";

/** A filter of Wix's query language: a field or a logical operator each, as JSON. Which fields and operators work is up to each endpoint. */
export const Filter = z.record(z.string(), z.json());
export type Filter = z.infer<typeof Filter>;

export const Sort = z.strictObject({
  fieldName: z.string(),
  order: z.enum(["ASC", "DESC"]).optional(),
});

/**
 * A page asked for by cursor. The first page carries `filter` and `sort`; a following one only the cursor (Wix refuses a
 * cursor together with a filter).
 */
export const CursorQueryRequest = z.strictObject({
  query: z.strictObject({
    filter: Filter.optional(),
    sort: z.array(Sort).optional(),
    cursorPaging: z
      .strictObject({
        limit: z.int().min(1).max(LIMITS.packagesPerPage).optional(),
        cursor: z.string().optional(),
      })
      .optional(),
  }),
});
export type CursorQueryRequest = z.infer<typeof CursorQueryRequest>;

/** Wix's prose says `pagingMetadata`; types and samples say `metadata`, and so does what was seen live for sites. */
export const PageMetadata = z.looseObject({
  count: maybe(z.coerce.number()),
  cursors: maybe(
    z.looseObject({ next: maybe(z.string()), prev: maybe(z.string()) }),
  ),
});

export const QueryPackagesResponse = z.looseObject({
  packages: maybe(z.array(Package)),
  metadata: maybe(PageMetadata),
});
