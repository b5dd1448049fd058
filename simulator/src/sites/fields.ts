import { isoTime } from "../clock";
import type { FilterField, Operator } from "../query/filter";
import type { Queryable } from "../query/page";
import type { Site } from "../world/model";
import type { Store } from "../world/store";
import { isConnected, isPremium } from "./view";

const CHOICE: readonly Operator[] = [
  "$eq",
  "$ne",
  "$exists",
  "$in",
  "$hasSome",
];
const TEXT: readonly Operator[] = [
  ...CHOICE,
  "$startsWith",
  "$gt",
  "$lt",
  "$lte",
  "$gte",
];

const text = (read: (site: Site) => unknown): FilterField<Site> => ({
  operators: TEXT,
  read,
});
const choice = (read: (site: Site) => unknown): FilterField<Site> => ({
  operators: CHOICE,
  read,
});

/**
 * What Query Sites can filter and sort on. A filter on any other field is ignored without a word, as was seen live.
 *
 * @source Query Sites, newest generation, dev.wix.com
 */
export const siteFields = (store: Store): Queryable<Site> => ({
  onUnknownField: "ignore",
  fields: {
    id: text(({ id }) => id),
    name: text(({ name }) => name),
    folderId: text(({ folderId }) => folderId),
    published: choice(({ published }) => published),
    premium: choice((site) => isPremium(store, site)),
    editorType: choice(({ editorType }) => editorType),
    namespace: choice(({ namespace }) => namespace),
    domainConnected: choice((site) => isConnected(store, site)),
  },
  sortable: {
    id: ({ id }) => id,
    fields: {
      id: ({ id }) => id,
      name: ({ name }) => name,
      displayName: ({ displayName }) => displayName,
      createdDate: ({ createdAt }) => createdAt,
      updatedDate: ({ updatedAt }) => updatedAt,
      trashedDate: ({ trashedAt }) =>
        trashedAt === undefined ? "" : isoTime(trashedAt),
    },
  },
});

/** Count Sites cannot filter on `premium`. @source Count Sites, dev.wix.com */
export function countFields(store: Store): Queryable<Site> {
  const { fields, ...rest } = siteFields(store);
  const { premium: _premium, ...countable } = fields;
  return { ...rest, fields: countable };
}
