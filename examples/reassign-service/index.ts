import * as pulumi from "@pulumi/pulumi";
import * as wix from "pulumi-wix";

const config = new pulumi.Config();
const accountId = config.require("accountId");

// Names no site: where the plan sits is said by the assignment alone.
const bakery = new wix.Package("bakery", {
  accountId,
  products: {
    plan: {
      catalogProductId: config.require("plan"),
      countryCode: "BR",
      billingInfo: {
        type: "RECURRING",
        cycleDuration: { unit: "MONTH", count: 1 },
      },
    },
  },
  allowCancel: config.getBoolean("allowCancel") ?? false,
});

const onSite = new wix.ProductInstanceAssignment("plan-on-site", {
  accountId,
  packageId: bakery.id,
  productInstanceId: bakery.instanceId("plan"),
  siteId: config.require("siteId"),
});

export const planInstanceId = onSite.id;
export const siteId = onSite.siteId;
