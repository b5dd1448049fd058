import assert from "node:assert/strict";
import {
  ACCOUNTS,
  type Settings,
  startSimulator,
  type World,
} from "pulumi-wix-simulator";
import type { z } from "zod";
import type { Endpoint } from "../../provider/src/wix/endpoint";
import { fillRoute } from "../../provider/src/wix/path";

const START = Date.parse("2026-01-15T12:00:00Z");

export interface Asked {
  readonly path?: Record<string, string>;
  /** With its `?`. */
  readonly query?: string;
  readonly body?: unknown;
  /** @default the bakery */
  readonly accountId?: string;
}

export interface Answer {
  readonly status: number;
  /** Undefined for an empty body. */
  readonly json: unknown;
}

/** The endpoints of the client, asked without the client. */
export interface ContractBench {
  readonly world: World;
  /** A body goes through the schema of the request, where there is one. */
  readonly send: (endpoint: Endpoint, asked: Asked) => Promise<Answer>;
  /** A success, read by the schema of the answer. */
  readonly ask: <Request extends z.ZodType, Response extends z.ZodType>(
    endpoint: Endpoint<Request, Response>,
    asked?: Asked,
  ) => Promise<z.output<Response>>;
}

/** Runs a test against a simulator of its own, whose clock moves only when it is told to. */
export async function withContract(
  settings: Partial<Settings>,
  test: (bench: ContractBench) => Promise<void>,
): Promise<void> {
  const simulator = await startSimulator({
    settings,
    clock: { now: () => START },
  });
  const send: ContractBench["send"] = async (endpoint, asked) => {
    const { path = {}, query = "", body, accountId = ACCOUNTS.bakery } = asked;
    const route = fillRoute(endpoint.route, path);
    const answer = await fetch(`${simulator.url}${route}${query}`, {
      method: endpoint.method,
      headers: {
        authorization: "IST.contract",
        "wix-account-id": accountId,
        "content-type": "application/json",
      },
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(endpoint.request?.parse(body) ?? body) }),
    });
    const text = await answer.text();
    const json = text === "" ? undefined : (JSON.parse(text) as unknown);
    return { status: answer.status, json };
  };
  try {
    await test({
      world: simulator.world,
      send,
      ask: async (endpoint, asked = {}) => {
        const { status, json } = await send(endpoint, asked);
        assert.equal(status, 200, JSON.stringify(json));
        return endpoint.response.parse(json);
      },
    });
  } finally {
    await simulator.close();
  }
}
