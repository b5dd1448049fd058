import type { Kind } from "pulumi-wix-provider/runtime";
import { argsOf, type Bag, type Stored } from "./customers";

/** A provider process, as the engine calls it. */
export interface Plugin {
  check(
    kind: Kind,
    args: Bag,
  ): Promise<{ inputs: Bag; failures: readonly unknown[] }>;
  create(kind: Kind, inputs: Bag): Promise<{ id: string; state: Bag }>;
  /** @returns the id, which is empty when the resource is gone */
  read(kind: Kind, id: string, state: Bag): Promise<string>;
}

export interface Run {
  readonly customers: number;
  /** What each customer has, in the order in which one depends on the other. */
  readonly kinds: readonly Kind[];
  /** `--parallel`. */
  readonly parallel: number;
  /** Only each so many-th customer, from a number on: a shard. */
  readonly shard?: { readonly index: number; readonly count: number };
}

/** As `pulumi up` of a new stack: customers side by side, each resource after those that it depends on. */
export async function up(plugin: Plugin, run: Run): Promise<Stored[]> {
  const place = places(run.parallel);
  const make = async (kind: Kind, number: number, made: Stored[]) => {
    const { inputs, failures } = await plugin.check(
      kind,
      argsOf(kind, number, made),
    );
    if (failures.length > 0) throw new Error(JSON.stringify(failures));
    made.push({ kind, ...(await plugin.create(kind, inputs)) });
  };
  const stored = Array.from({ length: run.customers }, (): Stored[] => []);
  const { index, count } = run.shard ?? { index: 0, count: 1 };
  await Promise.all(
    stored.map(async (made, number) => {
      if (number % count !== index) return;
      for (const kind of run.kinds) await place(() => make(kind, number, made));
    }),
  );
  return stored.flat();
}

/** As `pulumi refresh`: in the order of the state. @throws when a resource is gone */
export async function refresh(
  plugin: Plugin,
  stored: readonly Stored[],
  parallel: number,
): Promise<void> {
  const place = places(parallel);
  await Promise.all(
    stored.map(({ kind, id, state }) =>
      place(async () => {
        const read = await plugin.read(kind, id, state);
        if (read !== id) throw new Error(`${kind} ${id} is gone`);
      }),
    ),
  );
}

/** So many at a time, in the order of the calls. */
function places(count: number): (work: () => Promise<void>) => Promise<void> {
  const waiting: (() => void)[] = [];
  let busy = 0;
  return async (work) => {
    if (busy < count) busy += 1;
    else
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
      });
    try {
      await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else busy -= 1;
    }
  };
}
