import * as pulumi from "@pulumi/pulumi";
import * as wix from "pulumi-wix";

const config = new pulumi.Config();
const accountId = config.require("accountId");

const bakery = new wix.Package("bakery", {
  accountId,
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
  allowCancel: config.getBoolean("allowCancel") ?? false,
});

// A read by an output waits for what it reads.
const mail = wix.getProductInstanceOutput({
  accountId,
  productInstanceId: bakery.instanceId("mail"),
});

export const mailStatus = mail.status;
export const customers = wix
  .getChildAccounts()
  .then((accounts) => accounts.length);
export const sites = wix
  .getSites({ accountId })
  .then((found) => found.map(({ displayName }) => displayName).sort());
