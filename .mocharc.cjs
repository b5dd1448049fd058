"use strict";

// The suites by what they prove; `npm test` runs them all, file by file in parallel: a run of the real CLI waits more than it works.
module.exports = {
  require: ["ts-node/register/transpile-only"],
  spec: [
    "tests/{architecture,types,packages,model,fuzz,contract,unit,fleet,tools,cli,simulator,lifecycle,host,faults}/**/*.test.ts",
    "tests/e2e/**/*.test.ts",
  ],
  parallel: true,
  jobs: 3,
  timeout: 20_000,
  reporter: "tools/mocha-reporter.cjs",
};
