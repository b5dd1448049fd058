import {
  CursorQueryRequest,
  Filter,
  LIMITS,
  Sort,
} from "pulumi-wix-provider/wire";
import { z } from "zod";
import { read, refusal, type Answer, type Call } from "../http/route";
import { invalid, isRefusal } from "../refusal";
import { pageOf } from "../query/page";
import { packageView } from "../world/view";
import { PACKAGE_FIELDS } from "./fields";

/** The question as Wix takes it: cursor paging as our own client asks, or offset paging. `fields` and `fieldsets` are ignored. */
export const PackageQuery = z.strictObject({
  query: z.strictObject({
    filter: Filter.optional(),
    sort: z.array(Sort).optional(),
    cursorPaging: CursorQueryRequest.shape.query.shape.cursorPaging,
    paging: z
      .strictObject({
        limit: z.int().min(0).max(LIMITS.packagesPerPage).optional(),
        offset: z.int().min(0).optional(),
      })
      .optional(),
    fields: z.array(z.string()).optional(),
    fieldsets: z.array(z.string()).optional(),
  }),
});

/**
 * Query Packages: those of the whole partner, whichever account the header names.
 *
 * @source Query Packages, dev.wix.com
 */
export function queryPackages({
  ground,
  accountId,
  body,
}: Call<z.output<typeof PackageQuery>>): Answer {
  const { store, settings, now } = ground;
  const { filter, sort, cursorPaging, paging } = body.query;
  if (cursorPaging !== undefined && paging !== undefined) {
    return refusal(invalid("query", "either paging or cursorPaging"));
  }
  const scope = store.mainAccountOf(accountId);
  const seen =
    settings.queryLagMs === 0
      ? store.packages.all()
      : store.packages.allAt(now - settings.queryLagMs);
  const accounts = new Set(
    [...store.accounts.keys()].filter(
      (id) => store.mainAccountOf(id) === scope,
    ),
  );
  const oneParent = accounts.size === store.accounts.size;
  const page = pageOf(
    PACKAGE_FIELDS,
    oneParent ? seen : seen.filter((pkg) => accounts.has(pkg.accountId)),
    {
      filter,
      sort,
      scope,
      limit: cursorPaging?.limit ?? paging?.limit ?? LIMITS.packagesPerPage,
      cursor: cursorPaging?.cursor,
      offset: paging && (paging.offset ?? 0),
    },
  );
  if (isRefusal(page)) return refusal(page);
  const packages = page.items.map((pkg) => packageView(store, pkg, settings));
  const count = packages.length;
  const { next, prev, total } = page;
  return read({
    packages,
    metadata: paging
      ? { count, offset: paging.offset ?? 0, total, tooManyToCount: false }
      : { count, cursors: { next, prev } },
  });
}
