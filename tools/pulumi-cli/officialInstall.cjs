// Installs the official CLI into the folder named by the argument, by the Automation API of the installed SDK.
// A process of its own, because that API can be neither stopped nor bounded in time.
"use strict";

const process = require("node:process");
const { PulumiCommand } = require("@pulumi/pulumi/automation");

// The API waits two minutes for its small installer script; where there is no network, 15 seconds tell as much.
const FETCH_TIMEOUT_MS = 15_000;

const ask = globalThis.fetch;
globalThis.fetch = async (url, init) => {
  const signal = globalThis.AbortSignal.timeout(FETCH_TIMEOUT_MS);
  try {
    return await ask(url, { ...init, signal });
  } catch (error) {
    // The API shows only the outer message, "fetch failed".
    throw new Error(error.cause?.message ?? error.message, { cause: error });
  }
};

PulumiCommand.install({ root: process.argv[2] }).catch((error) => {
  process.stderr.write(`${error.message.trim()}\n`);
  process.exitCode = 1;
});
