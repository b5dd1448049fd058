import type { ResellersErrorCode } from "../../wire";
import type { Explanation } from "../errors";

/** What each documented refusal of the Resellers API means to the user, and the way out. */
export const RESELLERS_ADVICE: Readonly<
  Record<ResellersErrorCode, Explanation>
> = {
  PRODUCT_NOT_FOUND: {
    what: "Wix does not know the product",
    todo: "check catalogProductId; your Wix partner contact hands out the ids, no API lists them",
  },
  ACCOUNT_NOT_FOUND: {
    what: "Wix does not know the account",
    todo: "check accountId: it is the account that the package belongs to, usually the customer's sub-account",
  },
  SITE_NOT_FOUND: {
    what: "the site is not in this account",
    todo: "check siteId, or transfer the site to the account first",
  },
  INVALID_REFERENCE_PRODUCT_INSTANCE_ID: {
    what: "the reference is invalid or was used before",
    todo: "name a product instance that is live and has not served as referenceProductInstanceId yet: each serves once",
  },
  PRODUCT_LIMIT_EXCEEDED: {
    what: "the limit for this product is reached",
    todo: "cancel an instance that is not needed, or ask your Wix partner contact for a higher limit",
  },
  PRODUCT_SETTINGS_NOT_FOUND: {
    what: "Wix has not set the product up for you",
    todo: "ask your Wix partner contact to configure it",
  },
  MISSING_BILLING_CYCLE: {
    what: "the product comes in several billing cycles and none was named",
    todo: "set billingInfo",
  },
  INCOMPATIBLE_BILLING_CYCLE: {
    what: "the product does not come in this billing cycle",
    todo: "set billingInfo to a cycle that your Wix partner contact names for the product",
  },
  INVALID_BILLING_CYCLE: {
    what: "the product does not come in this billing cycle",
    todo: "set billingInfo to one of the cycles that Wix lists in its answer",
  },
  INVALID_PRODUCTS: {
    what: "you may not resell one of the products",
    todo: "take out the products that Wix lists in its answer, or ask your Wix partner contact to allow them",
  },
  MULTIPLE_PRODUCT_ASSIGNMENTS: {
    what: "two of the products cannot sit on one site together",
    todo: "give them different sites, or leave one out",
  },
  PRODUCT_TYPE_ALREADY_ASSIGNED: {
    what: "the site has a product of this type already, and takes one only",
    todo: "adjust the product that is there instead of adding one, or free the site first",
  },
  PRODUCT_NOT_SUPPORTED_ON_SITE: {
    what: "the site cannot take this product",
    todo: "buy the product that it depends on (a domain needs a Premium plan) in a package of its own first",
  },
  PRODUCT_INSTANCE_NOT_FOUND: {
    what: "Wix does not know the product instance",
    todo: "run pulumi refresh to see what is there",
  },
  INCOMPATIBLE_PRODUCT_INSTANCE_STATUS: {
    what: "the product instance is in a status that does not allow this",
    todo: "wait until it is no longer PENDING and run again; a cancelled instance cannot be changed",
  },
  INCOMPATIBLE_PRODUCT: {
    what: "Wix cannot turn the product into one of another type",
    todo: "declare the other product in a package of its own, and take this one out",
  },
  MISSING_PRODUCT_DETAILS: {
    what: "Wix misses a part of what the product should become",
    todo: "set catalogProductId, or billingInfo with a whole cycleDuration",
  },
  OPERATION_NOT_SUPPORTED_FOR_PRODUCT: {
    what: "Wix does not allow this for the product",
    todo: "declare the product as you want it in another package, and cancel this one when it is no longer needed",
  },
  MISSING_SITE_ID: {
    what: "the product instance is on no site",
    todo: "run pulumi refresh to see where it is",
  },
  PACKAGE_NOT_FOUND: {
    what: "Wix does not know the package in this account",
    todo: "check the package id and accountId; both must belong together",
  },
};
