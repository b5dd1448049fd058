// Mocha's stock "spec" report, and below everything else one line for people and scripts: "N passed, N failed".
"use strict";

const process = require("node:process");
const { reporters } = require("mocha");

class SpecWithTotals extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    // Not at the end of the run but of the process: what tests leave running may still write.
    process.once("exit", () => this.printTotals());
  }

  /** Mocha calls this when all is done, global teardown included, with the number that decides its exit code. */
  done(failures, exit) {
    this.outcome = failures;
    exit(failures);
  }

  printTotals() {
    const { passes = 0, failures = 0, pending = 0 } = this.stats;
    let failed = this.outcome;
    if (failed === undefined) {
      // A test ended the process, and the tests after it never ran: that is a failure, whatever code it chose.
      failed = failures + 1;
      process.exitCode ||= 1;
    }
    const skipped = pending > 0 ? `, ${pending} skipped` : "";
    process.stdout.write(`${passes} passed, ${failed} failed${skipped}\n`);
  }
}

module.exports = SpecWithTotals;
