import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import type { Agent } from "node:http";
import type { Secret } from "./secret";

export interface TransportRequest {
  readonly method: string;
  readonly url: string;
  readonly key: Secret;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** @unit milliseconds, for the whole exchange up to the last byte of the answer */
  readonly timeoutMs: number;
}

export interface TransportAnswer {
  readonly status: number;
  readonly text: string;
  header(name: string): string | undefined;
}

/** Sends one request and reads the whole answer. Redirects are answers, not followed. */
export type Transport = (request: TransportRequest) => Promise<TransportAnswer>;

/** No answer. `sent` is false only when the connection was never made. */
export class TransportFailure extends Error {
  constructor(
    message: string,
    readonly sent: boolean,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = "TransportFailure";
  }
}

/** Failures of name look-up, connect and TLS: they come before the first byte of a request. */
const NEVER_SENT =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|CERT_\w+|UNABLE_TO_\w+|DEPTH_ZERO_\w+|SELF_SIGNED_\w+|ERR_TLS_CERT_ALTNAME_INVALID)$/;

/** A page of 100 packages with 1,000 products each stays below it. */
const MAX_ANSWER_BYTES = 128 * 1024 * 1024;
const MAX_SOCKETS = 64;

/**
 * The transport over node-fetch, with connections kept alive and `HTTPS_PROXY` honoured.
 *
 * node-fetch and the proxy agent are ES modules; they load at the first request, so that a preview, which makes none, does
 * not pay for them.
 */
export function fetchTransport(): Transport {
  const agents = {
    http: new HttpAgent({ keepAlive: true, maxSockets: MAX_SOCKETS }),
  };
  let https: Promise<Agent> | undefined;

  return async ({ method, url, key, headers, body, timeoutMs }) => {
    const { default: fetch } = await import("node-fetch");
    const agent = url.startsWith("http:")
      ? agents.http
      : await (https ??= httpsAgent(url));
    try {
      const answer = await fetch(url, {
        method,
        headers: { ...headers, authorization: key.reveal() },
        redirect: "manual",
        size: MAX_ANSWER_BYTES,
        agent,
        signal: AbortSignal.timeout(timeoutMs),
        ...(body === undefined ? {} : { body }),
      });
      const text = await answer.text();
      return {
        status: answer.status,
        text,
        header: (name) => answer.headers.get(name) ?? undefined,
      };
    } catch (error) {
      throw failure(error, timeoutMs);
    }
  };
}

async function httpsAgent(url: string): Promise<Agent> {
  const { getProxyForUrl } = await import("proxy-from-env");
  const proxy = getProxyForUrl(url);
  const options = { keepAlive: true, maxSockets: MAX_SOCKETS };
  if (proxy === "") return new HttpsAgent(options);
  const { HttpsProxyAgent } = await import("https-proxy-agent");
  return new HttpsProxyAgent<"http:">(new URL(proxy), options);
}

function failure(error: unknown, timeoutMs: number): TransportFailure {
  if (!(error instanceof Error))
    return new TransportFailure(String(error), true);
  const code = "code" in error ? String(error.code) : "";
  const timedOut = error.name === "AbortError" || error.name === "TimeoutError";
  const message = timedOut
    ? `no answer within ${timeoutMs / 1000} s`
    : error.message;
  return new TransportFailure(message, !NEVER_SENT.test(code), {
    cause: error,
  });
}
