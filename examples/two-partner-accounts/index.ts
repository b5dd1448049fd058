import * as pulumi from "@pulumi/pulumi";
import * as wix from "pulumi-wix";

const config = new pulumi.Config();
const allowCancel = config.getBoolean("allowCancel") ?? false;

// Another partner account beside that of the stack. Its key is read from a variable of its own, so that it can rotate.
const north = new wix.Provider("north", {
  apiKeyFromEnv: "WIX_API_KEY_NORTH",
  accountId: config.require("northAccountId"),
});

const mailbox = (accountId: string): wix.PackageArgs<"mail"> => ({
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
  allowCancel,
});

const south = new wix.Package("bakery", mailbox(config.require("accountId")));
const other = new wix.Package(
  "florist",
  mailbox(config.require("northCustomerId")),
  { provider: north },
);

export const bakeryMail = south.instanceId("mail");
export const floristMail = other.instanceId("mail");
