import * as pulumi from "@pulumi/pulumi";
import * as wix from "pulumi-wix";

const config = new pulumi.Config();

// A package that somebody bought by hand. It must be declared as it is: adopting changes nothing at Wix, edits come afterwards.
const bakery = new wix.Package("bakery", {
  accountId: config.require("accountId"),
  products: {
    mail: {
      catalogProductId: config.require("mailbox"),
      countryCode: "BR",
      billingInfo: {
        type: "RECURRING",
        cycleDuration: { unit: "MONTH", count: 1 },
      },
    },
  },
  adopt: config.require("packageId"),
  allowCancel: config.getBoolean("allowCancel") ?? false,
});

export const externalId = bakery.externalId;
