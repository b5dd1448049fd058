import type { Sort } from "pulumi-wix-provider/wire";
import type { z } from "zod";
import { invalid, type Refusal } from "../refusal";

export type SortBy = z.output<typeof Sort>;

/** Where an item stands in an order: its sort values, then its id, so that every order is total. */
export type Place = readonly (string | number | boolean)[];

export interface Order<T> {
  readonly sort: readonly SortBy[];
  readonly placeOf: (item: T) => Place;
  readonly compare: (a: Place, b: Place) => number;
}

export interface Sortable<T> {
  readonly id: (item: T) => string;
  readonly fields: Readonly<
    Partial<Record<string, (item: T) => string | number | boolean>>
  >;
}

/** The default of both queries. @source Query Packages, dev.wix.com */
const NEWEST_FIRST: readonly SortBy[] = [
  { fieldName: "createdDate", order: "DESC" },
];

/** The order that a request asks for; `createdDate` `DESC` when it asks for none. */
export function orderOf<T>(
  sortable: Sortable<T>,
  asked: readonly SortBy[] | undefined,
): Order<T> | Refusal {
  const sort = asked === undefined || asked.length === 0 ? NEWEST_FIRST : asked;
  const readers: ((item: T) => string | number | boolean)[] = [];
  for (const { fieldName } of sort) {
    const read = Object.hasOwn(sortable.fields, fieldName)
      ? sortable.fields[fieldName]
      : undefined;
    if (read === undefined)
      return invalid("query.sort", `field ${fieldName} is not sortable`);
    readers.push(read);
  }
  return {
    sort,
    placeOf: (item) => [
      ...readers.map((read) => read(item)),
      sortable.id(item),
    ],
    compare: (a, b) => {
      for (let index = 0; index < a.length; index++) {
        const [left, right] = [a[index] ?? "", b[index] ?? ""];
        if (left === right) continue;
        return left < right === (sort[index]?.order !== "DESC") ? -1 : 1;
      }
      return 0;
    },
  };
}

/** Lists already sorted, so that the pages of one sweep sort a big world once. */
const known = new WeakMap<
  readonly unknown[],
  Map<string, readonly unknown[]>
>();

export function sorted<T>(items: readonly T[], order: Order<T>): readonly T[] {
  const orders = known.get(items) ?? new Map<string, readonly unknown[]>();
  known.set(items, orders);
  const name = JSON.stringify(order.sort);
  const ready = orders.get(name);
  if (ready !== undefined) return ready as readonly T[];
  const placed = items.map((item) => ({ item, place: order.placeOf(item) }));
  const result = placed
    .sort((a, b) => order.compare(a.place, b.place))
    .map(({ item }) => item);
  orders.set(name, result);
  return result;
}
