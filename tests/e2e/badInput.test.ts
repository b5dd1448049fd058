import assert from "node:assert/strict";
import { ACCOUNTS, SITES } from "pulumi-wix-simulator";
import type { Run, Stack, Variables } from "../support/cli";
import {
  CLI_SETUP_MS,
  type E2eStage,
  openE2eStage,
  STEP_MS,
} from "../support/e2eStage";
import { bakery, mailbox, MONTHLY, plan } from "../support/packageArgs";

type Bag = Readonly<Record<string, unknown>>;

const NO_SETTINGS: Variables = {
  WIX_API_KEY: undefined,
  WIX_ACCOUNT_ID: undefined,
};

/** The faults of one resource, by property path, each with essential words. */
const FAULTS: Readonly<Record<string, RegExp>> = {
  accountId: /expected an id such as.*got "the bakery"/,
  externalId: /<=100 characters, got 101 characters/,
  adopt: /expected an id such as/,
  "products.notAGuid.catalogProductId": /expected an id such as.*got "basic"/,
  "products.country.countryCode": /two capital letters.*got "BRA"/,
  "products.noUnit.billingInfo.cycleDuration.unit":
    /is required: one of.*"MONTH"/,
  "products.unknownUnit.billingInfo.cycleDuration.unit":
    /"MONTH".*got "FORTNIGHT"/,
  "products.noCycle.billingInfo.cycleDuration": /required/,
  "products.noCount.billingInfo.cycleDuration.count": />=1|at least 1/,
  'products["with.dot"]': /1 to 64 characters/,
  "products.both.floating": /take out siteId or floating/,
  "products.missing.catalogProductId": /required/,
  "products.discount.discountCode": /25/,
  "products.unknownArgument.sideId": /no such argument/,
};

const everyFault: Bag = {
  accountId: "the bakery",
  externalId: "x".repeat(101),
  adopt: "that one",
  products: {
    notAGuid: { ...mailbox, catalogProductId: "basic" },
    country: { ...mailbox, countryCode: "BRA" },
    noUnit: {
      ...mailbox,
      billingInfo: { type: "RECURRING", cycleDuration: { count: 1 } },
    },
    unknownUnit: {
      ...mailbox,
      billingInfo: {
        type: "RECURRING",
        cycleDuration: { unit: "FORTNIGHT", count: 1 },
      },
    },
    noCycle: { ...mailbox, billingInfo: { type: "RECURRING" } },
    noCount: {
      ...mailbox,
      billingInfo: {
        ...MONTHLY,
        cycleDuration: { ...MONTHLY.cycleDuration, count: 0 },
      },
    },
    "with.dot": mailbox,
    both: { ...mailbox, siteId: SITES.bakeryShop, floating: true },
    missing: { countryCode: "BR" },
    discount: { ...mailbox, discountCode: "x".repeat(26) },
    unknownArgument: { ...mailbox, sideId: SITES.bakeryShop },
  },
};

const mailboxes = (count: number): Bag =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`box-${index}`, mailbox]),
  );

describe("e2e: bad input is refused at preview, before any request", function () {
  this.timeout(STEP_MS);
  let stage: E2eStage;
  let stack: Stack;

  before(async function () {
    this.timeout(CLI_SETUP_MS);
    stage = await openE2eStage();
    stack = await stage.stack();
  });
  after(() => {
    assert.deepEqual(stage.world.log(), []);
    return stage.close();
  });

  const refused = async (
    args: Bag,
    variables: Variables = {},
  ): Promise<Run> => {
    stack.declare({ bakery: { args } });
    const preview = await stack.preview([], variables);
    assert.notEqual(preview.code, 0, preview.text);
    assert.deepEqual(stage.world.log(), []);
    return preview;
  };

  const reasonFor = ({ text }: Run, path: string): string =>
    text.split("\n").find((line) => line.includes(`property ${path} `)) ?? "";

  it("all faults of a resource at once, each with its property path", async () => {
    const preview = await refused(everyFault);
    for (const [path, words] of Object.entries(FAULTS))
      assert.match(reasonFor(preview, path), words, `${path}\n${preview.text}`);
    const paths = preview.text
      .split("Diagnostics:")[1]
      ?.match(/property \S+ /g)
      ?.map((found) => found.split(" ")[1]);
    assert.deepEqual(paths?.sort(), Object.keys(FAULTS).sort());
  });

  for (const count of [0, 1_001]) {
    it(`${count} products`, async () => {
      const preview = await refused({ ...bakery, products: mailboxes(count) });
      const reason = reasonFor(preview, "products");
      assert.match(reason, new RegExp(`1 to 1000 products, got ${count}`));
    });
  }

  it("no key and no account, both named with the ways to set them", async () => {
    const { text } = await refused(bakery, NO_SETTINGS);
    assert.match(text, /no API key.*WIX_API_KEY.*wix:apiKey/);
    assert.match(text, /no main account.*WIX_ACCOUNT_ID.*wix:accountId/);
  });

  it("settings that are missing and arguments that are wrong, in one answer", async () => {
    const preview = await refused(
      { ...bakery, products: { plan: { ...plan, countryCode: "BRA" } } },
      NO_SETTINGS,
    );
    assert.match(preview.text, /WIX_API_KEY/);
    assert.match(
      reasonFor(preview, "products.plan.countryCode"),
      /two capital letters/,
    );
  });

  const OF_CONFIG: Record<
    string,
    { key: string; value: string; variables: Variables; words: RegExp[] }
  > = {
    "two accounts, both named": {
      key: "wix:accountId",
      value: ACCOUNTS.studio,
      variables: {},
      words: [
        new RegExp(`WIX_ACCOUNT_ID.*${ACCOUNTS.main}`),
        new RegExp(`wix:accountId.*${ACCOUNTS.studio}`),
      ],
    },
    "a key of the environment for a host that only the configuration names": {
      key: "wix:apiBaseUrl",
      value: "https://collector.example/api",
      variables: { WIX_API_BASE_URL: undefined },
      words: [/collector\.example/, /the key is not sent/, /WIX_API_BASE_URL/],
    },
    "a host without encryption": {
      key: "wix:apiBaseUrl",
      value: "http://www.wixapis.com",
      variables: { WIX_API_BASE_URL: undefined },
      words: [/must be https/],
    },
    "a limit that is no number": {
      key: "wix:requestsPerMinute",
      value: "many",
      variables: {},
      words: [/wix:requestsPerMinute.*whole number.*"many"/],
    },
  };

  for (const [what, { key, value, variables, words }] of Object.entries(
    OF_CONFIG,
  )) {
    it(what, async () => {
      await stack.config(key, value);
      try {
        const { text } = await refused(bakery, variables);
        for (const each of words) assert.match(text, each);
      } finally {
        await stack.run(["config", "rm", key]);
      }
    });
  }

  it("and nothing of it is left: the same stack previews when the input is good", async () => {
    stack.declare({ bakery: { args: bakery } });
    const preview = await stack.preview();
    assert.equal(preview.code, 0, preview.text);
  });
});
