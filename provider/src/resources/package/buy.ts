import type { CreatePackageRequest, Package } from "../../wire";
import { type Answered, WixError, WixNotFound, WixRejected } from "../../wix";
import { type Env, Refused } from "../handler";
import { untilNextLook } from "../look";
import { purchaseKey, type Purchase } from "./mark";
import { isGone } from "../life";

/** Replays of dead packages to step over before something else must be wrong. */
const MAX_GENERATIONS = 5;
/** How often a purchase is sent again after an open answer that no look could settle. */
const MAX_ROUNDS = 3;
/**
 * When to look for a package after an answer that leaves open whether it was bought: the index of the query may lag, and a
 * second purchase costs more than a minute. @unit seconds
 */
const LOOKS_S = [0, 2, 5, 10, 20, 30];
/** For how long a refusal that Wix may remember is not asked for again. @unit milliseconds */
const SLOT_MS = 600_000;
/** The header `Date` has whole seconds, and clocks of one server may differ a little. @unit milliseconds */
const CLOCK_TOLERANCE_MS = 2_000;

export interface Order extends Purchase {
  readonly env: Env;
  readonly urn: string | undefined;
  /** Whether a live package that carries the mark is the one that was ordered. */
  readonly isOurs: (found: Answered<Package>) => boolean;
}

/**
 * Buys the package, once: whatever answers get lost on the way, at most one live package with the mark exists after it, as far
 * as Wix honours the key or shows the package within the looks.
 *
 * @throws {WixError} when it was refused, or when it stays open whether it was bought
 */
export async function buy(order: Order): Promise<Package> {
  const { clock } = order.env.wix;
  for (let step = 0; step < MAX_GENERATIONS; step += 1) {
    const since = clock.now();
    const answered = await buyGeneration(order, order.generation + step);
    const bought = await confirmed(order, answered, clock.now() - since);
    if (bought) return bought;
  }
  throw new Refused(
    `Wix answered ${MAX_GENERATIONS} purchases with packages that are dead or not marked ${order.mark}; nothing live was bought\n` +
      "what to do: set another externalId, which makes it a new purchase",
  );
}

/** The package behind an answer, or undefined when the answer is a replay of another or a dead one. */
async function confirmed(
  { env, mark }: Order,
  { value, answeredAt }: Answered<Package>,
  elapsedMs: number,
): Promise<Package | undefined> {
  const age =
    answeredAt === undefined
      ? Number.NaN
      : answeredAt - Date.parse(value.createdDate ?? "");
  const fresh = age <= elapsedMs + CLOCK_TOLERANCE_MS;
  // A package that Wix made just now is no replay; for any other the answer may be an old one, so the package is read. So it is when
  // the answer does not show the mark: only what the package itself says may lead to another purchase.
  const live =
    fresh && value.externalId === mark
      ? value
      : ((await env.wix.packages.get(value.accountId, value.id))?.value ??
        value);
  if (live.externalId !== mark) return undefined;
  if (!isGone(live)) return live;
  // Dead at once: a purchase that failed, unless it was cancelled or is older than this purchase.
  const failed = live.productInstances.every(
    ({ status }) => status === "FAILED",
  );
  return failed && !(age > elapsedMs + CLOCK_TOLERANCE_MS) ? live : undefined;
}

async function buyGeneration(
  order: Order,
  generation: number,
): Promise<Answered<Package>> {
  const { accountId, mark, products } = order;
  const purchase = { accountId, mark, generation, products };
  try {
    return await buyOnce(order, purchaseKey(purchase));
  } catch (error) {
    const refused =
      error instanceof WixRejected || error instanceof WixNotFound;
    if (!refused) throw error;
    // Wix may remember the refusal of a key for ever; it may also refuse because another process is buying just this.
    const found = await look(order);
    if (found) return found;
    const slot = Math.floor(order.env.wix.clock.now() / SLOT_MS);
    return buyOnce(order, purchaseKey({ ...purchase, slot }));
  }
}

/** Sends the purchase; after an open answer looks for it, and only then sends it again. */
async function buyOnce(
  order: Order,
  idempotencyKey: string,
): Promise<Answered<Package>> {
  const { env, accountId, mark, products } = order;
  const body: CreatePackageRequest = {
    products: [...products],
    externalId: mark,
    idempotencyKey,
  };
  let open: WixError | undefined;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    try {
      return await env.wix.packages.create(accountId, body);
    } catch (error) {
      if (!(error instanceof WixError)) throw error;
      if (error.carriedOut === "no")
        throw open ? stillOpen(order, error) : error;
      open = error;
    }
    for (const seconds of LOOKS_S) {
      await untilNextLook(
        order,
        "the answer to the purchase was lost: looking for the package",
        seconds * 1000,
      );
      const found = await look(order);
      if (found) return found;
    }
  }
  throw stillOpen(order, open);
}

/**
 * An earlier answer of this purchase left it open, so a refusal of the repeat is no proof that nothing was bought: it must not be
 * taken for a refusal that another key would clear.
 */
const stillOpen = ({ mark }: Order, cause: WixError | undefined): Refused =>
  new Refused(
    `${cause?.message ?? ""}\nthe package may have been bought all the same: the next pulumi up looks for its mark ${mark} first`,
    { cause },
  );

/** The live package that carries the mark and is ours, read directly. */
async function look({
  env,
  accountId,
  mark,
  isOurs,
}: Order): Promise<Answered<Package> | undefined> {
  for (const seen of await env.wix.packageReads.marked(accountId, mark)) {
    if (isGone(seen)) continue;
    const found = await env.wix.packages.get(accountId, seen.id);
    if (
      found &&
      found.value.externalId === mark &&
      !isGone(found.value) &&
      isOurs(found)
    )
      return found;
  }
  return undefined;
}
