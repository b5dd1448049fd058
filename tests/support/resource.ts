import { isDeepStrictEqual } from "node:util";
import type { DynamicProvider, Kind } from "pulumi-wix-provider/runtime";

type Bag = Readonly<Record<string, unknown>>;

/** What a run did to the resource. */
export type Outcome = "created" | "unchanged" | "updated" | "replaced";

/** What refresh found. `changed` names the inputs that differ from what was stored. */
export interface Refreshed {
  readonly found: "same" | "drifted" | "gone";
  readonly changed: readonly string[];
}

/** Inputs that check refused. */
export class CheckFailed extends Error {
  constructor(
    readonly failures: readonly { property: string; reason: string }[],
  ) {
    super(
      failures
        .map(({ property, reason }) => `${property}: ${reason}`)
        .join("\n"),
    );
  }
}

interface Stored {
  readonly id: string;
  readonly inputs: Bag;
  readonly outputs: Bag;
  readonly initErrors: readonly string[];
}

/**
 * One resource in the hands of an engine, by the rules that the real one was seen to follow: check before all, diff of stored
 * outputs with new inputs, half-made resources kept, a new provider process for each operation.
 *
 * The end-to-end suite holds the same stories against the real engine.
 */
export class Resource {
  stored: Stored | undefined;
  readonly #provider: string;
  /** Changes with a rename; the engine follows an alias to the same stored resource. */
  urn: string;

  constructor(
    readonly kind: Kind,
    name: string,
    readonly open: () => DynamicProvider,
  ) {
    this.#provider = `exports.handler=()=>require("pulumi-wix/runtime").forKind("${kind}");`;
    this.urn = `urn:pulumi:dev::shop::pulumi-nodejs:dynamic/wix:${kind}::${name}`;
  }

  /** `pulumi up`. @throws {CheckFailed} and whatever a verb throws */
  async up(args: Bag): Promise<Outcome> {
    const provider = this.open();
    const news = await this.#check(provider, this.stored?.inputs ?? {}, args);
    const { stored } = this;
    if (!stored) {
      await this.#create(provider, news);
      return "created";
    }
    const { changed, replaces } = await this.#diff(provider, stored, news);
    if (replaces.length > 0) {
      await this.destroy(provider);
      await this.#create(provider, await this.#check(provider, {}, args));
      return "replaced";
    }
    if (!changed && stored.initErrors.length === 0) {
      this.stored = { ...stored, inputs: news };
      return "unchanged";
    }
    await this.#update(provider, stored, news);
    return "updated";
  }

  /** `pulumi preview`: what `up` would do. */
  async preview(args: Bag): Promise<Outcome> {
    const provider = this.open();
    const news = await this.#check(provider, this.stored?.inputs ?? {}, args);
    if (!this.stored) return "created";
    const { changed, replaces } = await this.#diff(provider, this.stored, news);
    if (replaces.length > 0) return "replaced";
    return changed || this.stored.initErrors.length > 0
      ? "updated"
      : "unchanged";
  }

  /** `pulumi refresh`; with `store: false` as `--preview-only`. */
  async refresh({ store = true } = {}): Promise<Refreshed> {
    const { stored } = this;
    if (!stored) throw new Error("nothing to refresh");
    const provider = this.open();
    const read = await provider.read(stored.id, stored.outputs);
    if (!read.id) {
      if (store) this.stored = undefined;
      return { found: "gone", changed: [] };
    }
    const live = {
      ...stored,
      outputs: { ...read.props, __provider: this.#provider },
      inputs: { ...read.inputs, __provider: this.#provider },
    };
    const { changed } = await this.#diff(provider, live, stored.inputs);
    if (store) this.stored = live;
    return {
      found: changed ? "drifted" : "same",
      changed: changed ? differing(stored.inputs, live.inputs) : [],
    };
  }

  /** `pulumi destroy`. */
  async destroy(provider = this.open()): Promise<void> {
    const { stored } = this;
    if (!stored) return;
    await provider.delete(stored.id, stored.outputs);
    this.stored = undefined;
  }

  async #check(provider: DynamicProvider, olds: Bag, args: Bag): Promise<Bag> {
    const news = { ...args, __provider: this.#provider, __urn: this.urn };
    const { inputs, failures } = await provider.check(olds, news);
    if (failures.length > 0) throw new CheckFailed(failures);
    return { ...inputs, __provider: this.#provider };
  }

  async #diff(
    provider: DynamicProvider,
    { id, inputs, outputs }: Stored,
    news: Bag,
  ) {
    const diff = await provider.diff(id, outputs, news);
    // Without a verdict the engine compares the inputs itself.
    const changed = diff.changes ?? differing(inputs, news).length > 0;
    return { changed, replaces: changed ? (diff.replaces ?? []) : [] };
  }

  async #create(provider: DynamicProvider, news: Bag): Promise<void> {
    try {
      const { id, outs } = await provider.create(news);
      this.stored = {
        id,
        inputs: news,
        outputs: this.#full(outs),
        initErrors: [],
      };
    } catch (error) {
      this.#keep(error, news);
      throw error;
    }
  }

  async #update(
    provider: DynamicProvider,
    stored: Stored,
    news: Bag,
  ): Promise<void> {
    try {
      const { outs } = await provider.update(stored.id, stored.outputs, news);
      this.stored = {
        ...stored,
        inputs: news,
        outputs: this.#full(outs),
        initErrors: [],
      };
    } catch (error) {
      this.#keep(error, stored.inputs);
      throw error;
    }
  }

  #full(outs: Bag): Bag {
    return { ...outs, __provider: this.#provider };
  }

  /** An error with an `id` is a half-made resource, which is kept. */
  #keep(error: unknown, inputs: Bag): void {
    if (typeof error !== "object" || error === null || !("id" in error)) return;
    const { id, properties, reasons } = error as {
      id: string;
      properties: Bag;
      reasons: string[];
    };
    this.stored = { id, inputs, outputs: properties, initErrors: reasons };
  }
}

/** Paths of values that differ; hidden keys are left out, as the display leaves them out. */
export function differing(one: unknown, other: unknown, path = ""): string[] {
  if (isBag(one) && isBag(other)) {
    return [...new Set([...Object.keys(one), ...Object.keys(other)])]
      .filter((key) => !key.startsWith("__"))
      .flatMap((key) =>
        differing(one[key], other[key], path === "" ? key : `${path}.${key}`),
      );
  }
  return isDeepStrictEqual(one, other) ? [] : [path];
}

const isBag = (value: unknown): value is Bag =>
  typeof value === "object" && value !== null && !Array.isArray(value);
