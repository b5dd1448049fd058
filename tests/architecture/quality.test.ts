import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const root = resolve(__dirname, "../..");
const bin = (name: string) => join(root, "node_modules/.bin", name);

/** The stock rules of each tool; what it finds is what the test shows. */
const TOOLS: readonly [string, string, readonly string[]][] = [
  ["types of tests, tools and examples", "tsc", ["-p", "tests/tsconfig.json"]],
  ["eslint", "eslint", ["."]],
  ["prettier", "prettier", ["--check", "."]],
];

describe("quality", () => {
  for (const [what, tool, args] of TOOLS) {
    it(what, async function () {
      this.timeout(300_000);
      const found = await run(bin(tool), args, {
        cwd: root,
        maxBuffer: 1 << 26,
      }).then(
        () => "",
        (error: { stdout: string; stderr: string }) =>
          error.stdout + error.stderr,
      );
      assert.equal(found, "");
    });
  }
});
