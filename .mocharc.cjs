"use strict";

// The suites by what they prove; `npm test` runs them all. End-to-end runs come last: they are the slow ones.
module.exports = {
  require: ["ts-node/register/transpile-only"],
  spec: [
    "tests/{architecture,contract,unit,tools,cli,simulator,lifecycle,host}/**/*.test.ts",
    "tests/e2e/**/*.test.ts",
  ],
  timeout: 10_000,
  reporter: "tools/mocha-reporter.cjs",
};
