import assert from "node:assert/strict";
import {
  ACCOUNTS,
  PRODUCTS,
  SITES,
  startSimulator,
  type Counters,
  type LogEntry,
  type Settings,
  type Simulator,
  type SimulatorOptions,
  type WorldState,
} from "pulumi-wix-simulator";

export const KEY = "IST.canary-key";
export const START = Date.parse("2026-01-01T00:00:00.000Z");

export interface InstanceJson {
  instanceId: string;
  catalogProductId: string;
  siteId?: string;
  status: string;
  billingInfo?: unknown;
  discountCode?: string;
  referenceProductInstanceId?: string;
  expirationDate?: string;
  updatedDate: string;
  live?: boolean;
}

export interface PackageJson {
  id: string;
  accountId: string;
  parentAccountId: string;
  externalId?: string;
  /** A test knows how many it bought. */
  productInstances: [
    InstanceJson,
    InstanceJson,
    InstanceJson,
    ...InstanceJson[],
  ];
  createdDate: string;
  updatedDate: string;
}

export interface SiteJson {
  id: string;
  ownerAccountId: string;
  namespace: string;
  displayName: string;
  premium: boolean;
  domainConnected: boolean;
  trashedDate?: string;
  updatedDate: string;
}

/** The members of every answer there is: which of them are there is what a test is about. */
export interface Body
  extends Omit<WorldState, "packages" | "sites">, Settings, Counters {
  package: PackageJson;
  packages: [PackageJson, ...PackageJson[]];
  updatedPackage: PackageJson;
  idempotencyKey?: string;
  sites: [SiteJson, ...SiteJson[]];
  siteTransfer: object;
  count: number;
  account: {
    accountId: string;
    accountName: string;
    status: string;
    accountProperties: { parentAccountId?: string };
  };
  childAccounts: { accountId: string }[];
  pagingMetadata: object;
  metadata: {
    count: number;
    cursors: { next?: string; prev?: string };
    hasNext?: boolean;
  };
  message: string;
  details: {
    applicationError: { code: string };
    validationError?: { fieldViolations: { field: string }[] };
  };
  error: string;
  entries: LogEntry[];
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

export interface Bench {
  readonly simulator: Simulator;
  readonly world: Simulator["world"];
  readonly send: (
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string | undefined>,
  ) => Promise<Reply>;
  /** Buys a package for the bakery and lets it settle. */
  readonly buy: (
    products: readonly object[],
    more?: object,
    headers?: Record<string, string>,
  ) => Promise<PackageJson>;
  readonly query: (
    query: object,
    headers?: Record<string, string>,
  ) => Promise<Reply>;
}

/** Runs a test against a simulator of its own, on a clock that moves only when it is told to. */
export async function withSimulator(
  options: SimulatorOptions,
  test: (bench: Bench) => void | Promise<void>,
): Promise<void> {
  const simulator = await startSimulator({
    clock: { now: () => START },
    ...options,
  });
  try {
    await test(benchOf(simulator));
    // An answer that its own wire schema refuses is a defect of the simulator.
    for (const { error } of simulator.world.log())
      assert.equal(error, undefined);
  } finally {
    await simulator.close();
  }
}

function benchOf(simulator: Simulator): Bench {
  const send: Bench["send"] = async (method, path, body, headers = {}) => {
    const all = {
      authorization: KEY,
      "wix-account-id": ACCOUNTS.bakery,
      ...(body !== undefined && { "content-type": "application/json" }),
      ...headers,
    };
    const response = await fetch(simulator.url + path, {
      method,
      redirect: "manual",
      headers: Object.entries(all).filter(
        (entry): entry is [string, string] => entry[1] !== undefined,
      ),
      ...(body !== undefined && {
        body: typeof body === "string" ? body : JSON.stringify(body),
      }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: parsed(text),
    };
  };
  return {
    simulator,
    world: simulator.world,
    send,
    buy: async (products, more = {}, headers = {}) => {
      const { status, body } = await send(
        "POST",
        CREATE,
        { products, ...more },
        headers,
      );
      assert.equal(status, 200, JSON.stringify(body));
      simulator.world.advance(1000);
      return body.package;
    },
    query: (query, headers = {}) => send("POST", QUERY, { query }, headers),
  };
}

/** A body that is no JSON is handed on as it is: a test of faults looks at it so. */
function parsed(text: string): Body {
  try {
    return JSON.parse(text) as Body;
  } catch {
    return text as never;
  }
}

export const CREATE = "/resellers/v2/packages";
export const QUERY = "/resellers/v1/packages/query";
export const packagePath = (id: string) => `/resellers/v1/packages/${id}`;
export const instancePath = (id: string, rest = "") =>
  `/resellers/v1/packages/product-instances/${id}${rest}`;
export const externalIdPath = (id: string, externalId: string) =>
  `/resellers/v1/packages/update/${id}/${encodeURIComponent(externalId)}`;

type Ids = [string, string, string, ...string[]];

export const idsOf = ({ productInstances }: PackageJson): Ids =>
  productInstances.map(({ instanceId }) => instanceId) as Ids;

/** What a refusal says: its status and its application code, or `VALIDATION` and the fields. */
export function verdict({ status, body }: Reply): string {
  const { applicationError, validationError } =
    (body as Partial<Body>).details ?? {};
  const fields = validationError?.fieldViolations.map(({ field }) => field);
  const said = fields ? `VALIDATION ${fields.join()}` : "OK";
  return `${status} ${applicationError?.code ?? said}`;
}

export const NOBODY = "dddddddd-0000-4000-8000-000000000009";
export const yearly = {
  type: "RECURRING",
  cycleDuration: { unit: "YEAR", count: 1 },
};
export const monthly = {
  type: "RECURRING",
  cycleDuration: { unit: "MONTH", count: 1 },
};

const product =
  (catalogProductId: string, billingInfo: object | undefined) =>
  (more: object = {}) => ({
    catalogProductId,
    countryCode: "BR",
    ...(billingInfo && { billingInfo }),
    ...more,
  });

export const plan = product(PRODUCTS.planBasic, yearly);
export const proPlan = product(PRODUCTS.planPro, yearly);
export const domain = product(PRODUCTS.domain, undefined);
export const mailbox = product(PRODUCTS.mailbox, monthly);
export const mailboxPlus = product(PRODUCTS.mailboxPlus, monthly);
export const bookings = product(PRODUCTS.bookings, undefined);
export const voucher = product(PRODUCTS.advertVoucher, undefined);
export const of = (id: string) => product(id, undefined)();

export const onShop = { siteId: SITES.bakeryShop };
export const onBlog = { siteId: SITES.bakeryBlog };
export { ACCOUNTS, PRODUCTS, SITES };
