import { ErrorBody } from "../wire";
import {
  WixContractBroken,
  type WixError,
  type Explanation,
  type Facts,
  WixFaulted,
  WixNotFound,
  WixRejected,
  WixThrottled,
  WixUnauthorised,
} from "./errors";

/** Codes that mean: the object that this call names does not exist. */
const NAMES_THE_OBJECT: ReadonlySet<string> = new Set([
  "PACKAGE_NOT_FOUND",
  "PRODUCT_INSTANCE_NOT_FOUND",
]);

/** Longest part of an unreadable body that goes into an error. */
const EXCERPT = 300;

export const excerpt = (text: string): string => text.slice(0, EXCERPT).trim();

interface Said {
  readonly code?: string | undefined;
  readonly said?: string | undefined;
}

/** What a refusal says, as far as it can be read. A body that is missing or no JSON says nothing but itself. */
export function readRefusal(text: string): Said {
  const body = ErrorBody.safeParse(parseJson(text));
  if (!body.success) return { said: excerpt(text) || undefined };
  const { message, details } = body.data;
  const application = details?.applicationError;
  const violations = (details?.validationError?.fieldViolations ?? []).map(
    ({ field, description, violatedRule }) =>
      `${field ?? "body"}: ${description ?? violatedRule ?? "invalid"}`,
  );
  return {
    code: application?.code,
    said:
      [application?.description ?? message, ...violations]
        .filter(Boolean)
        .join("; ") || undefined,
  };
}

/** Undefined for a text that is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The error for an answer that is no 2xx: by application code first, by status second, by text never. */
export function refusal(
  facts: Facts & { readonly status: number },
  advice: Readonly<Record<string, Explanation>> = {},
): WixError {
  const { status, code } = facts;
  const known =
    code === undefined || !Object.hasOwn(advice, code)
      ? undefined
      : advice[code];
  if (known && code !== undefined) {
    const Kind = NAMES_THE_OBJECT.has(code) ? WixNotFound : WixRejected;
    return new Kind(facts, known);
  }
  if (status === 429) {
    return new WixThrottled(facts, {
      what: "Wix limits the number of requests",
      todo: "run again later, or lower WIX_REQUESTS_PER_MINUTE when other processes use the same key",
    });
  }
  if (status >= 500) {
    return new WixFaulted(facts, {
      what: `Wix answered ${status}`,
      todo: "run again; when it stays, give Wix support the request id",
    });
  }
  if (status === 401 || status === 403) {
    return new WixUnauthorised(facts, {
      what:
        status === 401
          ? "Wix does not accept the API key"
          : "the API key may not do this",
      todo: "check WIX_API_KEY (an account-level key of the main account with the permissions that the README names), WIX_ACCOUNT_ID and accountId",
    });
  }
  if (status >= 300 && status < 400) {
    return new WixContractBroken(facts, {
      what: `a redirect (${status}) came instead of an answer; it was not followed`,
      todo: "check WIX_API_BASE_URL and any proxy on the way",
    });
  }
  return new WixRejected(facts, {
    what: facts.said ?? `Wix refused with ${status}`,
    todo: "mend what Wix names; when it is not clear, give Wix support the request id",
  });
}
