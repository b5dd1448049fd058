import { createHash } from "node:crypto";
import { LIMITS } from "../../wire";
import { canonicalJson } from "../bag";
import type { ProductRequest } from "../../wire";

/**
 * The default mark of a package: `<project>.<stack>.<name>.<8 hex of a hash of the URN>`, shortened to what an external id
 * may hold. The hash keeps two shortened names apart.
 *
 * @param urn `urn:pulumi:<stack>::<project>::<type>::<name>`
 */
export function defaultMark(urn: string): string {
  const [prefix = "", project = "", , ...name] = urn.split("::");
  const stack = prefix.split(":")[2] ?? "";
  const hash = createHash("sha256").update(urn).digest("hex").slice(0, 8);
  const readable = [project, stack, name.join("::")]
    .join(".")
    .replaceAll(/[^A-Za-z0-9._-]/g, "-");
  return `${readable.slice(0, LIMITS.externalIdCharacters - hash.length - 1)}.${hash}`;
}

export interface Purchase {
  readonly accountId: string;
  readonly mark: string;
  /** How many dead packages carry the mark: buying again after a cancellation is another purchase. */
  readonly generation: number;
  readonly products: readonly ProductRequest[];
  /** Tells a new try from a refusal that Wix may remember. */
  readonly slot?: number | undefined;
}

/**
 * The key of a purchase: the same after a crash, another one when anything that was asked for differs. 64 hex digits.
 *
 * Sends a key so that Wix can refuse a second package; what Wix does with it is not documented.
 */
export const purchaseKey = (purchase: Purchase): string =>
  createHash("sha256")
    .update(canonicalJson(["create", purchase]))
    .digest("hex");
