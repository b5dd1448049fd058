import * as pulumi from "@pulumi/pulumi";
import * as wix from "pulumi-wix";

const config = new pulumi.Config();
const siteId = config.require("siteId");

const bakery = new wix.Package("bakery", {
  accountId: config.require("accountId"),
  products: {
    plan: {
      // Both are adjusted in place: the service keeps its id, and nothing is bought again.
      catalogProductId: config.require("plan"),
      billingInfo: {
        type: "RECURRING",
        cycleDuration: {
          unit: config.require<"MONTH" | "YEAR">("cycle"),
          count: 1,
        },
      },
      countryCode: "BR",
      siteId,
    },
    // Not touched by an edit of the plan.
    mailbox: {
      catalogProductId: config.require("mailbox"),
      billingInfo: {
        type: "RECURRING",
        cycleDuration: { unit: "MONTH", count: 1 },
      },
      countryCode: "BR",
      siteId,
    },
  },
  allowCancel: config.getBoolean("allowCancel") ?? false,
});

export const planInstanceId = bakery.instanceId("plan");
