import type { AdjustRequest, Package, ProductInstance } from "../../wire";
import { ignores } from "../hidden";
import type { PackageInputs, ProductArgs } from "./args";
import { sameBilling } from "./match";
import { findInstance, isDead } from "../life";
import { type InstanceIds } from "./state";

/** One request that brings a live package closer to what is declared. */
export type Step =
  | { readonly do: "cancel"; readonly instanceId: string; readonly key: string }
  | {
      readonly do: "unassign";
      readonly instanceId: string;
      readonly key: string;
    }
  | {
      readonly do: "assign";
      readonly instanceId: string;
      readonly key: string;
      readonly siteId: string;
    }
  | {
      readonly do: "adjust";
      readonly instanceId: string;
      readonly key: string;
      readonly to: Omit<AdjustRequest, "idempotencyKey">;
    }
  | { readonly do: "externalId"; readonly externalId: string };

export interface Plan {
  readonly steps: readonly Step[];
  /** Reasons why nothing at all may be done, each with the way on. */
  readonly refusals: readonly string[];
}

export interface Situation {
  readonly live: Package;
  readonly ids: InstanceIds;
  readonly inputs: PackageInputs;
  /** What `externalId` should be; undefined leaves it. */
  readonly externalId: string | undefined;
}

/** Cancels and unassigns free sites that assigns may need; an adjust needs its instance settled; the mark goes last. */
const ORDER: readonly Step["do"][] = [
  "cancel",
  "unassign",
  "assign",
  "adjust",
  "externalId",
];

/** What it takes to make the live package as declared. No I/O. */
export function plan({ live, ids, inputs, externalId }: Situation): Plan {
  const declared = Object.entries(inputs.products).map(([key, product]) => {
    const one =
      ids[key] === undefined ? undefined : findInstance(live, ids[key]);
    return productPlan(
      key,
      withoutIgnored(inputs, key, product, one),
      one,
      ids,
    );
  });
  const kept = new Set(Object.keys(inputs.products).map((key) => ids[key]));
  const keyOf = new Map(Object.entries(ids).map(([key, id]) => [id, key]));
  const removed = live.productInstances
    .filter((one) => !kept.has(one.instanceId) && !isDead(one))
    .map((one) =>
      removalPlan(one, keyOf.get(one.instanceId), inputs.allowCancel === true),
    );
  const renamed: Step[] =
    externalId === undefined ||
    externalId === live.externalId ||
    ignores(inputs, ["externalId"])
      ? []
      : [{ do: "externalId", externalId }];
  const all = [...declared, ...removed];
  return {
    steps: [...all.flatMap(({ steps }) => steps), ...renamed].sort(
      (one, other) => ORDER.indexOf(one.do) - ORDER.indexOf(other.do),
    ),
    refusals: all.flatMap(({ refusals }) => refusals),
  };
}

/** The product as far as the program does not leave it to somebody else by `ignoreChanges`. */
function withoutIgnored(
  inputs: PackageInputs,
  key: string,
  product: ProductArgs,
  one: ProductInstance | undefined,
): ProductArgs {
  const leaves = (field: keyof ProductArgs) =>
    ignores(inputs, ["products", key, field]);
  const { siteId, floating, billingInfo, ...rest } = product;
  return {
    ...rest,
    ...(leaves("catalogProductId") && one
      ? { catalogProductId: one.catalogProductId }
      : {}),
    ...(siteId === undefined || leaves("siteId") ? {} : { siteId }),
    ...(floating === undefined || leaves("floating") ? {} : { floating }),
    ...(billingInfo === undefined || leaves("billingInfo")
      ? {}
      : { billingInfo }),
  };
}

const refuse = (reason: string): Plan => ({ steps: [], refusals: [reason] });

function removalPlan(
  one: ProductInstance,
  key: string | undefined,
  allowed: boolean,
): Plan {
  const named =
    key === undefined ? one.instanceId : `products.${key} (${one.instanceId})`;
  return allowed
    ? {
        steps: [
          {
            do: "cancel",
            instanceId: one.instanceId,
            key: key ?? one.instanceId,
          },
        ],
        refusals: [],
      }
    : refuse(
        `${named} is a live paid service that the program does not declare; declare it, or set allowCancel: true to have it cancelled`,
      );
}

function productPlan(
  key: string,
  product: ProductArgs,
  one: ProductInstance | undefined,
  ids: InstanceIds,
): Plan {
  if (ids[key] === undefined) {
    return refuse(
      `products.${key} is not in the package, and Wix cannot add a product to a package; declare another wix.Package for it`,
    );
  }
  if (one === undefined || isDead(one)) {
    const how =
      one?.status === "FAILED"
        ? failureOf(one)
        : "was cancelled outside this program";
    return refuse(
      `products.${key} (${ids[key]}) ${how}, and Wix cannot bring it back; run pulumi refresh and take the key out; declare the product in a new wix.Package to buy it again`,
    );
  }
  return {
    steps: [...placement(key, product, one), ...adjustment(key, product, one)],
    refusals: [],
  };
}

export function failureOf({ failure }: ProductInstance): string {
  const why = [failure?.code, failure?.message].filter(Boolean).join(": ");
  return `was never delivered${why === "" ? "" : ` (${why})`}`;
}

function placement(
  key: string,
  product: ProductArgs,
  one: ProductInstance,
): Step[] {
  const { instanceId } = one;
  if (product.floating === true) {
    return one.siteId === undefined
      ? []
      : [{ do: "unassign", instanceId, key }];
  }
  if (product.siteId === undefined || product.siteId === one.siteId) return [];
  return [{ do: "assign", instanceId, key, siteId: product.siteId }];
}

function adjustment(
  key: string,
  product: ProductArgs,
  one: ProductInstance,
): Step[] {
  const { catalogProductId, billingInfo, discountCode } = product;
  const newProduct = catalogProductId !== one.catalogProductId;
  const newBilling =
    billingInfo !== undefined && !sameBilling(billingInfo, one.billingInfo);
  if (!newProduct && !newBilling) return [];
  return [
    {
      do: "adjust",
      instanceId: one.instanceId,
      key,
      to: {
        ...(newProduct ? { catalogProductId } : {}),
        // A new product may come in other cycles than the old one, so its cycle is always said when it is declared.
        ...(billingInfo === undefined ? {} : { billingInfo }),
        // Wix ignores the code unless a product is named with it.
        ...(newProduct && discountCode !== undefined ? { discountCode } : {}),
      },
    },
  ];
}
