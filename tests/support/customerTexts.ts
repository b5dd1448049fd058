import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { loadCustomers, type LoadCustomersOptions } from "pulumi-wix";
import { type Files, inCustomerFolder } from "./customerFolder";

export const ID = (last: string) => `aaaaaaaa-0000-4000-8000-00000000${last}`;

/** A customer without faults. */
export const SHOP = `accountId: ${ID("0010")}
sites:
  shop:
    siteId: ${ID("0020")}
packages:
  web:
    products:
      plan:
        catalogProductId: ${ID("0030")}
        countryCode: BR
        site: shop
`;
/** Another one, with which it has nothing in common. */
export const OTHER = SHOP.replace("0010", "0011").replace("0020", "0021");

const PATTERN = "customers/*.{yaml,json}";

export const load = (files: Files, options?: LoadCustomersOptions) =>
  inCustomerFolder(files, () => loadCustomers(PATTERN, options));

/** The text of the error. */
export const told = (files: Files): string => {
  try {
    load(files);
  } catch (error) {
    assert.ok(pulumi.RunError.isInstance(error), String(error));
    return error.message;
  }
  throw new assert.AssertionError({ message: "nothing was refused" });
};

/** The first lines of the faults of the one file, without its name: `line:column: message`. */
export const faults = (text: string): string[] =>
  told({ "customers/shop.yaml": text })
    .split("\n")
    .filter((line) => line.startsWith("customers/shop.yaml:"))
    .map((line) => line.slice("customers/shop.yaml:".length));
