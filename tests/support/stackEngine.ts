import type { DynamicProvider, Kind } from "pulumi-wix-provider/runtime";
import { Resource } from "./resource";

type Bag = Readonly<Record<string, unknown>>;

/** An output of another resource of the program, in place of an argument. */
export interface Ref {
  readonly ref: string;
  readonly path: readonly string[];
}

/** `ref("web", "instances.plan.instanceId")` */
export const ref = (name: string, path: string): Ref => ({
  ref: name,
  path: path.split("."),
});

export interface Declared {
  readonly kind: Kind;
  /** May hold {@link Ref}s anywhere. */
  readonly args: Bag;
  /** The name that the resource had before. */
  readonly alias?: string;
}

/** The resources of a program by name. */
export type Declarations = Readonly<Record<string, Declared>>;

/** One operation of the engine, with a provider process of its own. */
export interface Operation {
  readonly provider: (kind: Kind) => DynamicProvider;
  /** True once nothing new may begin: Ctrl-C, or the engine is gone. */
  readonly stopped: () => boolean;
}

/** What the engine puts in place of what is not known yet. @source pulumi-dynamic, 1.3 */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** The program did not get through; what ended before is stored. */
export class RunFailed extends AggregateError {
  override readonly name = "RunFailed";
}

interface Entry {
  readonly resource: Resource;
  needs: readonly string[];
}

/**
 * Several resources in the hands of an engine, by the rules that the real one was seen to follow: what does not depend on each other
 * runs at once; after an error nothing new begins; a replacement deletes first, and before it the dependents that would be replaced
 * with it; what the program no longer has is deleted at the end, dependents first.
 *
 * The end-to-end suite holds the same stories against the real engine.
 */
export class StackEngine {
  readonly #entries = new Map<string, Entry>();
  #operation: Operation | undefined;

  constructor(readonly open: () => Operation) {}

  /** Ids of what is stored, by name. */
  stored(): Readonly<Record<string, string>> {
    return Object.fromEntries(
      [...this.#entries].flatMap(([name, { resource }]) =>
        resource.stored ? [[name, resource.stored.id]] : [],
      ),
    );
  }

