import * as pulumi from "@pulumi/pulumi";
import * as wix from "pulumi-wix";

const config = new pulumi.Config();

// Wix transfers no site that carries a paid service: packages come after the transfer.
const site = new wix.SiteTransfer("site", {
  siteId: config.require("siteId"),
  sourceAccountId: config.require("sourceAccountId"),
  targetAccountId: config.require("targetAccountId"),
  // "keep": destroy leaves the site with the customer. "return": it goes back to the source.
  onDelete: config.require<"keep" | "return">("onDelete", {
    allowedValues: ["keep", "return"],
  }),
});

export const siteId = site.id;
export const ownerAccountId = site.ownerAccountId;
