import assert from "node:assert/strict";
import type { Filter, Package } from "../../../provider/src/wire";
import { isOlder, packageReads } from "../../../provider/src/wix/packageReads";
import type { PackagesApi } from "../../../provider/src/wix/packages";
import {
  ACCOUNT,
  guid,
  instance,
  livePackage,
  MARK,
  OTHER_ACCOUNT,
  PACKAGE,
} from "../../support/packageFixtures";
import { virtualClock } from "../../support/virtualClock";

const EARLY = "2026-01-01T00:00:00.000Z";
const LATE = "2026-01-01T00:00:01.000Z";
const numbered = (number: number, more: Partial<Package> = {}) =>
  livePackage([instance(number)], { id: guid("d", number), ...more });

/** An index that shows these packages, and a Get that knows those. */
function library(options: {
  readonly index?: (filter: Filter) => readonly Package[];
  readonly direct?: readonly Package[];
}) {
  const queries: Filter[] = [];
  const gets: (readonly [accountId: string, id: string])[] = [];
  const api: Pick<PackagesApi, "query" | "get"> = {
    // eslint-disable-next-line @typescript-eslint/require-await -- as the real one
    query: async function* (filter) {
      queries.push(filter);
      yield* options.index?.(filter) ?? [];
    },
    get: (accountId, id) => {
      gets.push([accountId, id]);
      const value = options.direct?.find((one) => one.id === id);
      return Promise.resolve(value && { value, answeredAt: undefined });
    },
  };
  // What the reads do not use is not there, so that a use of it fails.
  return {
    queries,
    gets,
    reads: packageReads(api as PackagesApi, {
      clock: virtualClock(),
      apartMs: () => 0,
    }),
  };
}

const idsOf = (filter: Filter | undefined) =>
  (filter?.id as { $in: string[] }).$in;

describe("wix/packageReads: by id", () => {
  it("250 ids in one tick are queries of 100, 100 and 50", async () => {
    const numbers = Array.from({ length: 250 }, (_, index) => index + 1);
    const { reads, queries } = library({
      index: (filter) =>
        // In an order of its own.
        numbers
          .map((one) => numbered(one))
          .filter(({ id }) => idsOf(filter).includes(id))
          .reverse(),
    });
    const found = await Promise.all(
      numbers.map((one) => reads.seen(ACCOUNT, guid("d", one))),
    );
    assert.deepEqual(
      queries.map((filter) => idsOf(filter).length),
      [100, 100, 50],
    );
    assert.deepEqual(
      found.map((one) => one?.id),
      numbers.map((one) => guid("d", one)),
    );
    assert.equal(new Set(queries.flatMap(idsOf)).size, 250);
  });

  it("what is asked for some promises later goes along", async () => {
    const { reads, queries } = library({ index: () => [numbered(1)] });
    const first = reads.seen(ACCOUNT, guid("d", 1));
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
    await Promise.all([first, reads.seen(ACCOUNT, guid("d", 2))]);
    assert.equal(queries.length, 1);
  });

  it("an id that is asked for twice is sent once", async () => {
    const { reads, queries } = library({ index: () => [numbered(1)] });
    const asked = [1, 1, 2].map((one) => reads.seen(ACCOUNT, guid("d", one)));
    const found = await Promise.all(asked);
    assert.deepEqual(queries.map(idsOf), [[guid("d", 1), guid("d", 2)]]);
    assert.deepEqual(
      found.map((one) => one?.id),
      [guid("d", 1), guid("d", 1), undefined],
    );
  });

  it("nothing is remembered: what is asked for later is asked anew", async () => {
    const { reads, queries } = library({ index: () => [numbered(1)] });
    await reads.seen(ACCOUNT, guid("d", 1));
    await reads.seen(ACCOUNT, guid("d", 1));
    assert.equal(queries.length, 2);
  });

  it("what is missing is undefined, and the others are there", async () => {
    const { reads } = library({ index: () => [numbered(2)] });
    const found = await Promise.all(
      [1, 2, 3].map((one) => reads.seen(ACCOUNT, guid("d", one))),
    );
    assert.deepEqual(
      found.map((one) => one?.id),
      [undefined, guid("d", 2), undefined],
    );
  });

  it("a package of another account is not the one that was asked for", async () => {
    const foreign = numbered(1, { accountId: OTHER_ACCOUNT });
    const { reads } = library({ index: () => [foreign] });
    const [asAccount, asOther] = await Promise.all([
      reads.seen(ACCOUNT, foreign.id),
      reads.seen(OTHER_ACCOUNT, foreign.id),
    ]);
    assert.equal(asAccount, undefined);
    assert.equal(asOther?.id, foreign.id);
  });

  it("a query that fails fails every read in it, and none after it", async () => {
    const fault = new Error("503");
    let failing = true;
    const { reads } = library({
      index: () => {
        if (failing) throw fault;
        return [numbered(1)];
      },
    });
    const both = await Promise.allSettled(
      [1, 2].map((one) => reads.seen(ACCOUNT, guid("d", one))),
    );
    assert.deepEqual(both, [
      { status: "rejected", reason: fault },
      { status: "rejected", reason: fault },
    ]);
    failing = false;
    assert.ok(await reads.seen(ACCOUNT, guid("d", 1)));
  });
});

