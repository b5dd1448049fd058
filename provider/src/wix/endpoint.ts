import type { z } from "zod";
import type { Explanation } from "./errors";

/**
 * What may be done after an answer that leaves open whether the request was carried out:
 * `harmless`: send it again · `keyed`: send it again with the same `idempotencyKey` · `look-first`: the caller must find out
 * what Wix has before it decides.
 */
export type Repeat = "harmless" | "keyed" | "look-first";

/** One operation of the Wix API, as data. */
export interface Endpoint<
  Request extends z.ZodType = z.ZodType,
  Response extends z.ZodType = z.ZodType,
> {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Template, never a filled path: it goes into errors and logs. */
  readonly route: string;
  readonly access: "read" | "write";
  readonly repeat: Repeat;
  /** Completes "could not …" in an error. */
  readonly doing: string;
  /** What the documented refusals mean, by application code. The same code may mean something else elsewhere. */
  readonly advice?: Readonly<Record<string, Explanation>>;
  readonly request?: Request;
  readonly response: Response;
}

/** Fixes the type parameters of an endpoint literal. */
export const endpoint = <Request extends z.ZodType, Response extends z.ZodType>(
  spec: Endpoint<Request, Response>,
): Endpoint<Request, Response> => spec;
