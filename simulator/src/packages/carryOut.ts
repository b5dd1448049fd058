import { refusal, type Answer, type Bill, type Call } from "../http/route";
import { commit } from "../world/commit";
import { hasLife, isLive } from "../world/life";
import type { StoredPackage } from "../world/model";
import { packageView } from "../world/view";
import type { Ground } from "../ground";
import type { Decision } from "./decision";

/** Writes what was decided, and answers with the whole package. */
export function carryOut(
  { ground, body }: Call<unknown>,
  decision: Decision,
  field: "package" | "updatedPackage" = "package",
): Answer {
  const { store, settings, now } = ground;
  switch (decision.kind) {
    case "refused":
      if (decision.package !== undefined) commit(store, decision.package, now);
      return refusal(decision.refusal, decision.package !== undefined);
    case "unchanged":
    case "done": {
      const committed = decision.kind === "done";
      const bill = billOf(ground, decision.package);
      if (committed) commit(store, decision.package, now);
      const { idempotencyKey } = (body ?? {}) as { idempotencyKey?: string };
      return {
        status: 200,
        body: {
          idempotencyKey,
          [field]: packageView(store, decision.package, settings),
        },
        committed,
        bill,
      };
    }
    default:
      return decision satisfies never;
  }
}

/** What the reseller is billed for, or no longer billed for, when this package is written. */
function billOf({ store }: Ground, pkg: StoredPackage): Bill {
  const before = store.packages.get(pkg.id);
  if (before !== undefined) {
    const live = (each: StoredPackage) => each.instances.filter(isLive).length;
    return { cancels: live(before) - live(pkg) };
  }
  const { accountId, externalId } = pkg;
  const twins =
    externalId === undefined ? [] : store.marked(accountId, externalId);
  return {
    packagesBought: 1,
    instancesBought: pkg.instances.length,
    duplicates: twins.some((twin) => twin.bought && hasLife(twin)) ? 1 : 0,
  };
}
