import assert from "node:assert/strict";
import fc from "fast-check";
import { WixFaulted } from "../../../provider/src/wix/errors";
import { type List, lookahead } from "../../../provider/src/wix/lookahead";
import { simulatedTime, type SimulatedTime } from "../../support/simulatedTime";

interface Item {
  readonly id: string;
  /** Which state of the list it was read from. */
  readonly version: number;
}

const MOST = 100;
const ids = (count: number, prefix = "n") =>
  Array.from({ length: count }, (_, at) => `${prefix}${at}`);

/** A list of these ids, with a note of every request. */
function shelf(shown: readonly string[]) {
  const requests: (number | "page")[] = [];
  let version = 1;
  let failing: Error | undefined;
  const items = (some: readonly string[]): Item[] =>
    some.map((id) => ({ id, version }));
  const list: List<Item> = {
    most: MOST,
    // eslint-disable-next-line @typescript-eslint/require-await -- as the real one
    fetch: async (wanted) => {
      requests.push(wanted.length);
      if (failing) throw failing;
      return new Map(
        items(wanted.filter((id) => shown.includes(id))).map((one) => [
          one.id,
          one,
        ]),
      );
    },
    // eslint-disable-next-line @typescript-eslint/require-await -- as the real one
    pages: async function* () {
      for (let at = 0; at === 0 || at < shown.length; at += MOST) {
        requests.push("page");
        if (failing) throw failing;
        yield items(shown.slice(at, at + MOST));
      }
    },
  };
  return {
    list,
    requests,
    change: () => {
      version += 1;
    },
    fail: (error: Error | undefined) => {
      failing = error;
    },
  };
}

const outage = () =>
  new WixFaulted(
    {
      doing: "query",
      method: "POST",
      route: "/query",
      accountId: "",
      attempts: 1,
    },
    { what: "503", todo: "run again" },
  );

