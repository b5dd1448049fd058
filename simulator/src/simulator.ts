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

export interface SimulatorOptions {
  /** 0: any free port. @default 0 */
  readonly port?: number;
  /** @default "127.0.0.1" */
  readonly host?: string;
  /** @default the time of the machine */
  readonly clock?: Clock;
  /** @default {@link demoSeed} */
  readonly seed?: Seed;
  /** Win over those in the seed. */
  readonly settings?: Partial<Settings>;
  /** Ids are made from this number: the same one, the same ids. @default 1 */
  readonly idSeed?: number;
}

export interface Simulator {
  /** Without a slash at the end: the API base URL of a provider. */
  readonly url: string;
  readonly port: number;
  readonly world: World;
  /** Ends every connection, hanging ones included. Safe to call twice. */
  close(): Promise<void>;
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
  const { clock, settings, idSeed } = options;
  const core = createCore({
    clock,
    settings,
    idSeed,
    seed: options.seed ?? demoSeed(),
  });
  const world = worldOf(core, ROUTES.map(nameOf));
  const app = createApp(core, world);
  // A server of the plain kind: the adaptor makes no other unless asked.
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
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
