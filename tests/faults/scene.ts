import { setMaxListeners } from "node:events";
import type { Transport } from "pulumi-wix-provider/wix";
import { createSimulation, type World } from "pulumi-wix-simulator";
import { simulatedTime, type SimulatedTime } from "../support/simulatedTime";
import { providerProcess } from "../support/providerProcess";
import { simulatedWire } from "../support/simulatedWire";
import { type Operation, StackEngine } from "../support/stackEngine";
import type { Fault } from "./faults";
import type { Variant } from "./variants";

/** From the sending of a request to its arrival, and from there to the answer. @unit milliseconds */
const HALFWAY_MS = 20;

/** Which request of the scene meets the fault, or that all do. Counted from 1 once {@link Scene.arm} was called. */
export interface Strike {
  readonly fault: Fault;
  readonly at: number | "all";
}

/** A stack, the provider processes of its operations and the simulated Wix, all in one simulated time and without a socket. */
export interface Scene {
  readonly world: World;
  readonly time: SimulatedTime;
  readonly engine: StackEngine;
  /** A provider process by itself. */
  readonly provider: Operation["provider"];
  /** Another stack beside it, with state and processes of its own. */
  anotherStack(): StackEngine;
  /** From now on requests count, and the fault may strike. */
  arm(strike?: Strike): void;
  /** Requests since the fault was armed. */
  requests(): number;
  /** Whether the fault has struck. */
  struck(): boolean;
  /** Called whenever a request was carried out. */
  readonly onCarriedOut: (look: () => void) => void;
  close(): void;
}

export function openScene(settings: Variant): Scene {
  const time = simulatedTime();
  const simulation = createSimulation({ clock: time, settings });
  const { world } = simulation;
  let armed = false;
  let strike: Strike | undefined;
  let requests = 0;
  let struck = false;
  let look: () => void = () => undefined;

  const carryOut = simulatedWire(time, simulation, {
    halfwayMs: HALFWAY_MS,
    onCarriedOut: () => {
      look();
    },
  });

  const operate = (): Operation => {
    const life = lifeOf();
    const transport: Transport = async (request) => {
      if (life.killed()) return never();
      if (armed) requests += 1;
      const isMet = strike?.at === "all" || strike?.at === requests;
      const met = armed && isMet ? strike?.fault : undefined;
      struck ||= met !== undefined;
      const answered = await (met === undefined
        ? carryOut(request)
        : met({
            clock: time,
            timeoutMs: request.timeoutMs,
            carryOut: () => carryOut(request),
            ...life,
          }));
      return life.killed() ? never() : answered;
    };
    const provider = providerProcess({
      clock: time,
      signal: life.signal,
      transport,
    });
    return {
      stopped: life.stopped,
      provider: (kind) => life.mortal(provider(kind)),
    };
  };

  return {
    world,
    time,
    engine: new StackEngine(operate),
    provider: (kind) => operate().provider(kind),
    anotherStack: () => new StackEngine(operate),
    arm: (next) => {
      armed = true;
      requests = 0;
      struck = false;
      strike = next;
    },
    requests: () => requests,
    struck: () => struck,
    onCarriedOut: (next) => {
      look = next;
    },
    close: () => time.uninstall(),
  };
}

const never = () => new Promise<never>(() => undefined);

/** How the processes of one operation may end before it does. */
function lifeOf() {
  const engine = new AbortController();
  // Each wait of the process listens to it.
  setMaxListeners(0, engine.signal);
  const death = new AbortController();
  let interrupted = false;
  const died = new Promise<never>((_, reject) => {
    death.signal.addEventListener("abort", () =>
      reject(new Error("the process is gone")),
    );
  });
  died.catch(() => undefined);
  return {
    /** What the provider sees of the engine. */
    signal: engine.signal,
    killed: () => death.signal.aborted,
    stopped: () => interrupted || death.signal.aborted || engine.signal.aborted,
    kill: () => {
      death.abort();
      return never();
    },
    loseEngine: () => engine.abort(new Error("Pulumi is gone")),
    interrupt: () => {
      interrupted = true;
    },
    /** A provider whose answers reach nobody once it, or the engine, is gone. */
    mortal: <Provider extends object>(provider: Provider): Provider =>
      new Proxy(provider, {
        get: (target, name) => {
          const verb = Reflect.get(target, name) as unknown;
          if (typeof verb !== "function") return verb;
          return async (...args: unknown[]): Promise<unknown> => {
            const ended = Promise.resolve(
              Reflect.apply(verb, target, args) as unknown,
            ).catch((error: unknown) => {
              if (engine.signal.aborted) throw new Error("the engine is gone");
              throw error;
            });
            const result = await Promise.race([ended, died]);
            if (engine.signal.aborted) throw new Error("the engine is gone");
            return result;
          };
        },
      }),
  };
}
