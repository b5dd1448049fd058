import { z } from "zod";
import { excerpt, parseJson, readRefusal, refusal } from "./answer";
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
  LONGEST_RETRY_AFTER_MS,
  nextDelayMs,
  retryAfterMs,
  retryBudget,
  THROTTLED_WAIT_MS,
} from "./retry";
import type { Secret } from "./secret";
import type { Traffic } from "./traffic";
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

export interface Pipeline {
  readonly call: Call;
  readonly traffic: () => Traffic;
}

/** The one way by which requests leave this process. */
export function createPipeline(options: PipelineOptions): Pipeline {
  const { limiter, clock, random, signal } = options;
  const budget = retryBudget();
  const sent = { requests: 0, repeats: 0, throttled: 0 };

  const call: Call = async (endpoint, input) => {
    const request = prepare(options, endpoint, input);
    for (let attempt = 1; ; attempt += 1) {
      const turn = await limiter.acquire(signal);
      sent.requests += 1;
      if (attempt > 1) sent.repeats += 1;
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
      const asked = "retryAfterMs" in parsed ? parsed.retryAfterMs : undefined;
      if (throttled) {
        sent.throttled += 1;
        turn.refused(pauseMs(asked));
      }
      const delay = nextDelayMs(
        {
          attempt,
          carriedOut: error.carriedOut,
          repeatable: endpoint.repeat !== "look-first",
          passing: error.passing,
          throttled,
          retryAfterMs: asked,
        },
        random(),
      );
      if (delay === undefined) throw error;
      // A throttled request was refused before it was any work.
      if (!throttled && !budget.spend()) throw error;
      await clock.sleep(delay, signal);
    }
  };
  return {
    call,
    traffic: () => ({ ...sent, waitedMs: limiter.waitedMs() }),
  };
}

/** A wait too long to be obeyed is reported, and does not hold up the other calls for longer than usual. */
const pauseMs = (asked: number | undefined): number =>
  asked === undefined || asked > LONGEST_RETRY_AFTER_MS
    ? THROTTLED_WAIT_MS
    : asked;

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
  const requestId = answer.header("x-wix-request-id");
  const facts = { ...tried, status, requestId };
  if (status >= 200 && status < 300) return { answer, facts };
  const refused = readRefusal(key.redact(answer.text));
  return {
    error: refusal(redacted({ ...facts, ...refused }, key), advice),
    retryAfterMs: retryAfterMs(answer.header("retry-after"), clock.now()),
  };
}

/**
 * The facts without the key, whatever part of an answer it came back in. What was read from JSON is redacted once more: there
 * the key may have been escaped.
 */
function redacted<Some extends Facts>(facts: Some, key: Secret): Some {
  const { code, said, requestId } = facts;
  return {
    ...facts,
    code: code === undefined ? undefined : key.redact(code),
    said: said === undefined ? undefined : key.redact(said),
    requestId: requestId === undefined ? undefined : key.redact(requestId),
  };
}

function unreachable(
  failure: TransportFailure,
  facts: Facts,
  key: Secret,
): WixUnreachable {
  const said = key.redact(failure.message);
  const { sent } = failure;
  return new WixUnreachable(
    { ...facts, said },
    {
      what: sent ? "no usable answer came back" : "Wix could not be reached",
      todo: sent
        ? "run again: what Wix did is looked up before anything is sent twice"
        : "check the network, WIX_API_BASE_URL and HTTPS_PROXY, then run again",
    },
    sent,
    // Not the failure itself: what the network library keeps in it may hold the headers.
    { cause: new TransportFailure(said, sent) },
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
    ? excerpt(key.redact(answer.text))
    : z.prettifyError(parsed.error);
  return {
    error: new WixContractBroken(
      redacted({ ...facts, said }, key),
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
