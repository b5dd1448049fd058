import { z } from "zod";
import type { Ground } from "../ground";
import { errorBody, type Refusal } from "../refusal";

/** A request that has passed every check that is the same for all routes. */
export interface Call<B> {
  readonly ground: Ground;
  /** Of the header `wix-account-id`. */
  readonly accountId: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: B;
}

/** What a write did to the reseller's bill. */
export interface Bill {
  readonly packagesBought?: number;
  readonly instancesBought?: number;
  /** The package repeats the external id of one that was bought for the same account and is still live. */
  readonly duplicates?: number;
  readonly cancels?: number;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  /** The request changed the world. */
  readonly committed: boolean;
  readonly bill?: Bill;
  readonly refusal?: Refusal;
}

/** One endpoint as data. */
export interface Route<B = unknown> {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  readonly template: string;
  readonly kind: "read" | "write";
  /** The body may carry an `idempotencyKey`. */
  readonly keyed?: boolean;
  /** Whether the header must name an account of the world; `by-route`: the route says no in its own words. */
  readonly account?: "by-route";
  readonly request: z.ZodType<B>;
  readonly response: z.ZodType;
  /** Refusals that come before the schema of the request. */
  readonly precheck?: (body: unknown) => Refusal | undefined;
  handle(call: Call<B>): Answer;
}

/** Fixes the type of the body, so that no handler needs annotations. */
export const route = <B>(spec: Route<B>): Route => spec;

/** The request of a route that has no body. */
export const NoBody = z.unknown();

export const nameOf = ({
  method,
  template,
}: Pick<Route, "method" | "template">): string => `${method} ${template}`;

export const read = (body: unknown): Answer => ({
  status: 200,
  body,
  committed: false,
});

export const refusal = (why: Refusal, committed = false): Answer => ({
  status: why.status,
  body: errorBody(why),
  committed,
  refusal: why,
});
