import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import { setTimeout as delay } from "node:timers/promises";
import { isoTime } from "../clock";
import type { Core } from "../core";
import { EMPTY_ERROR, errorBody, refused } from "../refusal";
import { keyFingerprint } from "./admission";
import type { Fault, MetFault } from "./faultPlan";
import { handle, type Body, type Handled } from "./handle";
import { sent, sentWith, type Reply, type Sent } from "./reply";
import type { LogEntry } from "./requestLog";
import { nameOf, type Route } from "./route";

export type NodeContext = Context<{ Bindings: HttpBindings }>;

/** Far above the largest create (1000 products). @unit bytes */
const MAX_BODY_BYTES = 4_000_000;

/** Faults that need the answer of the request, and so let it be carried out whatever their `when` says. */
const NEEDS_ANSWER: readonly Fault["kind"][] = ["trickle"];

/** Serves one request of the API: latency, faults, rules, and the log. */
export async function serveRoute(
  core: Core,
  route: Route,
  c: NodeContext,
): Promise<Response> {
  const text = await c.req.text();
  const body = bodyOf(text);
  const entry = openEntry(core, c, body, route);
  if (core.settings.latencyMs > 0) await delay(core.settings.latencyMs);

  const met = core.faults.take(entry.route);
  if (met !== undefined) entry.fault = `${met.when} ${met.fault.kind}`;
  const outcome = await outcomeOf(
    met,
    () => replyTo(core, route, c, body, entry),
    entry,
    core,
    c,
  );
  entry.status = outcome.status;
  return outcome.response;
}

async function outcomeOf(
  met: MetFault | undefined,
  reply: () => Reply,
  entry: LogEntry,
  core: Core,
  c: NodeContext,
): Promise<Sent> {
  if (met === undefined) return sent(reply());
  const { fault, when } = met;
  if (when === "after" || NEEDS_ANSWER.includes(fault.kind))
    return sentWith(fault, reply(), c.env);
  if (fault.kind === "delay") {
    await delay(fault.ms);
    return sent(reply());
  }
  return sentWith(
    fault,
    { status: 200, headers: headersOf(core, entry), body: NOTHING_DONE },
    c.env,
  );
}

/** What garbage, truncation and the like are made of when the request was not carried out. */
const NOTHING_DONE = JSON.stringify({
  package: { id: "00000000-0000-4000-a000-000000000000" },
});

function replyTo(
  core: Core,
  route: Route,
  c: NodeContext,
  body: Body,
  entry: LogEntry,
): Reply {
  const headers = headersOf(core, entry);
  try {
    const handled = handle(core, route, {
      authorization: c.req.header("authorization"),
      accountId: c.req.header("wix-account-id"),
      path: entry.path,
      params: c.req.param(),
      query: new URL(c.req.url).searchParams,
      body,
    });
    record(core, entry, handled);
    const seconds =
      handled.retryAfterMs === undefined
        ? 0
        : Math.ceil(handled.retryAfterMs / 1000);
    const hinted = seconds > 0 && core.settings.retryAfter;
    return {
      status: handled.status,
      headers: hinted
        ? { ...headers, "retry-after": String(seconds) }
        : headers,
      body: JSON.stringify(handled.body),
    };
  } catch (error) {
    entry.error = error instanceof Error ? error.message : String(error);
    const body = {
      ...EMPTY_ERROR,
      message: `defect of the simulator: ${entry.error}`,
    };
    return { status: 500, headers, body: JSON.stringify(body) };
  }
}

function record(core: Core, entry: LogEntry, handled: Handled): void {
  entry.committed = handled.committed;
  entry.replayed = handled.replayed;
  if (handled.refusal?.kind === "application")
    entry.code = handled.refusal.code;
  if (handled.refusal?.kind === "validation") entry.code = "VALIDATION";
  if (handled.committed) core.epoch.tally.carriedOut(handled.bill);
}

function openEntry(
  core: Core,
  c: NodeContext,
  body: Body,
  route: Route | undefined,
): LogEntry {
  const name = route === undefined ? "unknown" : nameOf(route);
  const kind = route?.kind ?? "unknown";
  core.epoch.tally.request(name, kind);
  const { pathname, searchParams } = new URL(c.req.url);
  const accountId = c.req.header("wix-account-id");
  const key = c.req.header("authorization");
  const json = "json" in body ? body.json : undefined;
  const idempotencyKey = (
    json as { idempotencyKey?: unknown } | null | undefined
  )?.idempotencyKey;
  return core.log.open({
    time: isoTime(core.clock.now()),
    requestId: core.newRequestId(),
    method: c.req.method,
    route: name,
    path: pathname,
    query: Object.fromEntries(searchParams),
    kind,
    ...(accountId !== undefined && { accountId }),
    ...(key !== undefined && { keyFingerprint: keyFingerprint(key) }),
    ...(typeof idempotencyKey === "string" && { idempotencyKey }),
    ...(json !== undefined && { body: json }),
    status: null,
    committed: false,
    replayed: false,
  });
}

/** `Date` is that of the simulator's clock, to the second, as HTTP has it. */
const headersOf = (core: Core, entry: LogEntry): Record<string, string> => ({
  "content-type": "application/json",
  "x-wix-request-id": entry.requestId,
  date: new Date(core.clock.now()).toUTCString(),
});

function bodyOf(text: string): Body {
  if (text === "") return { json: undefined };
  if (Buffer.byteLength(text) > MAX_BODY_BYTES) {
    return { unreadable: `the body is longer than ${MAX_BODY_BYTES} bytes` };
  }
  try {
    return { json: JSON.parse(text) };
  } catch {
    return { unreadable: "the body is not JSON" };
  }
}

/** A gap of the simulator is loud: 501 with the route. */
export async function serveUnknown(
  core: Core,
  c: NodeContext,
): Promise<Response> {
  const entry = openEntry(core, c, bodyOf(await c.req.text()), undefined);
  entry.status = 501;
  const message = `the simulator has no route ${c.req.method} ${entry.path}`;
  const body = errorBody(refused(501, "UNIMPLEMENTED", message));
  return sent({
    status: 501,
    headers: headersOf(core, entry),
    body: JSON.stringify(body),
  }).response;
}
