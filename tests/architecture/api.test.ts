import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../support/layout";
import { apiReports } from "../../tools/api/reports";

it("the reports of the public surface are those of the code; `npm run api` writes them", function () {
  this.timeout(120_000);
  assert.deepEqual(apiReports({ write: false }), []);
});

it("every public name and member of the sdk has a docstring", () => {
  const reports = join(ROOT, "docs/api");
  for (const name of ["pulumi-wix.api.md", "pulumi-wix.runtime.api.md"]) {
    const report = readFileSync(join(reports, name), "utf8");
    assert.deepEqual(report.match(/.*\(undocumented\)\n.*/g) ?? [], []);
  }
});
