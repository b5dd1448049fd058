// A fleet with pulumi-wix: each customer's site is transferred, and has a package.
"use strict";

const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const wix = require("pulumi-wix");

const customers = JSON.parse(
  readFileSync(join(__dirname, "customers.json"), "utf8"),
);

for (const { name, externalId, transfer, accountId, products } of customers) {
  new wix.SiteTransfer(name, transfer);
  new wix.Package(name, { accountId, externalId, products });
}
