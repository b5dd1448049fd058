import type { Filter } from "pulumi-wix-provider/wire";
import { isRefusal, refused, type Refusal } from "../refusal";
import { readCursor, writeCursor, type Cursor } from "./cursor";
import { compileFilter, type FilterFields } from "./filter";
import {
  orderOf,
  sorted,
  type Order,
  type SortBy,
  type Sortable,
} from "./order";

/** What can be asked of a list. */
export interface Queryable<T> {
  readonly fields: FilterFields<T>;
  readonly sortable: Sortable<T>;
  readonly onUnknownField: "refuse" | "ignore";
}

export interface PageRequest {
  readonly filter?: Filter | undefined;
  readonly sort?: readonly SortBy[] | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
  /** Given: offset paging, and no cursors come back. */
  readonly offset?: number | undefined;
  /** To whom the answer belongs; a cursor is no good for anybody else. */
  readonly scope: string;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
  readonly prev?: string;
  /** Of all pages; with offset paging only. */
  readonly total?: number;
}

const invalidCursor = (why: string): Refusal =>
  refused(400, "INVALID_CURSOR", `invalid cursor: ${why}`);

/** One page of the items that match, or why the question is refused. */
export function pageOf<T>(
  queryable: Queryable<T>,
  items: readonly T[],
  request: PageRequest,
): Page<T> | Refusal {
  const start =
    request.cursor === undefined ? undefined : startOf(request, request.cursor);
  if (start !== undefined && isRefusal(start)) return start;
  const filter = start?.filter ?? request.filter ?? {};
  const matches = compileFilter(
    queryable.fields,
    filter,
    queryable.onUnknownField,
  );
  if (typeof matches !== "function") return matches;
  const order = orderOf(queryable.sortable, start?.sort ?? request.sort);
  if (isRefusal(order)) return order;

  // A question is often narrow, so its matches are few; a walk comes back for the same order again and again.
  const matching =
    start === undefined
      ? sorted(items.filter(matches), order)
      : sorted(items, order).filter(matches);
  const { limit, offset } = request;
  if (offset !== undefined) {
    return {
      items: matching.slice(offset, offset + limit),
      total: matching.length,
    };
  }
  const from = firstIndex(matching, order, start, limit);
  const page = matching.slice(from, from + limit);
  const cursorAt = (item: T | undefined, towards: Cursor["towards"]): string =>
    writeCursor({
      scope: request.scope,
      filter,
      sort: [...order.sort],
      from: item === undefined ? [] : [...order.placeOf(item)],
      towards,
    });
  return {
    items: page,
    ...(from + limit < matching.length && {
      next: cursorAt(page.at(-1), "next"),
    }),
    ...(from > 0 && page.length > 0 && { prev: cursorAt(page[0], "prev") }),
  };
}

function startOf(request: PageRequest, text: string): Cursor | Refusal {
  if (request.filter !== undefined || request.sort !== undefined) {
    return invalidCursor("a cursor comes without filter and sort");
  }
  const cursor = readCursor(text);
  if (cursor === undefined) return invalidCursor("not one that a page carried");
  return cursor.scope === request.scope
    ? cursor
    : invalidCursor("it belongs to another account");
}

function firstIndex<T>(
  items: readonly T[],
  order: Order<T>,
  start: Cursor | undefined,
  limit: number,
): number {
  if (start === undefined) return 0;
  const past = items.findIndex((item) => {
    const distance = order.compare(order.placeOf(item), start.from);
    return start.towards === "next" ? distance > 0 : distance >= 0;
  });
  const index = past < 0 ? items.length : past;
  return start.towards === "next" ? index : Math.max(0, index - limit);
}
