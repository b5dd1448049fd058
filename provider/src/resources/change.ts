/**
 * What changing an argument does: `update`: a request to Wix · `record`: no request, but the state must learn it, because
 * delete and read see only the state · `replace`: delete first, then create.
 */
export type Effect = "update" | "record" | "replace";

/** Every argument must say what changing it does: a field that is added and not listed here does not compile. */
export type Changes<Args> = { readonly [Key in keyof Args]-?: Effect };

/** One difference between what the state says and what the program says. */
export interface Difference {
  readonly path: readonly string[];
  readonly effect: Effect;
  /** The stored inputs may be as the program says already, because a refresh wrote them: the engine alone would see nothing. */
  readonly unseen?: true;
}

/** What diff answers. Undefined `changes`: something differs, and the engine shows what by comparing the inputs itself. */
export interface Diffed {
  readonly changes: boolean | undefined;
  /** Names of arguments; not empty means delete first, then create. */
  readonly replaces: readonly string[];
}

export function verdict(differences: readonly Difference[]): Diffed {
  if (differences.length === 0) return { changes: false, replaces: [] };
  const replaces = differences
    .filter(({ effect }) => effect === "replace")
    .map(({ path }) => path[0] ?? "");
  const unseen = differences.some((one) => one.unseen);
  return {
    changes: unseen ? true : undefined,
    replaces: [...new Set(replaces)],
  };
}
