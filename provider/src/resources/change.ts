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
}
