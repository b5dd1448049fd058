// A program whose packages are read from a file, so that each step of a test can edit them.
"use strict";

const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const pulumi = require("@pulumi/pulumi");
const wix = require("pulumi-wix");

const declared = JSON.parse(
  readFileSync(join(__dirname, "declared.json"), "utf8"),
);
const packages = {};

/** `"@bakery"` stands for the id of that package, `"@bakery.plan"` for the id of an instance of it. */
function resolve(value) {
  if (typeof value === "string" && value.startsWith("@")) {
    const [name, key] = value.slice(1).split(".");
    return key === undefined
      ? packages[name].id
      : packages[name].instanceId(key);
  }
  if (Array.isArray(value)) return value.map(resolve);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, resolve(one)]),
  );
}

for (const [name, { args, options, get }] of Object.entries(declared)) {
  packages[name] = get
    ? wix.Package.get(name, get.id, get.state, options)
    : new wix.Package(name, resolve(args), options);
}

module.exports = Object.fromEntries(
  Object.entries(packages).map(([name, one]) => [
    name,
    pulumi.output({ id: one.id, instances: one.instances }),
  ]),
);
