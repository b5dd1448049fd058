import { AsyncLocalStorage } from "node:async_hooks";
import type { Bag, Voice } from "../resources";

/** On which row of Pulumi's display a resource speaks. */
export interface Rows {
  /** The URN that the inputs carry: the first one that the resource ever had. */
  keep(olds: Bag, news: Bag): { readonly __urn?: string };
  /** Speaks on the row of the URN that the resource has now. */
  voice(outer: Voice): Voice;
  /** Runs a verb; {@link current} is its row as long as it runs, in all that it calls. */
  during<Result>(urn: string | undefined, verb: () => Result): Result;
  current(): string | undefined;
}

/** The row of the verb that runs. One for all: Node.js visits each store of this kind at every promise. */
const running = new AsyncLocalStorage<string | undefined>();

/**
 * A resource keeps its first URN in inputs and state: a rename with alias, or of the stack, would otherwise show as a change of a
 * hidden property in every drift run. What the program calls it now is remembered for the display alone.
 */
export function createRows(): Rows {
  const now = new Map<string, string>();
  const rowOf = (urn: string | undefined) =>
    urn === undefined ? undefined : (now.get(urn) ?? urn);
  return {
    keep: (olds, news) => {
      const current = textOf(news.__urn);
      const first = textOf(olds.__urn) ?? current;
      if (first === undefined) return {};
      if (current !== undefined) now.set(first, current);
      return { __urn: first };
    },
    voice: (outer) => ({
      status: (urn, text) => {
        outer.status(rowOf(urn), text);
      },
      warn: (urn, text) => {
        outer.warn(rowOf(urn), text);
      },
    }),
    during: (urn, verb) => running.run(urn, verb),
    current: () => running.getStore(),
  };
}

const textOf = (value: unknown): string | undefined =>
  typeof value === "string" ? value : undefined;
