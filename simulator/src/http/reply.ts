import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { setTimeout as delay } from "node:timers/promises";
import { EMPTY_ERROR, errorBody, refused } from "../refusal";
import type { Fault } from "./faultPlan";

/** An answer ready to be sent. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a caller gets to see: `null` when no status line reaches it. */
export interface Sent {
  readonly response: Response;
  readonly status: number | null;
}

export const sent = ({ status, headers, body }: Reply): Sent => ({
  response: new Response(body, { status, headers }),
  status,
});

/** No endpoint answers this: every field that any of them has is of the wrong type. */
const MISMATCH = {
  package: "mismatch",
  updatedPackage: "mismatch",
  packages: "mismatch",
  metadata: "mismatch",
  sites: "mismatch",
  siteTransfer: "mismatch",
  count: "mismatch",
  account: "mismatch",
  childAccounts: "mismatch",
};

const TRICKLE_PIECES = 32;

/** Sends what the fault makes of a reply. */
export async function sentWith(
  fault: Fault,
  reply: Reply,
  node: HttpBindings,
): Promise<Sent> {
  switch (fault.kind) {
    case "status":
      return sent(statusReply(fault, reply));
    case "reset":
      node.incoming.socket.resetAndDestroy();
      return { response: RESPONSE_ALREADY_SENT, status: null };
    case "delay":
      await delay(fault.ms);
      return sent(reply);
    case "hang":
      return { response: RESPONSE_ALREADY_SENT, status: null };
    case "garbage":
      return sent({
        ...reply,
        status: 200,
        body: "<!doctype html><title>not JSON</title>",
      });
    case "truncated":
      return fault.midStream
        ? cutOff(reply, node)
        : sent({ ...reply, body: firstHalf(reply.body) });
    case "mismatch":
      return sent({ ...reply, status: 200, body: JSON.stringify(MISMATCH) });
    case "redirect": {
      const headers = { ...reply.headers, location: fault.location };
      return sent({ status: fault.status ?? 307, headers, body: "" });
    }
    case "trickle":
      void trickled(reply, node, fault.ms);
      return { response: RESPONSE_ALREADY_SENT, status: reply.status };
    default:
      return fault satisfies never;
  }
}

function statusReply(fault: Fault & { kind: "status" }, reply: Reply): Reply {
  const { status, code, retryAfterSeconds, body } = fault;
  const shown =
    code === undefined
      ? EMPTY_ERROR
      : errorBody(refused(status, code, "simulated fault"));
  return {
    status,
    headers: {
      ...reply.headers,
      ...(retryAfterSeconds !== undefined && {
        "retry-after": String(retryAfterSeconds),
      }),
    },
    body: body ?? JSON.stringify(shown),
  };
}

const firstHalf = (body: string): string =>
  body.slice(0, Math.ceil(body.length / 2));

function cutOff(
  { status, headers, body }: Reply,
  { outgoing, incoming }: HttpBindings,
): Sent {
  outgoing.writeHead(status, {
    ...headers,
    "content-length": Buffer.byteLength(body),
  });
  outgoing.write(firstHalf(body), () => incoming.socket.destroy());
  return { response: RESPONSE_ALREADY_SENT, status };
}

async function trickled(
  { status, headers, body }: Reply,
  { outgoing }: HttpBindings,
  ms: number,
): Promise<void> {
  const bytes = Buffer.from(body);
  const size = Math.max(1, Math.ceil(bytes.length / TRICKLE_PIECES));
  outgoing.writeHead(status, { ...headers, "content-length": bytes.length });
  for (let at = 0; at < bytes.length && !outgoing.destroyed; at += size) {
    outgoing.write(bytes.subarray(at, at + size));
    await delay(ms);
  }
  outgoing.end();
}
