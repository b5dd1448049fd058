import type { Clock } from "./clock";
import { WixError } from "./errors";
import { gatherAll, inChunks } from "./gather";

/** A list at Wix, as far as reading ahead needs it. */
export interface List<Item extends { readonly id: string }> {
  /** Items of one answer. */
  readonly most: number;
  /** One request for up to {@link most} ids. What the list does not show is left out. */
  readonly fetch: (
    ids: readonly string[],
  ) => Promise<ReadonlyMap<string, Item>>;
  /**
   * The whole list, one request a page, beginning where items are that are likely to be asked for next.
   *
   * @param known what was asked for so far
   */
  readonly pages: (
    known: readonly Item[],
  ) => AsyncGenerator<readonly Item[], void>;
}

/** Reads of one list that share their requests, and are served from pages read ahead when many are wanted. */
export interface Lookahead<Item extends { readonly id: string }> {
  /**
   * The item as the list shows it, as it was at some moment since the first of the reads that belong together.
   *
   * Undefined says only that the list does not show it.
   *
   * @param reader who asks. The same reader asks again only when a new refresh has begun: then nothing read before counts.
   */
  read(id: string, reader: string): Promise<Item | undefined>;
  /** Something was written: nothing read before counts. */
  forget(): void;
}

/** Few reads are not worth a page that may be of no use. */
const MANY = 8;
/** Reads that are this far apart do not belong together. @unit milliseconds */
const LONGEST_PAUSE_MS = 10_000;
/** No answer is older than this. @unit milliseconds */
const LONGEST_ROUND_MS = 300_000;
/** What a process may hold; then it begins anew from where it is. */
const MOST_ITEMS = 50_000;

/** What was read for reads that belong together. */
interface Round<Item> {
  readonly beganAt: number;
  lastAt: number;
  readonly items: Map<string, Item>;
  readonly served: Set<string>;
  /** Items that had to be asked for. */
  asked: number;
  /** Requests that may be spent. */
  credit: number;
  walk: AsyncGenerator<readonly Item[], void> | undefined;
  /** Nothing more comes of the walk: at its end the items are all that the list shows. */
  walked: "no" | "whole" | "failed";
}

/**
 * How it spends requests: each time that something is asked for which was not read yet costs a request, whoever asks as it comes.
 * That request is earned twice: once for asking, and once for a page of the whole list, read before asking. So the whole never
 * costs more than twice as much as asking alone; nor, because nothing is asked for any more once the list was walked, much more than
 * twice as much as walking it at once. Which of the two is the better one nobody knows before the last read: the engine asks for as
 * many at a time as its `--parallel` says, and never tells how many there will be.
 */
export function lookahead<Item extends { readonly id: string }>(
  list: List<Item>,
  clock: Clock,
): Lookahead<Item> {
  let round = begin<Item>(clock.now());

  const current = (): Round<Item> => {
    const now = clock.now();
    if (
      now - round.lastAt > LONGEST_PAUSE_MS ||
      now - round.beganAt > LONGEST_ROUND_MS ||
      round.items.size > MOST_ITEMS
    )
      round = begin(now);
    round.lastAt = now;
    return round;
  };

  const ask = gatherAll<Item>(
    async (ids) => {
      const mine = current();
      const found = await readAll(list, mine, ids);
      mine.lastAt = clock.now();
      return found;
    },
    { clock, apartMs: () => 0 },
  );

  return {
    read: async (id, reader) => {
      const question = `${reader} ${id}`;
      if (current().served.has(question)) round = begin(clock.now());
      round.served.add(question);
      return round.items.get(id) ?? ask(id);
    },
    forget: () => {
      round = begin(clock.now());
    },
  };
}

const begin = <Item>(now: number): Round<Item> => ({
  beganAt: now,
  lastAt: now,
  items: new Map(),
  served: new Set(),
  asked: 0,
  credit: 0,
  walk: undefined,
  walked: "no",
});

const isWhole = ({ walked }: Round<unknown>): boolean => walked === "whole";

/** Has the round hold what is shown of the ids. @returns what was found, and the errors of those that could not be asked for */
async function readAll<Item extends { readonly id: string }>(
  list: List<Item>,
  round: Round<Item>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Item | Error>> {
  const missing = () =>
    isWhole(round) ? [] : ids.filter((id) => !round.items.has(id));
  const requests = () => Math.ceil(missing().length / list.most);
  round.credit += 2 * requests();
  // Not before something was asked for: a walk begins near that.
  if (round.asked >= MANY)
    while (requests() > 0 && round.credit > requests())
      if (!(await walkOn(list, round))) break;
  round.credit -= requests();
  round.asked += missing().length;
  const asked = await inChunks(missing(), list.most, list.fetch);
  const found = new Map(asked);
  for (const id of ids) {
    const one = asked.get(id) ?? round.items.get(id);
    if (one !== undefined) found.set(id, one);
    if (one !== undefined && !(one instanceof Error)) round.items.set(id, one);
  }
  return found;
}

/** Reads a page more. @returns whether there was one */
async function walkOn<Item extends { readonly id: string }>(
  list: List<Item>,
  round: Round<Item>,
): Promise<boolean> {
  if (round.walked !== "no") return false;
  round.walk ??= list.pages([...round.items.values()]);
  try {
    const page = await round.walk.next();
    if (page.done) {
      round.walked = "whole";
      return false;
    }
    round.credit -= 1;
    for (const item of page.value) round.items.set(item.id, item);
    return true;
  } catch (error) {
    // A list that cannot be walked can still be asked.
    if (!(error instanceof WixError)) throw error;
    round.walked = "failed";
    return false;
  }
}
