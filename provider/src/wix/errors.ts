/** What is known of a failed call. `route` is the template; nothing in it is secret. */
export interface Facts {
  readonly doing: string;
  readonly method: string;
  readonly route: string;
  readonly accountId: string;
  readonly attempts: number;
  readonly status?: number | undefined;
  /** Wix's application code. */
  readonly code?: string | undefined;
  /** From the header `X-Wix-Request-Id`: what Wix support asks for. */
  readonly requestId?: string | undefined;
  /** What Wix said, or what the network did. */
  readonly said?: string | undefined;
}

export type Remedy = "retry" | "fix-credentials" | "fix-input" | "give-up";

/** The sentences of an error: `what` is short and complete by itself, `todo` says the way out. */
export interface Explanation {
  readonly what: string;
  readonly todo: string;
}

/**
 * A call to Wix that did not succeed. Its message has the outcome in the first line, then what was tried, what Wix said and
 * what to do.
 */
export abstract class WixError extends Error {
  /** What the reader can do about it. */
  abstract readonly remedy: Remedy;
  /** Whether Wix may have carried the request out. */
  readonly carriedOut: "no" | "maybe" = "no";
  /** Whether the same request may succeed later without anybody doing anything. */
  readonly passing: boolean = false;

  constructor(
    readonly facts: Facts,
    explanation: Explanation,
    options?: ErrorOptions,
  ) {
    super(render(facts, explanation), options);
    this.name = new.target.name;
  }
}

function render(facts: Facts, { what, todo }: Explanation): string {
  const tags = [
    facts.code,
    facts.requestId && `request ${facts.requestId}`,
  ].filter(Boolean);
  const tagged = tags.length > 0 ? ` (${tags.join(", ")})` : "";
  const attempts =
    facts.attempts === 1 ? "1 attempt" : `${facts.attempts} attempts`;
  return [
    `could not ${facts.doing}: ${what}${tagged}`,
    `tried: ${facts.method} ${facts.route} for account ${facts.accountId}, ${attempts}`,
    ...(facts.status === undefined && facts.said === undefined
      ? []
      : [`answer: ${[facts.status, facts.said].filter(Boolean).join(" ")}`]),
    `what to do: ${todo}`,
  ].join("\n");
}

/** No usable answer arrived. `carriedOut` is "no" only where the connection was never made. */
export class WixUnreachable extends WixError {
  override readonly remedy = "retry";
  override readonly passing = true;
  override readonly carriedOut: "no" | "maybe";

  constructor(
    facts: Facts,
    explanation: Explanation,
    sent: boolean,
    options?: ErrorOptions,
  ) {
    super(facts, explanation, options);
    this.carriedOut = sent ? "maybe" : "no";
  }
}

/** 429: refused before it ran. */
export class WixThrottled extends WixError {
  override readonly remedy = "retry";
  override readonly passing = true;
}

/** 5xx: Wix's side failed, before or after it did the work. */
export class WixFaulted extends WixError {
  override readonly remedy = "retry";
  override readonly passing = true;
  override readonly carriedOut = "maybe";
}

/** 401 and 403 without an application code that says more. */
export class WixUnauthorised extends WixError {
  override readonly remedy = "fix-credentials";
}

/** The object that the call names does not exist, said by the application code that means this object. */
export class WixNotFound extends WixError {
  override readonly remedy = "fix-input";
}

/** 4xx: Wix says no. */
export class WixRejected extends WixError {
  override readonly remedy = "fix-input";
}

/** A 2xx that cannot be read, or a redirect: not a refusal, so the work may be done. Passing when it was no JSON at all. */
export class WixContractBroken extends WixError {
  override readonly remedy = "give-up";
  override readonly carriedOut = "maybe";
  override readonly passing: boolean;

  constructor(facts: Facts, explanation: Explanation, garbled = false) {
    super(facts, explanation);
    this.passing = garbled;
  }
}

/** A write in a run that may only read (`WIX_READ_ONLY`). Nothing was sent. */
export class WixReadOnly extends WixError {
  override readonly remedy = "fix-input";
}
