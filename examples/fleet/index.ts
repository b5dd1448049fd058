import * as pulumi from "@pulumi/pulumi";
import * as wix from "pulumi-wix";

// All customers, or the share of them that this stack is for, such as "1/4".
const shard = new pulumi.Config().get("shard");
const customers = wix.loadCustomers("customers/*.yaml", { shard });

for (const customer of customers)
  new wix.CustomerSetup(customer.name, customer);

export const names = customers.map(({ name }) => name);
