import assert from "node:assert/strict";
import { WixError } from "../../../provider/src/wix/errors";
import { packageEndpoints } from "../../../provider/src/wix/endpoints/packages";
import {
  ACCOUNT,
  MARK,
  PACKAGE,
  PLAN,
  SITE,
  guid,
} from "../../support/packageFixtures";
import {
  lostAnswer,
  MAIN_ACCOUNT,
  refusedConnection,
  SCRIPTED_KEY,
  type Scripted,
  scriptedWix,
} from "../../support/scriptedWix";

const INSTANCE = guid("e", 1);
const wire = { id: PACKAGE, accountId: ACCOUNT, productInstances: [] };
const answered = { body: { package: wire } };
const faulted = { status: 503, body: { message: "", details: {} } };
const throttled = { status: 429 };
const refused = {
  status: 428,
  body: { details: { applicationError: { code: "MISSING_SITE_ID" } } },
};
const read = { accept: "application/json", "wix-account-id": ACCOUNT };
const write = { ...read, "content-type": "application/json" };
const body = {
  externalId: MARK,
  idempotencyKey: "k",
  products: [{ catalogProductId: PLAN, countryCode: "BR" }],
};

type Client = ReturnType<typeof scriptedWix>["packages"];

/** Every call that the client can make, by the name of its endpoint. */
const CALLS: Record<
  keyof typeof packageEndpoints,
  (packages: Client) => Promise<unknown>
> = {
  create: (packages) => packages.create(ACCOUNT, body),
  get: (packages) => packages.get(ACCOUNT, PACKAGE),
  query: (packages) => packages.query({}).next(),
  cancel: (packages) => packages.cancel(ACCOUNT, PACKAGE),
  cancelInstance: (packages) => packages.cancelInstance(ACCOUNT, INSTANCE),
  adjust: (packages) =>
    packages.adjust(ACCOUNT, INSTANCE, { catalogProductId: PLAN }),
  assign: (packages) => packages.assign(ACCOUNT, INSTANCE, SITE),
  unassign: (packages) => packages.unassign(ACCOUNT, INSTANCE),
  updateExternalId: (packages) =>
    packages.updateExternalId(ACCOUNT, PACKAGE, "a/b ü"),
};
type Name = keyof typeof CALLS;
const NAMES = Object.keys(CALLS) as Name[];
const success = (name: Name): Scripted =>
  name === "query"
    ? { body: { packages: [] } }
    : name === "updateExternalId"
      ? { body: { updatedPackage: wire } }
      : answered;
const LOOK_FIRST: readonly Name[] = ["create", "updateExternalId"];

const play = async (name: Name, ...answers: Scripted[]) => {
  const wix = scriptedWix(answers);
  const outcome = await CALLS[name](wix.packages).then(
    () => "done" as const,
    (error: unknown) => {
      assert.ok(error instanceof WixError, String(error));
      return error;
    },
  );
  return { ...wix, outcome, requests: wix.script.raw.length };
};

describe("wix/pipeline: requests", () => {
  const instancePath = `/resellers/v1/packages/product-instances/${INSTANCE}`;
  const keyed = { idempotencyKey: "key-1" };
  const rows: Record<Name, [method: string, path: string, body?: unknown]> = {
    create: ["POST", "/resellers/v2/packages", body],
    get: ["GET", `/resellers/v1/packages/${PACKAGE}`],
    query: [
      "POST",
      "/resellers/v1/packages/query",
      { query: { filter: {}, cursorPaging: { limit: 100 } } },
    ],
    cancel: ["DELETE", `/resellers/v1/packages/${PACKAGE}`, keyed],
    cancelInstance: ["DELETE", instancePath, keyed],
    adjust: ["PATCH", instancePath, { catalogProductId: PLAN, ...keyed }],
    assign: ["PATCH", `${instancePath}/${SITE}`, keyed],
    unassign: ["PATCH", `${instancePath}/unassign`, keyed],
    updateExternalId: [
      "PATCH",
      `/resellers/v1/packages/update/${PACKAGE}/a%2Fb%20%C3%BC`,
    ],
  };
  for (const name of NAMES) {
    it(`${name} sends just this`, async () => {
      const { script, outcome } = await play(name, success(name));
      assert.equal(outcome, "done");
      const [method, path, sentBody] = rows[name];
      const account = name === "query" ? MAIN_ACCOUNT : ACCOUNT;
      const headers = { ...(sentBody === undefined ? read : write) };
      assert.deepEqual(script.sent, [
        {
          method,
          path,
          headers: { ...headers, "wix-account-id": account },
          body: sentBody,
        },
      ]);
      assert.equal(script.raw[0]?.key.reveal(), SCRIPTED_KEY);
      assert.equal(script.raw[0].timeoutMs, 30_000);
    });
  }

  it("a following page is asked for by its cursor alone", async () => {
    const { packages, script } = scriptedWix([
      { body: { packages: [wire], metadata: { cursors: { next: "two" } } } },
      { body: { packages: [{ ...wire, id: guid("d", 2) }], metadata: {} } },
    ]);
    const found: string[] = [];
    for await (const { id } of packages.query({ accountId: ACCOUNT }))
      found.push(id);
    assert.deepEqual(found, [PACKAGE, guid("d", 2)]);
    assert.deepEqual(
      script.sent.map((one) => one.body),
      [
        {
          query: {
            filter: { accountId: ACCOUNT },
            cursorPaging: { limit: 100 },
          },
        },
        { query: { cursorPaging: { limit: 100, cursor: "two" } } },
      ],
    );
  });

  it("answers with Wix's own clock, or without one", async () => {
    const at = async (date?: string) => {
      const headers: Record<string, string> = date ? { date } : {};
      const { packages } = scriptedWix([{ ...answered, headers }]);
      return (await packages.get(ACCOUNT, PACKAGE))?.answeredAt;
    };
    assert.equal(await at("Thu, 15 Jan 2026 12:00:00 GMT"), 1_768_478_400_000);
    assert.equal(await at("yesterday"), undefined);
    assert.equal(await at(), undefined);
  });

  it("get makes absence a value, by the code that means the package", async () => {
    const gone = (code: string, status = 404): Scripted => ({
      status,
      body: { details: { applicationError: { code } } },
    });
    const get = async (answer: Scripted) =>
      scriptedWix([answer]).packages.get(ACCOUNT, PACKAGE);
    assert.equal(await get(gone("PACKAGE_NOT_FOUND")), undefined);
    await assert.rejects(get(gone("ACCOUNT_NOT_FOUND")), WixError);
    await assert.rejects(get(gone("SOMETHING_NOT_FOUND")), WixError);
    await assert.rejects(get({ status: 404 }), WixError);
    await assert.rejects(get({ status: 403 }), WixError);
  });

  it("each value of a path must be there", async () => {
    const { packages, script } = scriptedWix([]);
    await assert.rejects(packages.assign(ACCOUNT, INSTANCE, ""), RangeError);
    await assert.rejects(packages.get(ACCOUNT, ".."), RangeError);
    assert.deepEqual(script.sent, []);
  });
});

