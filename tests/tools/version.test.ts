import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import {
  compareVersions,
  ENGINE_VERSION,
  fits,
  versionIn,
} from "../../tools/pulumi-cli/version";

describe("the version of the Pulumi CLI", () => {
  const answers: readonly [string, string | undefined][] = [
    ["v3.259.0\n", "3.259.0"],
    ["3.259.0", "3.259.0"],
    ["v3.260.0-alpha.1+dirty", "3.260.0"],
    ["warning: v3.259.0", undefined],
    ["", undefined],
  ];
  for (const [answer, version] of answers) {
    it(`${JSON.stringify(answer)} says ${version}`, () =>
      assert.equal(versionIn(answer), version));
  }

  const verdicts: readonly [string, boolean][] = [
    ["3.253.9", false],
    ["3.254.0", true],
    ["3.1000.0", true],
    ["2.999.0", false],
    ["4.0.0", false],
  ];
  for (const [version, verdict] of verdicts) {
    it(`${version} ${verdict ? "fits" : "does not fit"}`, () =>
      assert.equal(fits(version), verdict));
  }

  it("is ordered by number", () => {
    const sorted = ["3.10.0", "3.9.0", "3.9.10", "3.9.9"].sort(compareVersions);
    assert.deepEqual(sorted, ["3.9.0", "3.9.9", "3.9.10", "3.10.0"]);
  });

  it("is pinned for the build as this file says", () => {
    const goMod = join(__dirname, "../../tools/pulumi-cli/engine/go.mod");
    const pin = /pulumi\/pkg\/v3 v(\S+)/.exec(readFileSync(goMod, "utf8"))?.[1];
    assert.equal(pin, ENGINE_VERSION);
  });
});