describe("wix/packageReads: current", () => {
  const shown = (updatedDate: string | undefined) =>
    livePackage([instance(1)], { updatedDate });
  const direct = livePackage([instance(1, { status: "CANCELED" })], {
    updatedDate: LATE,
  });
  const rows: [
    it: string,
    index: Package[],
    since: string | undefined,
    answeredBy: "query" | "get",
  ][] = [
    ["shown, nothing seen before", [shown(EARLY)], undefined, "query"],
    ["shown as it was seen", [shown(EARLY)], EARLY, "query"],
    ["shown newer than it was seen", [shown(LATE)], EARLY, "query"],
    ["shown older than it was seen", [shown(EARLY)], LATE, "get"],
    [
      "shown without a date, nothing seen before",
      [shown(undefined)],
      undefined,
      "query",
    ],
    ["shown without a date", [shown(undefined)], EARLY, "get"],
    ["shown with a date that is none", [shown("soon")], EARLY, "get"],
    ["not shown", [], undefined, "get"],
    ["not shown, seen before", [], EARLY, "get"],
    [
      "shown in another account",
      [{ ...shown(LATE), accountId: OTHER_ACCOUNT }],
      EARLY,
      "get",
    ],
  ];
  for (const [name, index, since, answeredBy] of rows) {
    it(`${name}: by ${answeredBy}`, async () => {
      const { reads, gets } = library({
        index: () => index,
        direct: [direct],
      });
      const found = await reads.current(ACCOUNT, PACKAGE, {
        since,
        reader: "one",
      });
      assert.deepEqual(found, answeredBy === "get" ? direct : index[0]);
      assert.deepEqual(gets, answeredBy === "get" ? [[ACCOUNT, PACKAGE]] : []);
    });
  }

  it("what the direct Get does not know is undefined", async () => {
    const { reads } = library({});
    assert.equal(
      await reads.current(ACCOUNT, PACKAGE, {
        since: undefined,
        reader: "one",
      }),
      undefined,
    );
  });
});

describe("wix/packageReads: known", () => {
  const shown = (updatedDate: string) =>
    livePackage([instance(1)], { updatedDate });
  const direct = livePackage([instance(1, { status: "CANCELED" })], {
    updatedDate: LATE,
  });
  const rows: [
    it: string,
    told: readonly string[],
    index: readonly Package[],
    suffices: boolean,
    answeredBy: "query" | "get",
  ][] = [
    ["Wix told nothing of it", [], [shown(LATE)], true, "get"],
    ["shown as it was told", [EARLY], [shown(EARLY)], true, "query"],
    ["shown newer than it was told", [EARLY], [shown(LATE)], true, "query"],
    ["shown older than it was told", [LATE], [shown(EARLY)], true, "get"],
    [
      "told twice, the older one last",
      [LATE, EARLY],
      [shown(EARLY)],
      true,
      "get",
    ],
    ["not shown", [EARLY], [], true, "get"],
    ["shown, and that does not suffice", [EARLY], [shown(LATE)], false, "get"],
  ];
  for (const [name, told, index, suffices, answeredBy] of rows) {
    it(`${name}: by ${answeredBy}`, async () => {
      const { reads, gets } = library({ index: () => index, direct: [direct] });
      for (const date of told) reads.told(shown(date));
      const found = await reads.known(ACCOUNT, PACKAGE, () => suffices);
      assert.deepEqual(found, answeredBy === "get" ? direct : index[0]);
      assert.deepEqual(gets, answeredBy === "get" ? [[ACCOUNT, PACKAGE]] : []);
    });
  }
});

