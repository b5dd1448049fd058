import { type Clock, TransportFailure } from "pulumi-wix-provider/wix";

/** An answer as the transport gives it. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly header: (name: string) => string | undefined;
}

/** The exchange that a fault strikes. */
export interface Exchange {
  readonly clock: Clock;
  /** @unit milliseconds */
  readonly timeoutMs: number;
  /** Has the request carried out. */
  readonly carryOut: () => Promise<Answer>;
  /** SIGKILL of the provider process: nothing it would still do is done. Never returns. */
  readonly kill: () => Promise<never>;
  /** The CLI is killed: the process notices, and may end what it has sent. */
  readonly loseEngine: () => void;
  /** Ctrl-C: the engine begins nothing new, and waits for what runs. */
  readonly interrupt: () => void;
}

export type Fault = (exchange: Exchange) => Promise<Answer>;

/** By design empty. @source About Errors, dev.wix.com */
const EMPTY_ERROR = '{"message":"","details":{}}';
const HTML = "<!doctype html><title>not JSON</title>";
const MISMATCH = JSON.stringify({
  package: "mismatch",
  updatedPackage: "mismatch",
  packages: "mismatch",
  metadata: "mismatch",
  sites: "mismatch",
  siteTransfer: "mismatch",
});

const answer = (
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): Answer => ({ status, text, header: (name) => headers[name] });

const before =
  (what: Answer): Fault =>
  () =>
    Promise.resolve(what);
const after =
  (what: (carried: Answer) => Answer): Fault =>
  async ({ carryOut }) =>
    what(await carryOut());

const reset = () => new TransportFailure("socket hang up", true);
const late = (ms: number) =>
  new TransportFailure(`no answer within ${ms / 1000} s`, true);

const serverError = (status: number) => ({
  [`${status} before`]: before(answer(status, EMPTY_ERROR)),
  [`${status} after`]: after(() => answer(status, EMPTY_ERROR)),
});

/** What the network, a gateway, Wix, or the machine may do to one request; before or after it was carried out. */
export const FAULTS: Readonly<Record<string, Fault>> = {
  refused: () =>
    Promise.reject(new TransportFailure("connect ECONNREFUSED", false)),
  "reset before": () => Promise.reject(reset()),
  "reset after": async ({ carryOut }) => {
    await carryOut();
    throw reset();
  },
  "hang before": async ({ clock, timeoutMs }) => {
    await clock.sleep(timeoutMs);
    throw late(timeoutMs);
  },
  "hang after": async ({ carryOut, clock, timeoutMs }) => {
    await carryOut();
    await clock.sleep(timeoutMs);
    throw late(timeoutMs);
  },
  // It arrives when nobody waits for it any more.
  "hang, carried out late": async ({ carryOut, clock, timeoutMs }) => {
    void clock.sleep(timeoutMs + 5_000).then(carryOut);
    await clock.sleep(timeoutMs);
    throw late(timeoutMs);
  },
  "429": before(answer(429, EMPTY_ERROR)),
  "429 with Retry-After": before(
    answer(429, EMPTY_ERROR, { "retry-after": "7" }),
  ),
  ...serverError(500),
  ...serverError(502),
  ...serverError(503),
  ...serverError(504),
  "garbage before": before(answer(200, HTML)),
  "garbage after": after(() => answer(200, HTML)),
  "truncated before": before(answer(200, '{"package":{"id":"00000000')),
  "truncated after": after(({ text, status, header }) => ({
    status,
    header,
    text: text.slice(0, Math.ceil(text.length / 2)),
  })),
  "mismatch before": before(answer(200, MISMATCH)),
  "mismatch after": after(() => answer(200, MISMATCH)),
  trickle: async ({ carryOut, clock, timeoutMs }) => {
    const carried = await carryOut();
    await clock.sleep(timeoutMs - 1_000);
    return carried;
  },
  redirect: before(answer(302, "", { location: "https://example.com/" })),
  "killed before": ({ kill }) => kill(),
  "killed after": async ({ carryOut, kill }) => {
    await carryOut();
    return kill();
  },
  "engine gone": ({ carryOut, loseEngine }) => {
    loseEngine();
    return carryOut();
  },
  interrupted: ({ carryOut, interrupt }) => {
    interrupt();
    return carryOut();
  },
};
