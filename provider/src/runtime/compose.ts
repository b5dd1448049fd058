import { randomUUID } from "node:crypto";
import { createMoves, type Env, type Voice } from "../resources";
import {
  type Clock,
  createClient,
  fetchTransport,
  type LimitWait,
  Secret,
  systemClock,
  type Transport,
} from "../wix";
import type { Settings } from "./settings";

/** The longest that one request may take. @unit milliseconds */
const REQUEST_TIMEOUT_MS = 30_000;

/** What a process brings along; each part has a stand-in in tests. */
export interface Outside {
  readonly voice: Voice;
  /** Aborted when the engine is gone. */
  readonly signal: AbortSignal;
  /** Takes a variable that holds a key out of the environment: crash reports of Node.js list all of it. */
  readonly forget?: (variable: string) => void;
  readonly transport?: Transport;
  readonly clock?: Clock;
  /** Called before a request waits for its turn under the limit. */
  readonly onWait?: ((wait: LimitWait) => void) | undefined;
  /** From 0 to 1. */
  readonly random?: () => number;
  readonly newKey?: () => string;
}

/** Puts a process together: settings in, what the handlers work with out. */
export function compose(settings: Settings, outside: Outside): Env {
  const { voice, signal } = outside;
  const waitMs = settings.waitSeconds * 1000;
  const wix = createClient({
    transport: outside.transport ?? fetchTransport(),
    clock: outside.clock ?? systemClock,
    random: outside.random ?? Math.random,
    newKey: outside.newKey ?? randomUUID,
    key: settings.apiKey ?? new Secret(""),
    accountId: settings.accountId,
    apiBaseUrl: settings.apiBaseUrl,
    requestsPerMinute: settings.requestsPerMinute,
    requestTimeoutMs: Math.min(REQUEST_TIMEOUT_MS, waitMs),
    readOnly: settings.readOnly,
    signal,
    onWait: outside.onWait,
  });
  return {
    wix,
    voice,
    waitMs,
    moves: createMoves(),
    signal,
  };
}
