import type { Package } from "../../wire";
import type { Bag } from "../bag";
import { type Env, type Found, Refused } from "../handler";
import { hiddenOf } from "../hidden";
import { PackageArgs, type Products } from "./args";
import { billingOf, match } from "./match";
import { observe } from "./observe";
import { isDead, isGone } from "../life";
import { managedBy, PackageState, stateOf } from "./state";

/** What is live; undefined when every instance is dead, confirmed by a direct Get. */
export async function readPackage(
  env: Env,
  id: string,
  bag: Bag,
): Promise<Found | undefined> {
  if (bag.__v === undefined) return getPackage(env, id, bag);
  const state = PackageState.parse(bag);
  const live = await env.wix.packageReads.current(state.accountId, id, {
    since: state.__updatedDate,
    reader: `Package ${id}`,
  });
  if (!live) return undefined;
  const certain = isGone(live) ? await direct(env, live) : live;
  if (!certain || isGone(certain)) return undefined;
  const { inputs, state: observed } = observe(state, certain);
  return { id, state: observed, inputs: { ...inputs, ...hidden(state) } };
}

const direct = async (
  env: Env,
  { accountId, id }: Package,
): Promise<Package | undefined> =>
  (await env.wix.packages.get(accountId, id))?.value;

const hidden = (state: PackageState): Bag => ({
  ...hiddenOf(state),
  ...(state.__mark === undefined ? {} : { __mark: state.__mark }),
});

/**
 * `Package.get`: the state is what the program gave. Declared products name the keys; an instance that none of them matches
 * has its own id as key.
 *
 * @throws {Refused} for a package that is not there or is dead: the engine itself lets a program go on
 */
async function getPackage(env: Env, id: string, bag: Bag): Promise<Found> {
  const given = PackageArgs.partial().strip().parse(bag);
  const accountId = given.accountId;
  if (accountId === undefined)
    throw new Refused("wix.Package.get needs { accountId } to find a package");
  const live = (await env.wix.packages.get(accountId, id))?.value;
  if (!live)
    throw new Refused(`there is no package ${id} in account ${accountId}`);
  if (isGone(live)) throw new Refused(`package ${id} is cancelled`);
  const alive = live.productInstances.filter((one) => !isDead(one));
  const { ids: named, extras } = match(given.products ?? {}, alive);
  const ids = {
    ...named,
    ...Object.fromEntries(
      extras.map(({ instanceId }) => [instanceId, instanceId]),
    ),
  };
  const products = Object.fromEntries(
    Object.entries(ids).flatMap(([key, instanceId]) => {
      const one = alive.find((instance) => instance.instanceId === instanceId);
      return one ? [[key, declarationOf(one)] as const] : [];
    }),
  ) as Products;
  const inputs = {
    accountId,
    products,
    ...(live.externalId === undefined ? {} : { externalId: live.externalId }),
    __mark: live.externalId ?? "",
  };
  const state = stateOf({ inputs, live, ids, mark: live.externalId });
  return { id, inputs, state: { ...state, __managed: managedBy(inputs) } };
}

const declarationOf = (one: Package["productInstances"][number]) => ({
  catalogProductId: one.catalogProductId,
  countryCode: one.countryCode ?? "",
  ...(one.siteId === undefined ? {} : { siteId: one.siteId }),
  ...(one.billingInfo?.type === undefined
    ? {}
    : { billingInfo: billingOf(one.billingInfo) }),
});
