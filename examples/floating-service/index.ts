import * as pulumi from "@pulumi/pulumi";
import * as wix from "pulumi-wix";

const config = new pulumi.Config();
const accountId = config.require("accountId");
const assigned = config.requireBoolean("assigned");

const bakery = new wix.Package("bakery", {
  accountId,
  products: {
    mailbox: {
      catalogProductId: config.require("mailbox"),
      countryCode: "BR",
      billingInfo: {
        type: "RECURRING",
        cycleDuration: { unit: "MONTH", count: 1 },
      },
      // Taken out when the assignment takes over: two must not say where one service sits.
      ...(assigned ? {} : { floating: true as const }),
    },
  },
  allowCancel: config.getBoolean("allowCancel") ?? false,
});

if (assigned) {
  new wix.ProductInstanceAssignment("mailbox-on-site", {
    accountId,
    packageId: bakery.id,
    productInstanceId: bakery.instanceId("mailbox"),
    siteId: config.require("siteId"),
  });
}

export const mailboxInstanceId = bakery.instanceId("mailbox");
