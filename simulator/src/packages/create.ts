import type {
  CreatePackageRequest,
  ProductRequest,
} from "pulumi-wix-provider/wire";
import type { Ground } from "../ground";
import { shuffled } from "../random";
import type { Refusal } from "../refusal";
import type { Product } from "../seed";
import { goalOf, pending } from "../world/life";
import type { StoredInstance, StoredPackage } from "../world/model";
import { done, no, type Decision } from "./decision";
import { refuseBilling, refuseProducts, refuseQuantity } from "./offer";
import { refusePlacement, refuseSite, refuseTogether } from "./placement";
import { refuseReferences } from "./reference";

const DAY_MS = 86_400_000;

/** What is free because of a reference is so for a time; Wix names none. */
const FREE_DAYS = 365;

interface Line {
  readonly request: ProductRequest;
  readonly product: Product;
}

/** Create Package V2: the whole package or nothing. */
export function createPackage(
  ground: Ground,
  accountId: string,
  request: CreatePackageRequest,
): Decision {
  const lines = request.products.flatMap((each): Line[] => {
    const product = ground.store.products.get(each.catalogProductId);
    return product === undefined ? [] : [{ request: each, product }];
  });
  const refusal = refuseCreate(ground, accountId, request, lines);
  if (refusal !== undefined) return no(refusal);

  const id = ground.newId();
  const instances = lines.map((line) => deliver(ground, line));
  return done({
    id,
    accountId,
    externalId: request.externalId,
    instances:
      ground.settings.productOrder === "shuffled"
        ? shuffled(instances, ground.random)
        : instances,
    createdAt: ground.now,
    updatedAt: ground.now,
    bought: true,
  } satisfies StoredPackage);
}

/** The first rule that the request breaks. The order is ours: Wix documents none. */
function refuseCreate(
  ground: Ground,
  accountId: string,
  { products }: CreatePackageRequest,
  lines: readonly Line[],
): Refusal | undefined {
  return (
    refuseProducts(
      ground,
      products.map(({ catalogProductId }) => catalogProductId),
    ) ??
    first(lines, ({ request, product }) =>
      refuseBilling(product, request.billingInfo),
    ) ??
    first(products, ({ siteId }) =>
      siteId === undefined ? undefined : refuseSite(ground, accountId, siteId),
    ) ??
    refuseTogether(
      lines.map(({ request, product }) => ({
        product,
        siteId: request.siteId,
      })),
    ) ??
    first(lines, ({ request, product }) =>
      request.siteId === undefined
        ? undefined
        : refusePlacement(ground, product, request.siteId),
    ) ??
    first(lines, ({ product }) =>
      refuseQuantity(
        ground,
        accountId,
        product,
        lines.filter((line) => line.product === product).length,
      ),
    ) ??
    refuseReferences(ground, accountId, products)
  );
}

function first<T>(
  items: readonly T[],
  refuse: (item: T) => Refusal | undefined,
): Refusal | undefined {
  for (const item of items) {
    const refusal = refuse(item);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

function deliver(ground: Ground, { request, product }: Line): StoredInstance {
  const { now, settings } = ground;
  const days =
    request.referenceProductInstanceId === undefined
      ? product.expiresAfterDays
      : FREE_DAYS;
  const instance: StoredInstance = {
    instanceId: ground.newId(),
    catalogProductId: product.id,
    siteId: request.siteId,
    lastSiteId: undefined,
    billingInfo: request.billingInfo ?? product.cycles[0],
    status: "PENDING",
    failure: undefined,
    countryCode: request.countryCode,
    discountCode: request.discountCode,
    referenceProductInstanceId: request.referenceProductInstanceId,
    expiresAt: days === undefined ? undefined : now + days * DAY_MS,
    createdAt: now,
    updatedAt: now,
    settles: undefined,
    disconnected: false,
  };
  return pending(instance, goalOf(product), now, now + settings.pendingMs);
}
