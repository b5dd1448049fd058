// As many dynamic resources that do nothing: what Pulumi itself needs.
"use strict";

const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const pulumi = require("@pulumi/pulumi");

const customers = JSON.parse(
  readFileSync(join(__dirname, "customers.json"), "utf8"),
);

const provider = {
  create: async (inputs) => ({ id: inputs.key, outs: inputs }),
  update: async (_id, _olds, news) => ({ outs: news }),
};

class Empty extends pulumi.dynamic.Resource {
  constructor(name, inputs) {
    super(provider, name, inputs);
  }
}

for (const { name, externalId, transfer, accountId, products } of customers) {
  new Empty(`${name}-transfer`, { key: `${name}-transfer`, ...transfer });
  new Empty(`${name}-package`, {
    key: `${name}-package`,
    accountId,
    externalId,
    products,
  });
}