describe("wix/lookahead", () => {
  let time: SimulatedTime;
  beforeEach(() => {
    time = simulatedTime();
  });
  afterEach(() => {
    time.uninstall();
  });

  /** Reads so many at a time, each by a reader of its own. */
  const readAll = (
    reads: { read(id: string, reader: string): Promise<Item | undefined> },
    wanted: readonly string[],
    parallel: number,
  ): Promise<(Item | undefined)[]> =>
    time.run(
      (async () => {
        const found: (Item | undefined)[] = [];
        for (let at = 0; at < wanted.length; at += parallel)
          found.push(
            ...(await Promise.all(
              wanted
                .slice(at, at + parallel)
                .map((id) => reads.read(id, `resource ${id}`)),
            )),
          );
        return found;
      })(),
      3_600_000,
    );

  it("a few reads are asked for, and no page is read", async () => {
    const { list, requests } = shelf(ids(1_000));
    const found = await readAll(lookahead(list, time), ids(4), 4);
    assert.deepEqual(
      found.map((one) => one?.id),
      ids(4),
    );
    assert.deepEqual(requests, [4]);
  });

  it("many that stand together are read by pages", async () => {
    const { list, requests } = shelf(ids(1_000));
    const found = await readAll(lookahead(list, time), ids(1_000), 8);
    assert.deepEqual(
      found.map((one) => one?.id),
      ids(1_000),
    );
    assert.deepEqual(requests, [8, ...Array<string>(10).fill("page")]);
  });

  it("what the list does not show is undefined, and is not asked for once all of it was read", async () => {
    const { list, requests } = shelf(ids(150));
    const reads = lookahead(list, time);
    await readAll(reads, ids(150), 8);
    const before = requests.length;
    const found = await readAll(reads, ids(50, "gone"), 8);
    assert.deepEqual(found, Array(50).fill(undefined));
    // At most a page more, at whose end the list turns out to be whole, with what was asked for meanwhile.
    assert.ok(requests.length - before <= 2, String(requests));
  });

  const anew: [
    it: string,
    act: (scene: {
      reads: ReturnType<typeof lookahead<Item>>;
    }) => void | Promise<unknown>,
  ][] = [
    ["after a write", ({ reads }) => reads.forget()],
    ["after ten seconds without a read", () => time.advance(10_001)],
    [
      "after five minutes of reads",
      async ({ reads }) => {
        for (let turn = 0; turn < 61; turn += 1) {
          await time.run(reads.read("n1", `turn ${turn}`), 1_000);
          time.advance(5_000);
        }
      },
    ],
    [
      "when the same resource asks again",
      ({ reads }) => time.run(reads.read("n0", "resource n0"), 1_000),
    ],
  ];
  for (const [name, act] of anew)
    it(`${name} nothing read before counts`, async () => {
      const { list, change } = shelf(ids(50));
      const reads = lookahead(list, time);
      const [before] = await readAll(reads, ["n0"], 1);
      change();
      await act({ reads });
      const now = await time.run(reads.read("n0", "another"), 1_000);
      assert.deepEqual([before?.version, now?.version], [1, 2]);
    });

  it("two resources of one package are served by one read", async () => {
    const { list, requests } = shelf(ids(50));
    const reads = lookahead(list, time);
    await time.run(reads.read("n0", "a package"), 1_000);
    await time.run(reads.read("n0", "an assignment"), 1_000);
    assert.deepEqual(requests, [1]);
  });

  it("an answer that a write overtook serves those who asked before it, and nobody after", async () => {
    const { list, change } = shelf(ids(50));
    const reads = lookahead(
      {
        ...list,
        fetch: async (some) => {
          const read = await list.fetch(some);
          await time.sleep(1_000);
          return read;
        },
      },
      time,
    );
    const early = reads.read("n0", "early");
    await time.run(time.sleep(500), 1_000);
    change();
    reads.forget();
    const late = reads.read("n0", "late");
    assert.equal((await time.run(early, 10_000))?.version, 1);
    assert.equal((await time.run(late, 10_000))?.version, 2);
  });

  it("a request that fails fails for its ids alone, and is tried again", async () => {
    const { list, fail } = shelf(ids(50));
    const reads = lookahead(list, time);
    const fault = outage();
    fail(fault);
    await assert.rejects(readAll(reads, ids(3), 3), fault);
    fail(undefined);
    const found = await readAll(reads, ["n0"], 1);
    assert.equal(found[0]?.id, "n0");
  });

  it("a list that cannot be walked is asked", async () => {
    const { list, requests } = shelf(ids(1_000));
    const reads = lookahead(
      {
        ...list,
        // eslint-disable-next-line require-yield, @typescript-eslint/require-await -- fails before its first page
        pages: async function* () {
          throw outage();
        },
      },
      time,
    );
    const found = await readAll(reads, ids(400), 8);
    assert.equal(found.filter((one) => one !== undefined).length, 400);
    assert.equal(requests.length, 50);
  });

  it("costs at most twice what asking alone or walking alone would have cost, in any order", async () => {
    // The first eight are always asked for: one at a time they are eight requests.
    const FIRST = 8;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 3_000 }),
        fc.integer({ min: 1, max: 600 }),
        fc.constantFrom(1, 2, 8, 32, 100, 250),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.boolean(),
        async (others, wantedCount, parallel, spread, gone) => {
          const wanted = ids(wantedCount, "w");
          // The wanted ones stand together, or are strewn over the list.
          const shown = ids(others, "other");
          wanted.forEach((id, at) => {
            const place = Math.floor(
              (at / wantedCount) * spread * shown.length,
            );
            if (!gone || at % 3 > 0) shown.splice(place, 0, id);
          });
          const { list, requests } = shelf(shown);
          const found = await readAll(lookahead(list, time), wanted, parallel);
          found.forEach((one, at) =>
            assert.equal(
              one?.id,
              gone && at % 3 === 0 ? undefined : wanted[at],
            ),
          );
          const moments = Math.ceil(wantedCount / parallel);
          const asking = Math.max(moments, Math.ceil(wantedCount / MOST));
          const perMoment = Math.ceil(Math.min(parallel, wantedCount) / MOST);
          const walking = Math.max(1, Math.ceil(shown.length / MOST));
          const best = Math.min(asking * perMoment, walking);
          assert.ok(
            requests.length <= 2 * best + FIRST,
            `${requests.length} requests, the best choice ${best}`,
          );
          assert.ok(
            requests.length <= 2 * asking * perMoment,
            `${requests.length} requests, by asking ${asking}`,
          );
        },
      ),
      { numRuns: 60 },
    );
  });
});
