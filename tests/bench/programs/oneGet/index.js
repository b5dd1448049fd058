// Dynamic providers as Pulumi's documentation teaches them: a request for each verb, a Get for each read.
// After a 429 they wait a minute, as Wix advises; without that no large stack would end.
"use strict";

const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const pulumi = require("@pulumi/pulumi");

const customers = JSON.parse(
  readFileSync(join(__dirname, "customers.json"), "utf8"),
);

async function send(method, path, accountId, body) {
  for (;;) {
    const answer = await globalThis.fetch(
      `${process.env.WIX_API_BASE_URL}${path}`,
      {
        method,
        headers: {
          authorization: process.env.WIX_API_KEY,
          "wix-account-id": accountId,
          "content-type": "application/json",
        },
        body: body === undefined ? undefined : JSON.stringify(body),
      },
    );
    if (answer.ok) return answer.json();
    if (answer.status !== 429)
      throw new Error(`${answer.status} ${await answer.text()}`);
    await new Promise((resolve) => setTimeout(resolve, 60_000));
  }
}

const packages = {
  create: async (inputs) => {
    const { package: made } = await send(
      "POST",
      "/resellers/v2/packages",
      inputs.accountId,
      {
        products: [inputs.products.service],
        externalId: inputs.externalId,
        idempotencyKey: globalThis.crypto.randomUUID(),
      },
    );
    return { id: made.id, outs: inputs };
  },
  read: async (id, props) => {
    const { package: live } = await send(
      "GET",
      `/resellers/v1/packages/${id}`,
      props.accountId,
    );
    return { id, props: { ...props, externalId: live.externalId } };
  },
  update: async (id, _olds, news) => {
    await send(
      "PATCH",
      `/resellers/v1/packages/update/${id}/${news.externalId}`,
      news.accountId,
    );
    return { outs: news };
  },
};

const transfers = {
  create: async (inputs) => {
    const { siteId, sourceAccountId, targetAccountId } = inputs;
    await send(
      "POST",
      "/b2b-site-management/v1/transfer-site",
      targetAccountId,
      { siteTransfer: { siteId, sourceAccountId, enableNotifications: false } },
    );
    return { id: inputs.siteId, outs: inputs };
  },
  read: async (id, props) => {
    const { sites } = await send(
      "POST",
      "/site-list/v2/sites/query",
      props.targetAccountId,
      { query: { filter: { id: { $eq: id } } } },
    );
    if (sites.length === 0) throw new Error(`site ${id} is gone`);
    return { id, props };
  },
};

class Package extends pulumi.dynamic.Resource {
  constructor(name, inputs) {
    super(packages, name, inputs);
  }
}

class SiteTransfer extends pulumi.dynamic.Resource {
  constructor(name, inputs) {
    super(transfers, name, inputs);
  }
}

for (const { name, externalId, transfer, accountId, products } of customers) {
  new SiteTransfer(`${name}-transfer`, transfer);
  new Package(`${name}-package`, { accountId, externalId, products });
}
