/** One page of an answer; `next` is the cursor of the following one. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next?: string | undefined;
}

type FetchPage<Item> = (cursor: string | undefined) => Promise<Page<Item>>;

/**
 * Walks the pages of a cursor query.
 *
 * @throws {RangeError} after `maxPages` pages: a cursor that never ends is a fault, not a long list.
 */
export async function* eachPage<Item>(
  fetchPage: FetchPage<Item>,
  maxPages = 10_000,
): AsyncGenerator<readonly Item[], void> {
  let cursor: string | undefined;
  for (let page = 0; page < maxPages; page += 1) {
    const { items, next } = await fetchPage(cursor);
    yield items;
    if (next === undefined || next === "") return;
    cursor = next;
  }
  throw new RangeError(
    `stopped after ${maxPages} pages; the cursor never ended`,
  );
}

/** As {@link eachPage}, and yields the items one by one. */
export async function* walkPages<Item>(
  fetchPage: FetchPage<Item>,
  maxPages?: number,
): AsyncGenerator<Item, void> {
  for await (const page of eachPage(fetchPage, maxPages)) yield* page;
}

/** Those of the items that have one of the ids; stops when all were seen. */
export async function pick<Item extends { readonly id: string }>(
  items: AsyncIterable<Item>,
  ids: readonly string[],
): Promise<Map<string, Item>> {
  const missing = new Set(ids);
  const found = new Map<string, Item>();
  for await (const item of items) {
    if (missing.delete(item.id)) found.set(item.id, item);
    if (missing.size === 0) break;
  }
  return found;
}
