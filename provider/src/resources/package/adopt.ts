import type { Package } from "../../wire";
import { Refused } from "../handler";
import type { ProductArgs } from "./args";
import { type Course, converge } from "./converge";
import { match, sameBilling } from "./match";
import { isDead, isGone } from "../life";

/**
 * Takes over an existing package, and changes nothing at Wix but the external id, when the program sets one.
 *
 * @throws {Refused} with each difference between the live instances and the declared products
 */
export async function adopt(
  course: Omit<Course, "ids" | "mark">,
  id: string,
): Promise<{ course: Course; live: Package }> {
  const { env, inputs } = course;
  const found = await env.wix.packages.get(inputs.accountId, id);
  if (!found) {
    throw new Refused(
      `there is no package ${id} in account ${inputs.accountId} to adopt\nwhat to do: check adopt and accountId`,
    );
  }
  const { value: live } = found;
  if (isGone(live)) {
    throw new Refused(
      `package ${id} is cancelled and cannot be adopted\nwhat to do: take adopt out to buy the package anew`,
    );
  }
  const instances = live.productInstances.filter((one) => !isDead(one));
  const { ids, unmatchedKeys, extras } = match(inputs.products, instances);
  const unlike = [
    ...unmatchedKeys.map(
      (key) => `products.${key}: no live instance is left for it`,
    ),
    ...extras.map(
      (one) =>
        `instance ${one.instanceId} (${one.catalogProductId}) is live and not declared`,
    ),
    ...Object.entries(ids).flatMap(([key, instanceId]) => {
      const [product, one] = [
        inputs.products[key],
        instances.find((instance) => instance.instanceId === instanceId),
      ];
      return product && one ? contrast(key, product, one) : [];
    }),
  ];
  if (unlike.length > 0) {
    throw new Refused(
      [
        `package ${id} is not as declared, and adopting changes nothing`,
        ...unlike,
        "what to do: declare what is live, adopt it, and edit it afterwards",
      ].join("\n"),
    );
  }
  const adopted: Course = { ...course, ids, mark: live.externalId };
  return { course: adopted, live: await converge(adopted, live) };
}

function contrast(
  key: string,
  product: ProductArgs,
  one: Package["productInstances"][number],
): string[] {
  const differs: string[] = [];
  if (product.siteId !== undefined && product.siteId !== one.siteId) {
    differs.push(
      `products.${key}.siteId: declared ${product.siteId}, live ${one.siteId ?? "floating"}`,
    );
  }
  if (product.floating === true && one.siteId !== undefined) {
    differs.push(
      `products.${key}.floating: declared, live on site ${one.siteId}`,
    );
  }
  if (
    product.billingInfo !== undefined &&
    !sameBilling(product.billingInfo, one.billingInfo)
  ) {
    differs.push(
      `products.${key}.billingInfo: declared ${JSON.stringify(product.billingInfo)}, live ${JSON.stringify(one.billingInfo)}`,
    );
  }
  return differs;
}
