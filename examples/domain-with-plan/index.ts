import * as pulumi from "@pulumi/pulumi";
import * as wix from "pulumi-wix";

const config = new pulumi.Config();
const accountId = config.require("accountId");
const allowCancel = config.getBoolean("allowCancel") ?? false;

const yearly = {
  countryCode: "BR",
  siteId: config.require("siteId"),
  billingInfo: {
    type: "RECURRING",
    cycleDuration: { unit: "YEAR", count: 1 },
  },
} as const;

const premium = new wix.Package("premium", {
  accountId,
  products: { plan: { catalogProductId: config.require("plan"), ...yearly } },
  allowCancel,
});

// The reference makes the domain free for a year, and has Pulumi buy the plan that it needs first.
const address = new wix.Package("address", {
  accountId,
  products: {
    domain: {
      catalogProductId: config.require("domain"),
      ...yearly,
      referenceProductInstanceId: premium.instanceId("plan"),
    },
  },
  allowCancel,
});

export const planInstanceId = premium.instanceId("plan");
export const domainInstanceId = address.instanceId("domain");
