"use strict";
// Loaded into a provider process: says again and again what it holds in memory after garbage was collected.
const { writeFileSync } = require("node:fs");
const { setInterval } = require("node:timers");
const { setFlagsFromString } = require("node:v8");
const { runInNewContext } = require("node:vm");

const file = process.env.LIVE_HEAP_FILE;
if (file !== undefined) {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc");
  setInterval(() => {
    collect();
    writeFileSync(file, String(process.memoryUsage().heapUsed));
  }, 400).unref();
}
