import type * as pulumi from "@pulumi/pulumi";
import { whenKnown } from "./known";
import { programRun } from "./programRun";

interface Transfer {
  /** How many were constructed before it. */
  readonly number: number;
  readonly resource: pulumi.Resource;
}

/** The transfers of one run. Each package asks for some of them, so they are kept by site. */
interface Transfers {
  count: number;
  readonly bySite: Map<string, Transfer[]>;
  /** Resolves when the sites of all of them are known, or will not be in this run. */
  known: Promise<unknown>;
}

const ofRuns = new WeakMap<object, Transfers>();

function transfers(): Transfers {
  const run = programRun();
  const known = ofRuns.get(run) ?? {
    count: 0,
    bySite: new Map<string, Transfer[]>(),
    known: Promise.resolve(),
  };
  ofRuns.set(run, known);
  return known;
}

export function rememberTransfer(
  siteId: pulumi.Input<string>,
  resource: pulumi.Resource,
): void {
  const all = transfers();
  const transfer = { number: all.count, resource };
  all.count += 1;
  const noted = whenKnown(siteId).then(
    (id) => {
      if (id !== undefined)
        all.bySite.set(id, [...(all.bySite.get(id) ?? []), transfer]);
    },
    // What fails here fails the transfer itself.
    () => undefined,
  );
  all.known = all.known.then(() => noted);
}

/**
 * The transfers, constructed before this call, of any of these sites: a service on a site comes after the site's transfer, because
 * a site with paid services cannot be transferred.
 */
export async function transfersOf(
  siteIds: readonly pulumi.Input<string | undefined>[],
): Promise<pulumi.Resource[]> {
  const { bySite, known, count } = transfers();
  const wanted = new Set(
    await Promise.all(siteIds.map((one) => whenKnown(one))),
  );
  wanted.delete(undefined);
  if (wanted.size === 0) return [];
  await known;
  return [...wanted]
    .flatMap((id) => bySite.get(id ?? "") ?? [])
    .filter(({ number }) => number < count)
    .map(({ resource }) => resource);
}
