import assert from "node:assert/strict";
import { type Page, walkPages } from "../../../provider/src/wix/pages";

/** Serves the pages in turn and notes the cursors that were asked for. */
const book = (pages: readonly Page<number>[]) => {
  const cursors: (string | undefined)[] = [];
  return {
    cursors,
    fetchPage: (cursor: string | undefined) => {
      cursors.push(cursor);
      const page = pages[cursors.length - 1];
      assert.ok(page, "asked for a page after the last");
      return Promise.resolve(page);
    },
  };
};

const all = async (items: AsyncIterable<number>): Promise<number[]> => {
  const found: number[] = [];
  for await (const one of items) found.push(one);
  return found;
};

describe("wix/pages", () => {
  it("yields the items of all pages in order and passes the cursors on", async () => {
    const { fetchPage, cursors } = book([
      { items: [1, 2], next: "second" },
      { items: [], next: "third" },
      { items: [3] },
    ]);
    assert.deepEqual(await all(walkPages(fetchPage)), [1, 2, 3]);
    assert.deepEqual(cursors, [undefined, "second", "third"]);
  });

  it("an empty cursor ends the walk", async () => {
    const { fetchPage, cursors } = book([{ items: [1], next: "" }]);
    assert.deepEqual(await all(walkPages(fetchPage)), [1]);
    assert.equal(cursors.length, 1);
  });

  it("asks for a page only when its items are wanted", async () => {
    const { fetchPage, cursors } = book([
      { items: [1, 2], next: "second" },
      { items: [3] },
    ]);
    for await (const one of walkPages(fetchPage)) if (one === 2) break;
    assert.deepEqual(cursors, [undefined]);
  });

  it("exactly as many pages as allowed are no fault", async () => {
    const { fetchPage } = book([{ items: [1], next: "more" }, { items: [2] }]);
    assert.deepEqual(await all(walkPages(fetchPage, 2)), [1, 2]);
  });

  it("a cursor that never ends is a fault with the number in it", async () => {
    let asked = 0;
    const endless = walkPages(() => {
      asked += 1;
      return Promise.resolve({ items: [asked], next: "again" });
    }, 7);
    await assert.rejects(all(endless), {
      name: "RangeError",
      message: /stopped after 7 pages/,
    });
    assert.equal(asked, 7);
  });

  it("the fault of a page flies on", async () => {
    const fault = new Error("page two is gone");
    const walk = walkPages((cursor) =>
      cursor === undefined
        ? Promise.resolve({ items: [1], next: "two" })
        : Promise.reject(fault),
    );
    await assert.rejects(all(walk), fault);
  });
});
