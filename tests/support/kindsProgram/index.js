// A program of all kinds, read from a file, so that each step of a test can edit it.
"use strict";

const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const wix = require("pulumi-wix");

const declared = JSON.parse(
  readFileSync(join(__dirname, "declared.json"), "utf8"),
);
const made = {};

/**
 * `"@bakery"` stands for the id of that resource, `"@bakery.plan"` for the id of an instance of a package, and
 * `"@handover#ownerAccountId"` for an output.
 */
function resolve(value) {
  if (typeof value === "string" && value.startsWith("@")) {
    const [, name, sign, key] = /^@([\w-]+)(?:([.#])(\w+))?$/.exec(value);
    if (sign === undefined) return made[name].id;
    return sign === "." ? made[name].instanceId(key) : made[name][key];
  }
  if (Array.isArray(value)) return value.map(resolve);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, resolve(one)]),
  );
}

for (const [name, { kind, args, options }] of Object.entries(declared))
  made[name] = new wix[kind](name, resolve(args), options);
