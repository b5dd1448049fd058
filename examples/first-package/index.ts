import * as pulumi from "@pulumi/pulumi";
import * as wix from "pulumi-wix";

const config = new pulumi.Config();

const bakery = new wix.Package("bakery", {
  accountId: config.require("accountId"),
  products: {
    plan: {
      catalogProductId: config.require("plan"),
      countryCode: "BR",
      siteId: config.require("siteId"),
      billingInfo: {
        type: "RECURRING",
        cycleDuration: { unit: "MONTH", count: 1 },
      },
    },
  },
  // Without this word no edit cancels the service, and Pulumi refuses to destroy it.
  allowCancel: config.getBoolean("allowCancel") ?? false,
});

export const packageId = bakery.id;
export const planInstanceId = bakery.instanceId("plan");
