import { z } from "zod";
import { parseJson, readRefusal, refusal } from "./answer";
import type { Clock } from "./clock";
import type { Endpoint } from "./endpoint";
import {
  type Facts,
  WixContractBroken,
  WixError,
  WixReadOnly,
  WixThrottled,
  WixUnreachable,
} from "./errors";
import type { Limiter } from "./limiter";
import { fillRoute } from "./path";
import {
  nextDelayMs,
  retryAfterMs,
  retryBudget,
  THROTTLED_WAIT_MS,
} from "./retry";
import type { Secret } from "./secret";
import {
  type Transport,
  type TransportAnswer,
  TransportFailure,
  type TransportRequest,
} from "./transport";

export interface PipelineOptions {
  readonly transport: Transport;
  readonly limiter: Limiter;
  readonly clock: Clock;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly key: Secret;
  readonly apiBaseUrl: string;
  /** @unit milliseconds, for one attempt */
  readonly requestTimeoutMs: number;
  /** Refuse every write before it is sent. */
  readonly readOnly: boolean;
  /** Aborted when the engine is gone: nothing more is sent. */
  readonly signal: AbortSignal;
}

export interface CallInput {
  /** Goes into the header `wix-account-id`. */
  readonly accountId: string;
  readonly path?: Readonly<Record<string, string>>;
  /** What comes behind the `?`. */
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface Answered<Value> {
  readonly value: Value;
  /** Wix's own clock, from the header `Date`; whole seconds. @unit milliseconds since 1970 */
  readonly answeredAt: number | undefined;
}

/** Makes one call, with its repeats. @throws {WixError} */
export type Call = <Request extends z.ZodType, Response extends z.ZodType>(
  endpoint: Endpoint<Request, Response>,
  input: CallInput,
) => Promise<Answered<z.output<Response>>>;

/** The one way by which requests leave this process. */
export function createPipeline(options: PipelineOptions): Call {
  const { limiter, clock, random, signal } = options;
  const budget = retryBudget();

  return async (endpoint, input) => {
    const request = prepare(options, endpoint, input);
    for (let attempt = 1; ; attempt += 1) {
      await limiter.acquire(signal);
      const result = await attemptOnce(
        options,
        endpoint,
        request,
        factsOf(endpoint, input, attempt),
      );
      const parsed =
        "error" in result ? result : read(endpoint, result, options.key);
      if (!("error" in parsed)) {
        budget.refund();
        return parsed;
      }
      const { error } = parsed;
      const throttled = error instanceof WixThrottled;
      const waitAsked =
        "retryAfterMs" in parsed ? parsed.retryAfterMs : undefined;
      if (throttled) limiter.pause(waitAsked ?? THROTTLED_WAIT_MS);
      const delay = nextDelayMs(
        {
          attempt,
          carriedOut: error.carriedOut,
          repeatable: endpoint.repeat !== "look-first",
          passing: error.passing,
          throttled,
          retryAfterMs: waitAsked,
          affordable: throttled || budget.spend(),
        },
        random(),
      );
      if (delay === undefined) throw error;
      await clock.sleep(delay, signal);
    }
  };
}

const factsOf = (
  endpoint: Endpoint,
  input: CallInput,
  attempts: number,
): Facts => ({
  doing: endpoint.doing,
  method: endpoint.method,
  route: endpoint.route,
  accountId: input.accountId,
  attempts,
});

/** Strict going out: a body that our own schema refuses never leaves. */
function prepare(
  options: PipelineOptions,
  endpoint: Endpoint,
  input: CallInput,
): TransportRequest {
  if (endpoint.access === "write" && options.readOnly) {
    throw new WixReadOnly(factsOf(endpoint, input, 0), {
      what: "this run may only read (WIX_READ_ONLY), nothing was sent",
      todo: "run without WIX_READ_ONLY to let Wix be changed",
    });
  }
  const body = endpoint.request?.parse(input.body);
  return {
    method: endpoint.method,
    url: urlOf(options.apiBaseUrl, endpoint, input),
    key: options.key,
    headers: {
      accept: "application/json",
      "wix-account-id": input.accountId,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
    timeoutMs: options.requestTimeoutMs,
  };
}

function urlOf(
  apiBaseUrl: string,
  { route }: Endpoint,
  { path = {}, query = {} }: CallInput,
): string {
  const search = new URLSearchParams(query).toString();
  return `${apiBaseUrl}${fillRoute(route, path)}${search === "" ? "" : `?${search}`}`;
}

interface Accepted {
  readonly answer: TransportAnswer;
  readonly facts: Facts;
}

interface Failed {
  readonly error: WixError;
  readonly retryAfterMs?: number | undefined;
}

async function attemptOnce(
  { transport, clock, key }: PipelineOptions,
  { advice }: Endpoint,
  request: TransportRequest,
  tried: Facts,
): Promise<Accepted | Failed> {
  let answer: TransportAnswer;
  try {
    answer = await transport(request);
  } catch (error) {
    if (!(error instanceof TransportFailure)) throw error;
    return { error: unreachable(error, tried, key) };
  }
  const { status } = answer;
  const facts = {
    ...tried,
    status,
    requestId: answer.header("x-wix-request-id"),
  };
  if (status >= 200 && status < 300) return { answer, facts };
  const refused = readRefusal(key.redact(answer.text));
  return {
    error: refusal({ ...facts, ...refused }, advice),
    retryAfterMs: retryAfterMs(answer.header("retry-after"), clock.now()),
  };
}

function unreachable(
  error: TransportFailure,
  facts: Facts,
  key: Secret,
): WixUnreachable {
  const said = key.redact(error.message);
  return new WixUnreachable(
    { ...facts, said },
    {
      what: error.sent
        ? "no usable answer came back"
        : "Wix could not be reached",
      todo: error.sent
        ? "run again: what Wix did is looked up before anything is sent twice"
        : "check the network, WIX_API_BASE_URL and HTTPS_PROXY, then run again",
    },
    error.sent,
    { cause: error },
  );
}

/** Lenient coming in: unknown fields pass; what this project relies on must be there. */
function read<Response extends z.ZodType>(
  endpoint: Endpoint<z.ZodType, Response>,
  { answer, facts }: Accepted,
  key: Secret,
): Answered<z.output<Response>> | Failed {
  const json = parseJson(answer.text);
  const parsed = endpoint.response.safeParse(json);
  if (parsed.success) {
    const date = Date.parse(answer.header("date") ?? "");
    return {
      value: parsed.data,
      answeredAt: Number.isNaN(date) ? undefined : date,
    };
  }
  const garbled = json === undefined;
  const said = garbled
    ? answer.text.slice(0, 300)
    : z.prettifyError(parsed.error);
  return {
    error: new WixContractBroken(
      { ...facts, said: key.redact(said) },
      {
        what: garbled
          ? "the answer is no JSON"
          : "the answer is not what Wix documents",
        todo: "run again; when it stays, report it to pulumi-wix with the request id: Wix may have changed its API",
      },
      garbled,
    ),
  };
}
