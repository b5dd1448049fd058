/** One page of an answer; `next` is the cursor of the following one. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next?: string | undefined;
}

/**
 * Walks the pages of a cursor query and yields their items.
 *
 * @throws {RangeError} after `maxPages` pages: a cursor that never ends is a fault, not a long list.
 */
export async function* walkPages<Item>(
  fetchPage: (cursor: string | undefined) => Promise<Page<Item>>,
  maxPages = 10_000,
): AsyncGenerator<Item> {
  let cursor: string | undefined;
  for (let page = 0; page < maxPages; page += 1) {
    const { items, next } = await fetchPage(cursor);
    yield* items;
    if (next === undefined || next === "") return;
    cursor = next;
  }
  throw new RangeError(
    `stopped after ${maxPages} pages; the cursor never ended`,
  );
}
