import assert from "node:assert/strict";
import { ACCOUNTS, PRODUCTS, SITES } from "pulumi-wix-simulator";
import {
  type E2eStage,
  CLI_SETUP_MS,
  openE2eStage,
  STEP_MS,
} from "../support/e2eStage";
import {
  type KindsProgram,
  type KindsStack,
  openKinds,
} from "../support/kinds";

const mailbox = {
  catalogProductId: PRODUCTS.mailbox,
  countryCode: "BR",
  billingInfo: {
    type: "RECURRING",
    cycleDuration: { unit: "MONTH", count: 1 },
  },
};
const voucher = { catalogProductId: PRODUCTS.advertVoucher, countryCode: "BR" };
const pack = (products: Record<string, unknown>, more = {}) => ({
  kind: "Package" as const,
  args: { accountId: ACCOUNTS.bakery, products, ...more },
});
const seat = (
  productInstanceId: string,
  siteId: string = SITES.bakeryShop,
) => ({
  kind: "ProductInstanceAssignment" as const,
  args: { accountId: ACCOUNTS.bakery, productInstanceId, siteId },
});
const transfer = {
  kind: "SiteTransfer" as const,
  args: {
    siteId: SITES.agencyDraft,
    sourceAccountId: ACCOUNTS.agency,
    targetAccountId: ACCOUNTS.bakery,
  },
};

/** Each is a program of two resources that do not go together, and the two that the error names. */
const COLLISIONS: Record<
  string,
  { program: KindsProgram; names: string[]; words: RegExp }
> = {
  "two assignments of one instance": {
    program: {
      shop: pack({ mail: mailbox }),
      one: seat("@shop.mail"),
      two: seat("@shop.mail", SITES.bakeryBlog),
    },
    names: [
      'wix.ProductInstanceAssignment "one"',
      'wix.ProductInstanceAssignment "two"',
    ],
    words: /both assign the same product instance/,
  },
  "one instance as reference twice": {
    program: {
      shop: pack({ mail: mailbox }),
      one: pack({
        ad: { ...voucher, referenceProductInstanceId: "@shop.mail" },
      }),
      two: pack({
        ad: { ...voucher, referenceProductInstanceId: "@shop.mail" },
      }),
    },
    names: [
      'wix.Package "one" (products.ad)',
      'wix.Package "two" (products.ad)',
    ],
    words: /reference once/,
  },
  "a product with a site that is also assigned": {
    program: {
      shop: pack({ mail: { ...mailbox, siteId: SITES.bakeryShop } }),
      one: seat("@shop.mail"),
    },
    names: [
      'wix.Package "shop" (products.mail)',
      'wix.ProductInstanceAssignment "one"',
    ],
    words: /both say where the same product instance sits/,
  },
  "two packages of one account with one externalId": {
    program: {
      one: pack({ mail: mailbox }, { externalId: "customer-42" }),
      two: pack({ mail: mailbox }, { externalId: "customer-42" }),
    },
    names: ['wix.Package "one"', 'wix.Package "two"'],
    words: /same externalId in one account/,
  },
  "two transfers of one site": {
    program: { one: transfer, two: transfer },
    names: ['wix.SiteTransfer "one"', 'wix.SiteTransfer "two"'],
    words: /both transfer the same site/,
  },
};

describe("e2e: what two resources of a program may not both say", function () {
  this.timeout(STEP_MS);
  let stage: E2eStage;
  let kinds: KindsStack;

  before(async function () {
    this.timeout(CLI_SETUP_MS);
    stage = await openE2eStage();
    kinds = await openKinds(stage);
  });
  after(() => stage.close());

  for (const [what, { program, names, words }] of Object.entries(COLLISIONS)) {
    it(`${what}: refused in preview, both named, no request`, async () => {
      kinds.declare(program);
      const { code, text } = await kinds.stack.preview();
      assert.notEqual(code, 0, text);
      for (const name of names) assert.ok(text.includes(name), text);
      assert.match(text, words);
      assert.deepEqual(stage.world.log(), []);
    });
  }

  it("an instance that an assignment names by its id, placed by its package too: refused in preview", async () => {
    const shop = pack(
      { mail: { ...mailbox, floating: true } },
      { allowCancel: true },
    );
    kinds.declare({ shop });
    assert.equal((await kinds.stack.up()).code, 0);
    const [instance] = stage.world.liveInstances();
    assert.ok(instance);
    stage.world.clearLog();
    kinds.declare({ shop, one: seat(instance.instanceId) });
    const { code, text } = await kinds.stack.preview();
    assert.notEqual(code, 0, text);
    assert.match(text, /both say where the same product instance sits/);
    assert.deepEqual(stage.world.log(), []);
  });

  it("a service on a site comes after the site's transfer, without being told", async () => {
    stage.world.clearLog();
    kinds.declare({
      shop: pack({ mail: mailbox }, { allowCancel: true }),
      handover: transfer,
      draft: pack(
        { mail: { ...mailbox, siteId: SITES.agencyDraft } },
        { allowCancel: true },
      ),
      seat: seat("@shop.mail", SITES.agencyDraft),
    });
    const { code, text } = await kinds.stack.up();
    assert.equal(code, 0, text);
    const writes = stage.world
      .log()
      .filter(({ committed }) => committed)
      .map(({ route }) => route);
    assert.equal(writes[0], "POST /b2b-site-management/v1/transfer-site");
    assert.equal(writes.length, 3);
    assert.equal((await kinds.stack.preview(["--expect-no-changes"])).code, 0);
  });
});