describe("wix/pipeline: repeats", () => {
  /** What came first, and whether the call goes on to a second request. */
  const afterwards: [
    it: string,
    first: Scripted,
    repeated: (name: Name) => boolean,
  ][] = [
    ["an answer", answered, () => false],
    ["429", throttled, () => true],
    ["a refused connection", refusedConnection(), () => true],
    ["a lost answer", lostAnswer(), (name) => !LOOK_FIRST.includes(name)],
    ["503", faulted, (name) => !LOOK_FIRST.includes(name)],
    [
      "200 with no JSON",
      { body: "<html>welcome to the hotel</html>" },
      (name) => !LOOK_FIRST.includes(name),
    ],
    ["200 with another JSON", { body: { hello: "world" } }, () => false],
    ["302", { status: 302, headers: { location: "/" } }, () => false],
    ["a refusal with a code", refused, () => false],
    ["400", { status: 400 }, () => false],
    ["401", { status: 401 }, () => false],
    ["403", { status: 403 }, () => false],
    ["409", { status: 409 }, () => false],
  ];
  for (const [what, first, repeated] of afterwards) {
    for (const name of NAMES) {
      // All packages of a query may be missing from an answer, so that any JSON is one.
      if (what === "200 with another JSON" && name === "query") continue;
      const again = repeated(name);
      it(`after ${what}, ${name} is ${again ? "" : "not "}repeated`, async () => {
        const answer = what === "an answer" ? success(name) : first;
        const { requests, outcome } = await play(name, answer, success(name));
        assert.equal(requests, again ? 2 : 1);
        assert.equal(outcome === "done", again || what === "an answer");
      });
    }
  }

  for (const name of LOOK_FIRST) {
    it(`${name} that never ran may be repeated until an answer stays open`, async () => {
      const { requests, outcome } = await play(
        name,
        throttled,
        refusedConnection(),
        lostAnswer(),
      );
      assert.equal(requests, 3);
      assert.ok(outcome instanceof WixError);
      assert.equal(outcome.carriedOut, "maybe");
      assert.equal(outcome.facts.attempts, 3);
    });
  }

  it("the repeats of one logical call carry one key, the next call another", async () => {
    const { packages, script } = scriptedWix([
      ...[faulted, lostAnswer(), throttled, answered],
      ...[faulted, answered],
      answered,
    ]);
    await packages.assign(ACCOUNT, INSTANCE, SITE);
    await packages.assign(ACCOUNT, INSTANCE, SITE);
    await packages.unassign(ACCOUNT, INSTANCE);
    assert.deepEqual(
      script.sent.map(
        (one) => (one.body as { idempotencyKey: string }).idempotencyKey,
      ),
      ["key-1", "key-1", "key-1", "key-1", "key-2", "key-2", "key-3"],
    );
  });

  it("a repeat is the same request in every part", async () => {
    const { script } = await play("adjust", faulted, lostAnswer(), answered);
    const [first, ...others] = script.sent;
    assert.equal(others.length, 2);
    for (const other of others) assert.deepEqual(other, first);
  });

  it("gives up after five tries and says so", async () => {
    const five = Array.from({ length: 5 }, () => faulted);
    const { outcome, requests, script } = await play("get", ...five);
    assert.equal(requests, 5);
    assert.ok(outcome instanceof WixError);
    assert.match(outcome.message, /, 5 attempts$/m);
    // Half of 500, 1000, 2000 and 4000 ms.
    assert.deepEqual(script.sentAt, [0, 250, 750, 1_750, 3_750]);
  });

  it("the route in an error is the template", async () => {
    const { outcome } = await play("assign", { status: 400 });
    assert.ok(outcome instanceof WixError);
    assert.doesNotMatch(outcome.message, new RegExp(`${INSTANCE}|${SITE}`));
    assert.match(outcome.message, /\{instanceId\}\/\{siteId\}/);
  });

  it("the request id of the last answer is in the error", async () => {
    const { outcome } = await play(
      "get",
      { ...faulted, headers: { "x-wix-request-id": "req-1" } },
      { status: 400, headers: { "x-wix-request-id": "req-2" } },
    );
    assert.ok(outcome instanceof WixError);
    assert.equal(outcome.facts.requestId, "req-2");
  });
});
