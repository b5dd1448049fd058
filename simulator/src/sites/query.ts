import {
  SITES_PER_PAGE,
  type CountSitesRequest,
  type Filter,
  type QuerySitesRequest,
} from "pulumi-wix-provider/wire";
import type { z } from "zod";
import type { Ground } from "../ground";
import { read, refusal, type Answer, type Call } from "../http/route";
import { pageOf } from "../query/page";
import { compileFilter } from "../query/filter";
import { isRefusal } from "../refusal";
import type { Site } from "../world/model";
import { countFields, siteFields } from "./fields";
import { siteView } from "./view";

/** The sites that the account of the header is shown: its own, those in the trash included. */
function visibleSites(
  { store, settings, now }: Ground,
  accountId: string,
): readonly Site[] {
  const { siteListLagMs, parentSeesSubAccountSites } = settings;
  const sites =
    siteListLagMs === 0
      ? store.sites.all()
      : store.sites.allAt(now - siteListLagMs);
  const sees = (owner: string) =>
    owner === accountId ||
    (parentSeesSubAccountSites && store.mainAccountOf(owner) === accountId);
  return sites.filter(({ ownerAccountId }) => sees(ownerAccountId));
}

/** Without a word on the namespace only `WIX` is meant. @source wix skill, checked live (see wix-api.md 3.1) */
const withNamespace = (filter: Filter | undefined): Filter => ({
  namespace: "WIX",
  ...filter,
});

export function querySites({
  ground,
  accountId,
  body,
}: Call<QuerySitesRequest>): Answer {
  const { filter, sort, cursorPaging } = body.query;
  const cursor = cursorPaging?.cursor;
  const page = pageOf(
    siteFields(ground.store),
    visibleSites(ground, accountId),
    {
      // A cursor carries its filter; only a real one of the caller's is refused beside it.
      filter: cursor === undefined ? withNamespace(filter) : filter,
      sort,
      cursor,
      limit: cursorPaging?.limit ?? SITES_PER_PAGE,
      scope: accountId,
    },
  );
  if (isRefusal(page)) return refusal(page);
  const sites = page.items.map((site) => siteView(ground.store, site));
  const { next } = page;
  return read({
    sites,
    metadata: {
      count: sites.length,
      cursors: { next },
      hasNext: next !== undefined,
    },
  });
}

export function countSites({
  ground,
  accountId,
  body,
}: Call<z.output<typeof CountSitesRequest>>): Answer {
  const { fields, onUnknownField } = countFields(ground.store);
  const matches = compileFilter(
    fields,
    withNamespace(body.filter),
    onUnknownField,
  );
  if (typeof matches !== "function") return refusal(matches);
  return read({
    count: visibleSites(ground, accountId).filter(matches).length,
  });
}
