import { setMaxListeners } from "node:events";
import type { Kind } from "pulumi-wix-provider/runtime";
import { createClient, Secret } from "pulumi-wix-provider/wix";
import {
  ACCOUNTS,
  createSimulation,
  type LogEntry,
  type Settings,
  type World,
} from "pulumi-wix-simulator";
import { simulatedTime } from "../support/simulatedTime";
import { CANARY_KEY, providerProcess } from "../support/providerProcess";
import { simulatedWire } from "../support/simulatedWire";
import {
  type Bag,
  FLEET_START,
  fleetSeed,
  type Others,
  type Stored,
} from "./customers";
import { type Plugin, refresh, type Run, up } from "./engine";

/** From the sending of a request to its arrival, and from there to the answer. @unit milliseconds */
const HALFWAY_MS = 25;
/** A fleet takes its time. @unit milliseconds */
const LONGEST_MS = 100 * 3_600_000;

export interface FleetOptions extends Run {
  readonly settings?: Partial<Settings>;
  readonly others?: Others;
  readonly requestsPerMinute?: number;
}

/** What crossed the wire in one operation. */
export interface Traffic {
  readonly reads: number;
  readonly writes: number;
  readonly refused: number;
  readonly refusedWrites: number;
  /** Of all answers. */
  readonly bytes: number;
  /** @unit seconds of simulated time */
  readonly seconds: number;
  readonly routes: Readonly<Record<string, number>>;
}

/** A partner's whole fleet: the simulated Wix and provider processes in simulated time, driven as the engine does. */
export interface Fleet {
  readonly world: World;
  /** Buys everything, in a process of its own, or in several at once with a part of the customers each. */
  up(
    processes?: number,
  ): Promise<{ stored: readonly Stored[]; traffic: Traffic }>;
  /** Reads everything; in a process of its own, unless one is given. */
  refresh(
    stored: readonly Stored[],
    options?: { readonly parallel?: number; readonly plugin?: Plugin },
  ): Promise<Traffic>;
  /** Reads every package by a Get of its own, for comparison. */
  getEach(
    stored: readonly Stored[],
    options: { readonly parallel: number },
  ): Promise<Traffic>;
  /** A provider process. */
  plugin(): Plugin;
  close(): void;
}

export function openFleet(options: FleetOptions): Fleet {
  const time = simulatedTime(Date.parse(FLEET_START));
  const simulation = createSimulation({
    clock: time,
    seed: fleetSeed(options.customers, {
      transferred: !options.kinds.includes("SiteTransfer"),
      ...(options.others ? { others: options.others } : {}),
    }),
    settings: { parentSeesSubAccountSites: true, ...options.settings },
  });

  const { world } = simulation;
  let bytes = 0;
  const transport = simulatedWire(time, simulation, {
    halfwayMs: HALFWAY_MS,
    onCarriedOut: ({ text }) => {
      bytes += text.length;
    },
  });

  const plugin = (): Plugin => {
    const engine = new AbortController();
    setMaxListeners(0, engine.signal);
    const provider = providerProcess(
      { clock: time, signal: engine.signal, transport },
      {
        WIX_REQUESTS_PER_MINUTE: String(options.requestsPerMinute ?? 100_000),
      },
    );
    return {
      check: async (kind, args) => {
        const { inputs, failures } = await provider(kind).check({}, args);
        return { inputs: inputs ?? {}, failures: failures ?? [] };
      },
      create: async (kind, inputs) => {
        const { id, outs } = await provider(kind).create(inputs);
        return { id, state: outs ?? {} };
      },
      read: async (kind, id, state) =>
        (await provider(kind).read(id, state)).id ?? "",
    };
  };

  const measured = async <Value>(
    work: () => Promise<Value>,
  ): Promise<{ value: Value; traffic: Traffic }> => {
    world.clearLog();
    bytes = 0;
    const since = time.now();
    const value = await time.run(work(), LONGEST_MS);
    const seconds = (time.now() - since) / 1000;
    return { value, traffic: { ...trafficOf(world.log()), bytes, seconds } };
  };

  return {
    world,
    plugin,
    up: async (count = 1) => {
      const { value, traffic } = await measured(() =>
        Promise.all(
          Array.from({ length: count }, (_, index) =>
            up(plugin(), { ...options, shard: { index, count } }),
          ),
        ),
      );
      return { stored: value.flat(), traffic };
    },
    refresh: async (stored, given = {}) =>
      (
        await measured(() =>
          refresh(
            given.plugin ?? plugin(),
            stored,
            given.parallel ?? options.parallel,
          ),
        )
      ).traffic,
    getEach: async (stored, { parallel }) => {
      const { packages } = createClient({
        transport,
        clock: time,
        random: () => 0.5,
        newKey: () => "",
        key: new Secret(CANARY_KEY),
        accountId: ACCOUNTS.main,
        apiBaseUrl: "http://127.0.0.1",
        requestsPerMinute: options.requestsPerMinute ?? 100_000,
        requestTimeoutMs: 30_000,
        readOnly: true,
        signal: new AbortController().signal,
      });
      const get = async (_kind: Kind, id: string, state: Bag) =>
        (await packages.get(String(state.accountId), id))?.value.id ?? "";
      const { traffic } = await measured(() =>
        refresh({ ...plugin(), read: get }, stored, parallel),
      );
      return traffic;
    },
    close: () => {
      time.uninstall();
    },
  };
}

export function trafficOf(
  log: readonly LogEntry[],
): Omit<Traffic, "seconds" | "bytes"> {
  const routes: Record<string, number> = {};
  for (const { route } of log) routes[route] = (routes[route] ?? 0) + 1;
  const refused = log.filter(({ status }) => status !== null && status >= 400);
  const count = (some: readonly LogEntry[], wanted: LogEntry["kind"]) =>
    some.filter(({ kind }) => kind === wanted).length;
  return {
    reads: count(log, "read"),
    writes: count(log, "write"),
    refused: refused.length,
    refusedWrites: count(refused, "write"),
    routes,
  };
}
