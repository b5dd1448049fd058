import { isDeepStrictEqual } from "node:util";
import type { Ending } from "./cell";

/** What is wrong with the end of a story. */
export type Shortfall =
  | "not struck"
  | "did not converge"
  | "bought twice"
  | "lost"
  | "other end state"
  | "not settled"
  | "preview not empty"
  | "drift"
  | "unkeyed write repeated"
  | "service lost for a time";

/**
 * Holds the end of a story under a fault against its end without one.
 *
 * Repeats of unkeyed writes count when one that was carried out was carried out again; those that the fault kept from happening in
 * one run and that the next one made are no repeats.
 */
export function shortfalls(ending: Ending, expected: Ending): Shortfall[] {
  const wrong = {
    "not struck": !ending.struck,
    "did not converge":
      (ending.failed === undefined) !== (expected.failed === undefined),
    "bought twice":
      ending.packagesBought > expected.packagesBought || ending.duplicates > 0,
    lost:
      ending.unknown.length > 0 || ending.live.length < expected.live.length,
    "other end state": !isDeepStrictEqual(ending.live, expected.live),
    "not settled": ending.pending > 0,
    "preview not empty": ending.preview.length > 0,
    drift: ending.drift.length > 0,
    "unkeyed write repeated": repeated(ending.unkeyed, expected.unkeyed),
  } satisfies Partial<Record<Shortfall, boolean>>;
  return (Object.keys(wrong) as (keyof typeof wrong)[]).filter(
    (name) => wrong[name],
  );
}

function repeated(
  writes: readonly string[],
  expected: readonly string[],
): boolean {
  const times = (all: readonly string[], one: string) =>
    all.filter((each) => each === one).length;
  return writes.some((one) => times(writes, one) > times(expected, one));
}
