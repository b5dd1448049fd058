import { createLimiter } from "../../provider/src/wix/limiter";
import { packagesApi } from "../../provider/src/wix/packages";
import {
  createPipeline,
  type PipelineOptions,
} from "../../provider/src/wix/pipeline";
import { Secret } from "../../provider/src/wix/secret";
import {
  type Transport,
  TransportFailure,
  type TransportRequest,
} from "../../provider/src/wix/transport";
import { type VirtualClock, virtualClock } from "./virtualClock";

/** The key that no error may hold. */
export const SCRIPTED_KEY = "IST.scripted-canary.8c1f2e";
export const MAIN_ACCOUNT = "aaaaaaaa-1111-4222-8333-000000000001";
export const BASE_URL = "https://wix.test/base";

/** One answer of the script: what comes back, or the error that the transport throws. */
export type Scripted =
  | {
      readonly status?: number;
      /** A string is sent as it is, anything else as JSON. */
      readonly body?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | Error;

/** One request as it left, in a form that compares whole. */
export interface Sent {
  readonly method: string;
  /** Without the base URL. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export interface Script {
  readonly transport: Transport;
  readonly sent: readonly Sent[];
  /** As the transport got them. */
  readonly raw: readonly TransportRequest[];
  /** When each request left. @unit milliseconds since the clock began */
  readonly sentAt: readonly number[];
}

export const refusedConnection = () =>
  new TransportFailure("connect ECONNREFUSED 127.0.0.1:443", false);
export const lostAnswer = () => new TransportFailure("socket hang up", true);

/** A transport that plays a list of answers and keeps a list of requests. A request beyond the script is a fault of the test. */
export function scriptedTransport(
  answers: readonly Scripted[],
  clock: VirtualClock,
): Script {
  const began = clock.now();
  const raw: TransportRequest[] = [];
  const sentAt: number[] = [];
  return {
    raw,
    sentAt,
    get sent() {
      return raw.map(({ method, url, headers, body }) => ({
        method,
        path: url.startsWith(BASE_URL) ? url.slice(BASE_URL.length) : url,
        headers,
        body: body === undefined ? undefined : (JSON.parse(body) as unknown),
      }));
    },
    transport: (request) => {
      const answer = answers[raw.length];
      raw.push(request);
      sentAt.push(clock.now() - began);
      if (answer === undefined)
        return Promise.reject(
          new Error(
            `the script has no answer to request ${raw.length}: ${request.method} ${request.url}`,
          ),
        );
      if (answer instanceof Error) return Promise.reject(answer);
      const { status = 200, body, headers = {} } = answer;
      return Promise.resolve({
        status,
        text: textOf(body),
        header: (name) => headers[name.toLowerCase()],
      });
    },
  };
}

const textOf = (body: unknown): string =>
  body === undefined
    ? ""
    : typeof body === "string"
      ? body
      : JSON.stringify(body);

/** The whole client over a script, in a time that costs nothing. */
export function scriptedWix(
  answers: readonly Scripted[],
  options: Partial<PipelineOptions> & {
    readonly requestsPerMinute?: number;
  } = {},
) {
  const clock = virtualClock();
  const script = scriptedTransport(answers, clock);
  const { requestsPerMinute = 200, ...rest } = options;
  const limiter = createLimiter({ requestsPerMinute, clock });
  const { call } = createPipeline({
    transport: script.transport,
    limiter,
    clock,
    random: () => 0.5,
    key: new Secret(SCRIPTED_KEY),
    apiBaseUrl: BASE_URL,
    requestTimeoutMs: 30_000,
    readOnly: false,
    signal: new AbortController().signal,
    ...rest,
  });
  let keys = 0;
  const packages = packagesApi(call, {
    mainAccountId: MAIN_ACCOUNT,
    newKey: () => `key-${++keys}`,
  });
  return { call, packages, clock, limiter, script };
}
