import type { WixClient } from "../wix";
import type { Bag } from "./bag";
import type { Diffed } from "./change";
import type { Moves } from "./moves";

/** How a running verb speaks to the person who watches Pulumi's display. */
export interface Voice {
  /** A line on the resource's own row, gone when the verb ends. */
  status(urn: string | undefined, text: string): void;
  /** A warning that stays. */
  warn(urn: string | undefined, text: string): void;
}

/** What the verbs that reach out are given. One per process. */
export interface Env {
  readonly wix: WixClient;
  readonly voice: Voice;
  /** Longest wait for one resource to settle, unless its `customTimeouts` say otherwise. @unit milliseconds */
  readonly waitMs: number;
  readonly moves: Moves;
  /** Aborted when the engine is gone: waits end, nothing more is sent. */
  readonly signal: AbortSignal;
}

/** A fault of the inputs. `property` is a path in Pulumi's notation; empty for the resource as a whole. */
export interface Fault {
  readonly property: string;
  readonly reason: string;
}

export interface Checked {
  /** What reaches diff, create and update, and is stored. */
  readonly inputs: Bag;
  readonly faults: readonly Fault[];
}

export interface Made {
  readonly id: string;
  readonly state: Bag;
}

export interface Found extends Made {
  /** Live values of the arguments that the program manages. */
  readonly inputs: Bag;
}

/**
 * The verbs of one kind. Check and diff are pure. Create, update and delete may be repeated after a crash at any point and
 * end in the same place.
 */
export interface Handler {
  check(olds: Bag, news: Bag): Checked;
  /** @param olds the state */
  diff(olds: Bag, news: Bag): Diffed;
  create(env: Env, inputs: Bag): Promise<Made>;
  /** Undefined: gone. @throws when it cannot be told, and for a `get` of something missing */
  read(env: Env, id: string, state: Bag): Promise<Found | undefined>;
  /** @returns the whole new state: the host replaces the old one by it */
  update(env: Env, id: string, olds: Bag, news: Bag): Promise<Bag>;
  delete(env: Env, id: string, state: Bag): Promise<void>;
}

/**
 * A verb made or changed the object and could not finish. The engine keeps the object with `state` and heals it with an
 * update at the next `up`.
 */
export class PartlyMade extends Error {
  constructor(
    readonly objectId: string,
    readonly state: Bag,
    readonly reasons: readonly string[],
    options?: ErrorOptions,
  ) {
    super(reasons.join("\n"), options);
    this.name = "PartlyMade";
  }
}

/** What the program asks for cannot be done, or not without a word that it does not say. Nothing was changed. */
export class Refused extends Error {
  override readonly name = "Refused";
}
