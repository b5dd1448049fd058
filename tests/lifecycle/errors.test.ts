import assert from "node:assert/strict";
import { RESELLERS_ERRORS, TRANSFER_ERRORS } from "pulumi-wix-provider/wire";
import {
  createClient,
  fetchTransport,
  Secret,
  type WixClient,
  WixError,
} from "pulumi-wix-provider/wix";
import {
  ACCOUNTS,
  PRODUCTS,
  type Simulator,
  SITES,
  startSimulator,
} from "pulumi-wix-simulator";
import { RESELLERS_ADVICE } from "../../provider/src/wix/advice/resellers";
import { TRANSFER_ADVICE } from "../../provider/src/wix/advice/transfer";
import { CANARY_KEY } from "../support/providerProcess";
import { virtualClock } from "../support/virtualClock";

const id = ACCOUNTS.main;
const account = ACCOUNTS.bakery;

/** Every endpoint that a documented code belongs to, and a call of it. */
const CALLS: Record<string, (wix: WixClient) => Promise<unknown>> = {
  "POST /resellers/v2/packages": ({ packages }) =>
    packages.create(account, {
      products: [{ catalogProductId: PRODUCTS.mailbox, countryCode: "BR" }],
    }),
  "PATCH /resellers/v1/packages/product-instances/{instanceId}": ({
    packages,
  }) => packages.adjust(account, id, { catalogProductId: PRODUCTS.mailbox }),
  "PATCH /resellers/v1/packages/product-instances/{instanceId}/{siteId}": ({
    packages,
  }) => packages.assign(account, id, SITES.bakeryShop),
  "PATCH /resellers/v1/packages/product-instances/{instanceId}/unassign": ({
    packages,
  }) => packages.unassign(account, id),
  "DELETE /resellers/v1/packages/{id}": ({ packages }) =>
    packages.cancel(account, id),
  "DELETE /resellers/v1/packages/product-instances/{instanceId}": ({
    packages,
  }) => packages.cancelInstance(account, id),
  "PATCH /resellers/v1/packages/update/{packageId}/{externalId}": ({
    packages,
  }) => packages.updateExternalId(account, id, "x"),
};

const transfer = ({ sites }: WixClient) =>
  sites.transfer({
    siteId: SITES.agencyDraft,
    sourceAccountId: ACCOUNTS.agency,
    targetAccountId: account,
    enableNotifications: false,
  });

describe("every documented refusal, through the real pipeline", () => {
  let simulator: Simulator;
  let wix: WixClient;

  before(async () => {
    const clock = virtualClock();
    simulator = await startSimulator({ clock });
    wix = createClient({
      transport: fetchTransport(),
      clock,
      random: () => 0,
      key: new Secret(CANARY_KEY),
      apiBaseUrl: simulator.url,
      requestTimeoutMs: 5_000,
      readOnly: false,
      signal: new AbortController().signal,
      requestsPerMinute: 100_000,
      accountId: ACCOUNTS.main,
      newKey: () => "a-key",
    });
  });
  after(() => simulator.close());

  const rows = [
    ...Object.entries(CALLS).flatMap(([route, call]) =>
      Object.entries(RESELLERS_ERRORS).map(([code, status]) => ({
        route,
        call,
        code,
        status,
        advice: RESELLERS_ADVICE[code as keyof typeof RESELLERS_ADVICE],
      })),
    ),
    ...Object.entries(TRANSFER_ERRORS).map(([code, status]) => ({
      route: "POST /b2b-site-management/v1/transfer-site",
      call: transfer,
      code,
      status,
      advice: TRANSFER_ADVICE[code as keyof typeof TRANSFER_ADVICE],
    })),
  ];
  for (const { route, call, code, status, advice } of rows) {
    it(`${route}: ${code}`, async () => {
      simulator.world.faults({
        route,
        fault: { kind: "status", status, code },
      });
      await assert.rejects(call(wix), (error) => {
        assert.ok(error instanceof WixError);
        const [first = "", tried = "", answer = "", todo = ""] =
          error.message.split("\n");
        assert.match(first, /^could not /);
        assert.ok(first.includes(advice.what), first);
        assert.ok(first.includes(code), first);
        assert.match(first, /request \S+\)$/);
        assert.ok(tried.includes(route), tried);
        assert.ok(answer.includes(String(status)), answer);
        assert.equal(todo, `what to do: ${advice.todo}`);
        assert.equal(error.carriedOut, "no");
        return true;
      });
    });
  }
});
