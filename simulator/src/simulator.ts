import { createAdaptorServer } from "@hono/node-server";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createApp, ROUTES } from "./app";
import type { Clock } from "./clock";
import { createCore } from "./core";
import { demoSeed } from "./demoSeed";
import { nameOf } from "./http/route";
import type { Seed } from "./seed";
import type { Settings } from "./settings";
import { worldOf, type World } from "./world";

export interface SimulationOptions {
  /** @default the time of the machine */
  readonly clock?: Clock;
  /** @default {@link demoSeed} */
  readonly seed?: Seed;
  /** Win over those in the seed. */
  readonly settings?: Partial<Settings>;
  /** Ids are made from this number: the same one, the same ids. @default 1 */
  readonly idSeed?: number;
}

export interface SimulatorOptions extends SimulationOptions {
  /** 0: any free port. @default 0 */
  readonly port?: number;
  /** @default "127.0.0.1" */
  readonly host?: string;
}

/** The simulated Wix without a port: for tests that send thousands of requests and need no connections. */
export interface Simulation {
  readonly world: World;
  /**
   * Answers a request of the API. Faults that break a connection (`reset`, `hang`, `trickle`, `truncated` in mid-stream) need one,
   * so they do not work here.
   */
  readonly fetch: (request: Request) => Response | Promise<Response>;
}

export interface Simulator {
  /** Without a slash at the end: the API base URL of a provider. */
  readonly url: string;
  readonly port: number;
  readonly world: World;
  /** Ends every connection, hanging ones included. Safe to call twice. */
  close(): Promise<void>;
}

/** @throws {z.ZodError} when the seed or a setting is not valid. */
export function createSimulation(options: SimulationOptions = {}): Simulation {
  const { clock, settings, idSeed } = options;
  const core = createCore({
    clock,
    settings,
    idSeed,
    seed: options.seed ?? demoSeed(),
  });
  const world = worldOf(core, ROUTES.map(nameOf));
  const app = createApp(core, world);
  return { world, fetch: app.fetch };
}

/**
 * Starts a server that behaves like the account-level API of Wix.
 *
 * @throws {z.ZodError} when the seed or a setting is not valid; the error of `listen` when the port is taken.
 */
export async function startSimulator(
  options: SimulatorOptions = {},
): Promise<Simulator> {
  const host = options.host ?? "127.0.0.1";
  const { world, fetch } = createSimulation(options);
  // A server of the plain kind: the adaptor makes no other unless asked.
  const server = createAdaptorServer({ fetch }) as Server;
  await listening(server, options.port ?? 0, host);
  const { port } = server.address() as AddressInfo;
  const name = host.includes(":") ? `[${host}]` : host;
  return {
    url: `http://${name}:${port}`,
    port,
    world,
    close: () => closed(server),
  };
}

const listening = (server: Server, port: number, host: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    // The error says that the server is closed already.
    server.close(() => resolve());
    server.closeAllConnections();
  });
