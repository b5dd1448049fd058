import type { Bag } from "../resources";

/** Which resources of the program stand for an object at Wix, as far as this process has heard. */
export interface Owners {
  /** A create has made the object, or found it there. */
  made(id: string, inputs: Bag): void;
  /** The engine asks about a resource that stands for the object. */
  asked(id: string, olds: Bag, news: Bag): void;
  /** Whether another resource than the one to be deleted stands for the object. */
  hasAnother(id: string, state: Bag): boolean;
}

/**
 * The engine deletes a resource that the program no longer has, although another one may stand for the same object by now: after a
 * rename without alias, after an `adopt`, after a replacement that made the new one first. At Wix there is one object, and what
 * the new resource has just found there would be cancelled, unassigned or sent back.
 *
 * It also holds in a later process, when the first run failed in between: the engine asks about every resource of the program
 * before it deletes any. What it does not hold for is `--target`, which leaves the others unasked.
 */
export function createOwners(): Owners {
  const madeHere = new Set<string>();
  const urns = new Map<string, Set<unknown>>();
  return {
    made: (id, { __urn }) => {
      madeHere.add(id);
      urns.set(id, new Set([__urn]));
    },
    asked: (id, olds, news) => {
      // A rename with alias leaves the old URN in the state: both are the same resource.
      const known = urns.get(id) ?? new Set();
      urns.set(id, known.add(olds.__urn).add(news.__urn));
    },
    hasAnother: (id, { __urn }) =>
      madeHere.has(id) || urns.get(id)?.has(__urn) === false,
  };
}
