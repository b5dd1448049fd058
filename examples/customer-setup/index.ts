import * as pulumi from "@pulumi/pulumi";
import * as wix from "pulumi-wix";

const config = new pulumi.Config();
// Without this word no edit cancels a service, and Pulumi refuses to destroy it.
const allowCancel = config.getBoolean("allowCancel") ?? false;
const yearly = {
  type: "RECURRING",
  cycleDuration: { unit: "YEAR", count: 1 },
} as const;

// The site is built in the agency's account, goes to the customer, gets a plan, and then a domain that is free with the plan.
const bakery = new wix.CustomerSetup("bakery", {
  accountId: config.require("accountId"),
  sites: {
    shop: {
      siteId: config.require("siteId"),
      transferFrom: config.require("agencyId"),
    },
  },
  packages: {
    web: {
      products: {
        plan: {
          catalogProductId: config.require("plan"),
          countryCode: "BR",
          site: "shop",
          billingInfo: yearly,
        },
      },
      allowCancel,
    },
    name: {
      products: {
        domain: {
          catalogProductId: config.require("domain"),
          countryCode: "BR",
          site: "shop",
          reference: "web.plan",
        },
      },
      allowCancel,
    },
  },
});

export const planInstanceId = bakery.packages.web.instanceId("plan");
export const domainInstanceId = bakery.packages.name.instanceId("domain");
