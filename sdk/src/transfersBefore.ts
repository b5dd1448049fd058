import type * as pulumi from "@pulumi/pulumi";
import { whenKnown } from "./known";
import { programRun } from "./programRun";

interface Transfer {
  readonly siteId: pulumi.Input<string>;
  readonly resource: pulumi.Resource;
}

const ofRuns = new WeakMap<object, Transfer[]>();

const transfers = (): Transfer[] => {
  const run = programRun();
  const known = ofRuns.get(run) ?? [];
  ofRuns.set(run, known);
  return known;
};

export function rememberTransfer(
  siteId: pulumi.Input<string>,
  resource: pulumi.Resource,
): void {
  transfers().push({ siteId, resource });
}

/**
 * The transfers, constructed before this call, of any of these sites: a service on a site comes after the site's transfer, because
 * a site with paid services cannot be transferred.
 */
export async function transfersOf(
  siteIds: readonly pulumi.Input<string | undefined>[],
): Promise<pulumi.Resource[]> {
  const before = [...transfers()];
  const wanted = new Set(
    await Promise.all(siteIds.map((one) => whenKnown(one))),
  );
  const owned = await Promise.all(
    before.map(({ siteId }) => whenKnown(siteId)),
  );
  return before
    .filter(
      (_, index) => owned[index] !== undefined && wanted.has(owned[index]),
    )
    .map(({ resource }) => resource);
}
