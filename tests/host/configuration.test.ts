import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { ACCOUNTS } from "pulumi-wix-simulator";
import { eventually } from "../support/eventually";
import { type Bag, STUB } from "../support/host";
import { type HostStage, openHostStage } from "../support/hostStage";
import { bakery, mailbox } from "../support/packageArgs";
import { CANARY_KEY } from "../support/providerProcess";

/** The host keeps a provider for each text, so that these two are configured one by one. */
const TEXTS = [STUB, `${STUB}\n`];

const inputs = (count: number): Bag[] =>
  Array.from({ length: count }, (_, index) => ({
    accountId: ACCOUNTS.bakery,
    products: { box: mailbox },
    __mark: `mark-${index}`,
    __provider: TEXTS[index % TEXTS.length],
  }));

/** The marks that a look-up asks for; none in a query for something else. */
const marksIn = (body: unknown): readonly string[] =>
  (
    body as {
      query: { filter: { externalId?: { $in: readonly string[] } } };
    }
  ).query.filter.externalId?.$in ?? [];

describe("configuration of the provider process", function () {
  this.timeout(30_000);
  let stage: HostStage;

  beforeEach(async () => {
    stage = await openHostStage();
  });
  afterEach(() => stage.close());

  it("reaches every one of 20 first calls at once, under two texts, which share their reads", async () => {
    const host = await stage.host();
    const made = await Promise.all(inputs(20).map((one) => host.create(one)));
    assert.equal(new Set(made.map(({ id }) => id)).size, 20);
    assert.equal(stage.world.counters().packagesBought, 20);
    const queries = stage.world
      .log()
      .filter(({ route }) => route.endsWith("/query"))
      .map(({ body }) => marksIn(body))
      .filter((marks) => marks.length > 0);
    assert.ok(queries.length < 10, `20 look-ups in ${queries.length} queries`);
    const parities = (marks: readonly string[]) =>
      new Set(marks.map((mark) => Number(mark.split("-")[1]) % 2));
    assert.ok(queries.some((marks) => parities(marks).size === 2));
  });

  it("is one limiter for all texts", async () => {
    const host = await stage.host({
      variables: { WIX_REQUESTS_PER_MINUTE: "5" },
    });
    for (const one of inputs(20)) host.create(one).catch(() => undefined);
    await eventually(() => stage.world.log().length >= 5, "5 requests");
    await sleep(700);
    assert.equal(stage.world.log().length, 5);
  });

  it("may come from the stack configuration alone", async () => {
    const host = await stage.host({
      variables: {
        WIX_API_KEY: undefined,
        WIX_ACCOUNT_ID: undefined,
        WIX_API_BASE_URL: undefined,
      },
      config: {
        "wix:apiKey": CANARY_KEY,
        "wix:accountId": ACCOUNTS.main,
        "wix:apiBaseUrl": stage.simulator.url,
      },
    });
    await host.create(inputs(1)[0] ?? {});
    assert.equal(stage.world.counters().packagesBought, 1);
  });

  it("fails every check when something is missing, not only the first", async () => {
    const host = await stage.host({
      variables: { WIX_API_KEY: undefined, WIX_ACCOUNT_ID: undefined },
    });
    const news = { ...bakery, __urn: "urn:pulumi:dev::shop::t::bakery" };
    const calls = [...TEXTS, ...TEXTS].map((__provider) =>
      host.check({ ...news, __provider }),
    );
    for (const { failures } of await Promise.all(calls)) {
      const reasons = failures.map(({ reason }) => reason).join("\n");
      assert.match(reasons, /WIX_API_KEY.*wix:apiKey/);
      assert.match(reasons, /WIX_ACCOUNT_ID.*wix:accountId/);
      assert.deepEqual(
        new Set(failures.map(({ property }) => property)),
        new Set([""]),
      );
    }
    for (const one of inputs(2))
      await assert.rejects(host.create(one), /WIX_API_KEY/);
    assert.deepEqual(stage.world.log(), []);
  });

  it("is read once: a key in the environment wins over one in the stack", async () => {
    const host = await stage.host({ config: { "wix:apiKey": "IST.old" } });
    await host.create(inputs(1)[0] ?? {});
    const other = await stage.host();
    await other.create(inputs(2)[1] ?? {});
    const prints = stage.world.log().map((entry) => entry.keyFingerprint);
    assert.equal(new Set(prints).size, 1);
  });

  it("says nothing of the key, whatever happens", async () => {
    const host = await stage.host();
    stage.world.faults({
      route: "POST /resellers/v2/packages",
      fault: {
        kind: "status",
        status: 403,
        body: JSON.stringify({ message: `no: ${CANARY_KEY} is not allowed` }),
      },
    });
    await assert.rejects(host.create(inputs(1)[0] ?? {}), (error: Error) => {
      assert.ok(!error.message.includes(CANARY_KEY), error.message);
      return true;
    });
    const text = host.output() + JSON.stringify(host.engine.lines);
    assert.ok(!text.includes(CANARY_KEY));
    assert.ok(!JSON.stringify(stage.world.log()).includes(CANARY_KEY));
  });
});
