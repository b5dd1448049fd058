import assert from "node:assert/strict";
import fc from "fast-check";
import type { ProductInstance } from "../../../provider/src/wire";
import type { ProductArgs } from "../../../provider/src/resources/package/args";
import {
  match,
  matchLiveFirst,
  pairLeftovers,
} from "../../../provider/src/resources/package/match";
import {
  anyInstance,
  anyProducts,
  guid,
  instance,
  MAILBOX,
  OTHER_PLAN,
  OTHER_SITE,
  product,
  SITE,
} from "../../support/packageFixtures";

const ids = (numbers: Record<string, number>) =>
  Object.fromEntries(
    Object.entries(numbers).map(([key, one]) => [key, guid("e", one)]),
  );
const dead = { status: "CANCELED" } as const;
const failed = { status: "FAILED" } as const;

describe("resources/package/match: matchLiveFirst", () => {
  const rows: {
    readonly it: string;
    readonly products: Record<string, ProductArgs>;
    readonly instances: readonly ProductInstance[];
    readonly to: Record<string, number>;
    readonly unmatched?: readonly string[];
    readonly extras?: readonly number[];
  }[] = [
    {
      it: "a live one before an equal dead one",
      products: { a: product() },
      instances: [instance(1, dead), instance(2)],
      to: { a: 2 },
    },
    {
      it: "a live one elsewhere before a dead one that fits better",
      products: { a: product({ siteId: SITE }) },
      instances: [
        instance(1, { ...dead, siteId: SITE }),
        instance(2, { siteId: OTHER_SITE }),
      ],
      to: { a: 2 },
    },
    {
      it: "a dead one for a key that no live one is left for",
      products: { a: product(), b: product() },
      instances: [instance(1, failed), instance(2)],
      to: { a: 2, b: 1 },
    },
    {
      it: "dead ones that nobody declares are not too much",
      products: { a: product() },
      instances: [
        instance(1, dead),
        instance(2),
        instance(3),
        instance(4, failed),
      ],
      to: { a: 2 },
      extras: [3],
    },
    {
      it: "a key that neither has",
      products: { a: product(), b: product({ catalogProductId: MAILBOX }) },
      instances: [instance(1), instance(2, dead)],
      to: { a: 1 },
      unmatched: ["b"],
    },
  ];
  for (const {
    it: name,
    products,
    instances,
    to,
    unmatched = [],
    extras = [],
  } of rows) {
    it(name, () => {
      const found = matchLiveFirst(products, instances);
      assert.deepEqual(found.ids, ids(to));
      assert.deepEqual(found.unmatchedKeys, unmatched);
      assert.deepEqual(
        found.extras.map(({ instanceId }) => instanceId),
        extras.map((one) => guid("e", one)),
      );
    });
  }

  it("is plain match where nothing is dead", () => {
    const some = fc
      .array(anyInstance, { maxLength: 5 })
      .map((list) =>
        list.map((one, at) => ({ ...one(at + 1), status: "ENABLED" })),
      );
    fc.assert(
      fc.property(anyProducts(), some, (products, instances) => {
        assert.deepEqual(
          matchLiveFirst(products, instances),
          match(products, instances),
        );
      }),
    );
  });
});

describe("resources/package/match: pairLeftovers", () => {
  const pair = (
    products: Record<string, ProductArgs>,
    ...instances: ProductInstance[]
  ) => pairLeftovers(products, matchLiveFirst(products, instances));
  const mail = { catalogProductId: MAILBOX };
  const pro = { catalogProductId: OTHER_PLAN };

  it("what is matched stays", () => {
    assert.deepEqual(pair({ a: product() }, instance(1)), ids({ a: 1 }));
  });

  it("one product that became another", () => {
    assert.deepEqual(
      pair(
        { a: product(pro), b: product(mail) },
        instance(1),
        instance(2, mail),
      ),
      ids({ a: 1, b: 2 }),
    );
  });

  it("two, by their sites", () => {
    assert.deepEqual(
      pair(
        {
          a: product({ ...pro, siteId: SITE }),
          b: product({ ...pro, siteId: OTHER_SITE }),
        },
        instance(1, { siteId: OTHER_SITE }),
        instance(2, { siteId: SITE }),
      ),
      ids({ a: 2, b: 1 }),
    );
  });

  it("a floating one is no better for a site than any other", () => {
    assert.deepEqual(
      pair(
        { a: product({ ...pro, siteId: SITE }), b: product(pro) },
        instance(1),
        instance(2, { siteId: OTHER_SITE }),
      ),
      ids({ a: 2, b: 1 }),
    );
  });

  it("one by its site, and the other is what is left", () => {
    const products = {
      a: product({ ...pro, siteId: SITE }),
      b: product({ ...pro, siteId: OTHER_SITE }),
    };
    const elsewhere = instance(2, { siteId: guid("b", 3) });
    const found = pair(products, instance(1, { siteId: SITE }), elsewhere);
    assert.deepEqual(found, ids({ a: 1, b: 2 }));
  });

  it("the rest in order", () => {
    assert.deepEqual(
      pair(
        {
          b: product({ ...pro, siteId: SITE }),
          a: product({ ...pro, siteId: SITE }),
        },
        instance(1, { siteId: OTHER_SITE }),
        instance(2, { siteId: OTHER_SITE }),
      ),
      ids({ a: 1, b: 2 }),
    );
  });

  it("nothing when one of them is new or gone", () => {
    assert.deepEqual(
      pair({ a: product(pro), b: product(mail) }, instance(1)),
      {},
    );
    assert.deepEqual(pair({ a: product(pro) }, instance(1), instance(2)), {});
  });

  it("a dead instance is no other half", () => {
    assert.deepEqual(pair({ a: product(pro) }, instance(1, dead)), {});
  });

  it("names each instance once", () => {
    const some = fc
      .array(anyInstance, { maxLength: 5 })
      .map((list) => list.map((one, at) => one(at + 1)));
    fc.assert(
      fc.property(anyProducts(), some, (products, instances) => {
        const used = Object.values(pair(products, ...instances));
        assert.equal(new Set(used).size, used.length);
      }),
    );
  });
});