describe("wix/packageReads: by mark", () => {
  it("marks of several accounts go in one query", async () => {
    const mine = numbered(1, { externalId: "a b" });
    const dead = numbered(2, { externalId: "a b" });
    const others = numbered(3, { accountId: OTHER_ACCOUNT, externalId: "c" });
    // Asked for by nobody: the filter takes every mark in every account.
    const crossed = numbered(4, {
      accountId: OTHER_ACCOUNT,
      externalId: "a b",
    });
    const unmarked = numbered(5, { externalId: undefined });
    const { reads, queries } = library({
      index: () => [mine, dead, others, crossed, unmarked],
    });
    const found = await Promise.all([
      reads.marked(ACCOUNT, "a b"),
      reads.marked(OTHER_ACCOUNT, "c"),
      reads.marked(ACCOUNT, "c"),
      reads.marked(ACCOUNT, "a b"),
    ]);
    assert.deepEqual(queries, [
      {
        accountId: { $in: [ACCOUNT, OTHER_ACCOUNT] },
        externalId: { $in: ["a b", "c"] },
      },
    ]);
    assert.deepEqual(found, [[mine, dead], [others], [], [mine, dead]]);
  });

  it("a package that two pages show is one package", async () => {
    const one = numbered(1);
    const { reads } = library({ index: () => [one, { ...one }] });
    const ids = (await reads.marked(ACCOUNT, MARK)).map(({ id }) => id);
    assert.deepEqual(ids, [one.id]);
  });

  it("more than 100 marks are several queries", async () => {
    const { reads, queries } = library({});
    await Promise.all(
      Array.from({ length: 101 }, (_, one) => reads.marked(ACCOUNT, `m${one}`)),
    );
    assert.deepEqual(
      queries.map(
        ({ externalId }) => (externalId as { $in: string[] }).$in.length,
      ),
      [100, 1],
    );
  });
});

describe("wix/packageReads: by instance", () => {
  it("finds the package that holds it, of this account only", async () => {
    const mine = livePackage([instance(1), instance(2)]);
    const others = livePackage([instance(3)], {
      id: guid("d", 2),
      accountId: OTHER_ACCOUNT,
    });
    const { reads, queries } = library({ index: () => [mine, others] });
    const found = await Promise.all(
      [2, 3, 4].map((one) => reads.holding(ACCOUNT, guid("e", one))),
    );
    assert.deepEqual(found, [mine, undefined, undefined]);
    assert.deepEqual(queries, [
      {
        "productInstances.instanceId": {
          $hasSome: [guid("e", 2), guid("e", 3), guid("e", 4)],
        },
      },
    ]);
  });
});

describe("wix/packageReads: isOlder", () => {
  const rows: [
    read: string | undefined,
    since: string | undefined,
    older: boolean,
  ][] = [
    [EARLY, undefined, false],
    [undefined, undefined, false],
    [EARLY, EARLY, false],
    [LATE, EARLY, false],
    [EARLY, LATE, true],
    [undefined, EARLY, true],
    ["soon", EARLY, true],
    // The same moment, written otherwise.
    ["2026-01-01T00:00:00Z", EARLY, false],
    // What cannot be compared may always be older.
    [EARLY, "soon", true],
  ];
  for (const [read, since, older] of rows) {
    it(`${read} is ${older ? "" : "not "}older than ${since}`, () => {
      assert.equal(
        isOlder(livePackage([], { updatedDate: read }), since),
        older,
      );
    });
  }
});
