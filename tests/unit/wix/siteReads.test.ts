import assert from "node:assert/strict";
import type { Filter, Site } from "../../../provider/src/wire";
import { siteReads } from "../../../provider/src/wix/siteReads";
import type { SitesApi } from "../../../provider/src/wix/sites";
import { guid } from "../../support/packageFixtures";
import { virtualClock } from "../../support/virtualClock";

const [MAIN, SOURCE, TARGET] = [guid("a", 0), guid("a", 1), guid("a", 2)];
const id = (number: number) => guid("b", number);

/** What each account's list shows; a site names its owner, or leaves it to the list. */
function lists(shown: Readonly<Record<string, readonly Partial<Site>[]>>) {
  const queries: { readonly account: string; readonly filter: Filter }[] = [];
  const api: Pick<SitesApi, "query"> = {
    // eslint-disable-next-line @typescript-eslint/require-await -- as the real one
    query: async function* (account, filter) {
      queries.push({ account, filter });
      yield* (shown[account] ?? []) as Site[];
    },
  };
  return {
    queries,
    reads: siteReads(api as SitesApi, MAIN, {
      clock: virtualClock(),
      apartMs: () => 0,
    }),
  };
}
const asked = (queries: readonly { readonly account: string }[]) =>
  queries.map(({ account }) => account);

describe("wix/siteReads: find", () => {
  it("asks the main account first, and no other when it shows the site", async () => {
    const site = { id: id(1), ownerAccountId: TARGET };
    const { reads, queries } = lists({ [MAIN]: [site] });
    const found = await reads.find(id(1), [TARGET, SOURCE]);
    assert.equal(found?.ownerAccountId, TARGET);
    assert.deepEqual(asked(queries), [MAIN]);
  });

  it("then the given accounts in their order, up to the one that shows it", async () => {
    const { reads, queries } = lists({ [SOURCE]: [{ id: id(1) }] });
    const found = await reads.find(id(1), [TARGET, SOURCE, guid("a", 3)]);
    assert.equal(
      found?.ownerAccountId,
      SOURCE,
      "the list that shows it names the owner",
    );
    assert.deepEqual(asked(queries), [MAIN, TARGET, SOURCE]);
  });

  it("learns from the first site found that the main account does not see all", async () => {
    const { reads, queries } = lists({
      [TARGET]: [{ id: id(1) }, { id: id(2) }],
    });
    await reads.find(id(1), [TARGET]);
    await reads.find(id(2), [TARGET]);
    assert.deepEqual(asked(queries), [MAIN, TARGET, TARGET]);
  });

  it("asks the main account all the same where it is one of those given", async () => {
    const { reads, queries } = lists({
      [TARGET]: [{ id: id(1) }],
      [MAIN]: [{ id: id(2) }],
    });
    await reads.find(id(1), [TARGET]);
    const found = await reads.find(id(2), [TARGET, MAIN]);
    assert.equal(found?.ownerAccountId, MAIN);
    assert.deepEqual(asked(queries), [MAIN, TARGET, MAIN]);
  });

  it("what nobody shows is undefined, and no account is asked twice for it", async () => {
    const { reads, queries } = lists({});
    assert.equal(
      await reads.find(id(1), [TARGET, TARGET, MAIN, SOURCE]),
      undefined,
    );
    assert.deepEqual(asked(queries), [MAIN, TARGET, SOURCE]);
  });

  it("many sites of one account are one query, headless ones among them", async () => {
    const numbers = Array.from({ length: 150 }, (_, at) => at);
    const sites = numbers.map((one) => ({
      id: id(one),
      ownerAccountId: TARGET,
    }));
    const { reads, queries } = lists({ [MAIN]: sites });
    const found = await Promise.all(
      numbers.map((one) => reads.find(id(one), [TARGET])),
    );
    assert.deepEqual(
      found.map((site) => site?.id),
      numbers.map(id),
    );
    assert.deepEqual(
      queries.map(({ filter }) => (filter.id as { $in: string[] }).$in.length),
      [100, 50],
    );
    assert.deepEqual(queries[0]?.filter.namespace, {
      $in: ["WIX", "HEADLESS"],
    });
  });
});

describe("wix/siteReads: search", () => {
  it("asks each account anew, in all namespaces, the main one last", async () => {
    const { reads, queries } = lists({});
    assert.equal(
      await reads.search(id(1), [TARGET, SOURCE, TARGET]),
      undefined,
    );
    assert.deepEqual(asked(queries), [TARGET, SOURCE, MAIN]);
    for (const { filter } of queries)
      assert.deepEqual(filter, {
        id: { $eq: id(1) },
        namespace: { $exists: true },
      });
  });

  it("takes no other site for it, should a filter be ignored", async () => {
    const { reads } = lists({
      [TARGET]: [{ id: id(2) }],
      [SOURCE]: [{ id: id(2) }, { id: id(1) }],
    });
    assert.equal(
      (await reads.search(id(1), [TARGET, SOURCE]))?.ownerAccountId,
      SOURCE,
    );
  });
});