  /** `pulumi up`. @throws {RunFailed} */
  async up(program: Declarations): Promise<void> {
    const operation = this.#begin();
    this.#rename(program);
    const run = new Run(operation);
    for (const [name, declared] of Object.entries(program)) {
      run.add(name, () => this.#register(name, declared, program, run));
    }
    await run.ended();
    await this.#deleteOthers(new Set(Object.keys(program)), operation);
  }

  /** `pulumi refresh`. @returns names of what is not as it was stored, or is gone */
  async refresh(): Promise<readonly string[]> {
    this.#begin();
    const changed = await settleAll(
      [...this.#entries]
        .filter(([, { resource }]) => resource.stored)
        .map(async ([name, { resource }]) =>
          (await resource.refresh()).found === "same" ? [] : [name],
        ),
    );
    return changed.flat();
  }

  /** `pulumi preview`, which makes no request. @returns names of what `up` would touch */
  async preview(program: Declarations): Promise<readonly string[]> {
    this.#begin();
    this.#rename(program);
    const touched: string[] = [];
    for (const [name, declared] of Object.entries(program)) {
      const args = resolve(declared.args, (other) => this.#outputs(other));
      const outcome = await this.#entry(name, declared).resource.preview(
        args as Bag,
      );
      if (outcome !== "unchanged") touched.push(name);
    }
    return [...touched, ...this.#others(new Set(Object.keys(program)))];
  }

  #begin(): Operation {
    return (this.#operation = this.open());
  }

  #provider(kind: Kind): DynamicProvider {
    if (!this.#operation) throw new Error("no operation is under way");
    return this.#operation.provider(kind);
  }

  #entry(name: string, { kind }: Declared): Entry {
    const known = this.#entries.get(name);
    if (known) return known;
    const resource = new Resource(kind, name, () => this.#provider(kind));
    const made: Entry = { resource, needs: [] };
    this.#entries.set(name, made);
    return made;
  }

  #rename(program: Declarations): void {
    for (const [name, { alias }] of Object.entries(program)) {
      const old = alias === undefined ? undefined : this.#entries.get(alias);
      if (alias === undefined || !old || this.#entries.has(name)) continue;
      this.#entries.delete(alias);
      old.resource.urn = old.resource.urn.replace(/[^:]+$/, name);
      this.#entries.set(name, old);
    }
  }

  #outputs(name: string): Bag | undefined {
    return this.#entries.get(name)?.resource.stored?.outputs;
  }

  async #register(
    name: string,
    declared: Declared,
    program: Declarations,
    run: Run,
  ): Promise<void> {
    const needs = refsIn(declared.args);
    await Promise.all(needs.map((other) => run.of(other)));
    run.proceed();
    const entry = this.#entry(name, declared);
    const args = resolve(declared.args, (other) => this.#outputs(other));
    if ((await entry.resource.preview(args as Bag)) === "replaced")
      await this.#deleteDependents(name, program, new Set([name]));
    run.proceed();
    await entry.resource.up(args as Bag);
    entry.needs = needs;
  }

  /** Before a replacement: the dependents that it would replace too, those of the dependents first. */
  async #deleteDependents(
    name: string,
    program: Declarations,
    replaced: Set<string>,
  ): Promise<void> {
    for (const [other, { resource, needs }] of this.#entries) {
      const declared = program[other];
      if (!needs.includes(name) || !resource.stored || !declared) continue;
      const args = resolve(declared.args, (each) =>
        replaced.has(each) ? undefined : this.#outputs(each),
      );
      if ((await resource.preview(args as Bag)) !== "replaced") continue;
      replaced.add(other);
      await this.#deleteDependents(other, program, replaced);
      await resource.destroy();
    }
  }

  #others(kept: ReadonlySet<string>): string[] {
    return [...this.#entries]
      .filter(([name, { resource }]) => resource.stored && !kept.has(name))
      .map(([name]) => name);
  }

  async #deleteOthers(
    kept: ReadonlySet<string>,
    operation: Operation,
  ): Promise<void> {
    for (
      let left = this.#others(kept);
      left.length > 0;
      left = this.#others(kept)
    ) {
      if (operation.stopped()) throw new RunFailed([], "interrupted");
      const needed = new Set(
        left.flatMap((name) => this.#entries.get(name)?.needs ?? []),
      );
      await settleAll(
        left
          .filter((name) => !needed.has(name))
          .map(async (name) => this.#entries.get(name)?.resource.destroy()),
      );
    }
    for (const [name, { resource }] of this.#entries)
      if (!resource.stored) this.#entries.delete(name);
  }
}

/** One pass through a program. */
class Run {
  readonly #steps = new Map<string, Promise<void>>();
  readonly #errors: unknown[] = [];

  constructor(readonly operation: Operation) {}

  add(name: string, register: () => Promise<void>): void {
    // A turn later, so that every resource is known when the first one looks for another.
    const step = Promise.resolve().then(register);
    this.#steps.set(name, step);
    step.catch((error: unknown) => {
      if (!(error instanceof Skipped)) this.#errors.push(error);
    });
  }

  of(name: string): Promise<void> {
    const step = this.#steps.get(name);
    if (!step) throw new Error(`the program has no ${name}`);
    return step.catch(() => {
      throw new Skipped();
    });
  }

  /** @throws {Skipped} after an error of another resource, or when nothing new may begin */
  proceed(): void {
    if (this.#errors.length > 0 || this.operation.stopped())
      throw new Skipped();
  }

  async ended(): Promise<void> {
    await Promise.allSettled(this.#steps.values());
    if (this.#errors.length > 0 || this.operation.stopped())
      throw new RunFailed(this.#errors, this.#errors.map(String).join("\n"));
  }
}

class Skipped extends Error {}

/** All of them to their end, then the errors. */
async function settleAll<Value>(
  work: readonly Promise<Value>[],
): Promise<Value[]> {
  const ended = await Promise.allSettled(work);
  const errors = ended.flatMap((one) =>
    one.status === "rejected" ? [one.reason as unknown] : [],
  );
  if (errors.length > 0)
    throw new RunFailed(errors, errors.map(String).join("\n"));
  return ended.flatMap((one) =>
    one.status === "fulfilled" && one.value !== undefined ? [one.value] : [],
  );
}

const isRef = (value: unknown): value is Ref =>
  typeof value === "object" &&
  value !== null &&
  "ref" in value &&
  "path" in value;

const isBag = (value: unknown): value is Bag =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function refsIn(value: unknown): string[] {
  if (isRef(value)) return [value.ref];
  if (!isBag(value)) return [];
  return [...new Set(Object.values(value).flatMap(refsIn))];
}

/** The arguments with what the other resources gave out; what is not there is unknown. */
function resolve(
  value: unknown,
  outputs: (name: string) => Bag | undefined,
): unknown {
  if (isRef(value)) {
    const found = value.path.reduce<unknown>(
      (at, key) => (isBag(at) ? at[key] : undefined),
      outputs(value.ref),
    );
    return found ?? UNKNOWN;
  }
  if (!isBag(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, resolve(one, outputs)]),
  );
}
