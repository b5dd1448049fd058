import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const MOCHA = require.resolve("mocha/bin/mocha.js");
const REPORTER = join(__dirname, "../../tools/mocha-reporter.cjs");

const PASSES = 'it("passes", () => {});';
const FAILS = 'it("fails", () => { throw new Error("no"); });';
const WAITS = 'it("waits for somebody to write it");';
const NOISY =
  'process.on("exit", () => {}); after(() => setTimeout(() => console.log("late words"), 50));';

describe("the last line of a test run", function () {
  this.slow(1_000);
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "pulumi-wix-reporter-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  interface Run {
    readonly name: string;
    readonly files: readonly string[];
    readonly flags?: readonly string[];
    readonly lastLine: string;
    readonly code: number;
  }
  const runs: readonly Run[] = [
    {
      name: "passes",
      files: [PASSES + PASSES],
      lastLine: "2 passed, 0 failed",
      code: 0,
    },
    {
      name: "failures",
      files: [PASSES + FAILS + FAILS],
      lastLine: "1 passed, 2 failed",
      code: 2,
    },
    {
      name: "pending tests",
      files: [PASSES + WAITS],
      lastLine: "1 passed, 0 failed, 1 skipped",
      code: 0,
    },
    {
      name: "several processes",
      files: [PASSES + FAILS, PASSES + WAITS],
      flags: ["--parallel", "--jobs=2"],
      lastLine: "2 passed, 1 failed, 1 skipped",
      code: 1,
    },
    {
      name: "a failing hook",
      files: [`before(() => { throw new Error("no"); }); ${PASSES}`],
      lastLine: "0 passed, 1 failed",
      code: 1,
    },
    {
      name: "words after the end",
      files: [PASSES + NOISY],
      lastLine: "1 passed, 0 failed",
      code: 0,
    },
    {
      name: "a test that ends the process",
      files: [`${PASSES} it("ends all", () => process.exit(0)); ${PASSES}`],
      lastLine: "1 passed, 1 failed",
      code: 1,
    },
  ];
  for (const { name, files, flags = [], lastLine, code } of runs) {
    it(`with ${name}: ${lastLine}`, () => {
      const paths = files.map((text, index) => {
        const file = join(folder, `${index}.test.cjs`);
        writeFileSync(file, text);
        return file;
      });
      const args = [
        MOCHA,
        "--no-config",
        "--no-package",
        "--reporter",
        REPORTER,
        ...flags,
        ...paths,
      ];
      const { stdout, status } = spawnSync(process.execPath, args, {
        cwd: folder,
        encoding: "utf8",
      });
      assert.equal(stdout.split("\n").at(-2), lastLine);
      assert.equal(stdout.split("\n").at(-1), "");
      assert.equal(status, code);
    });
  }
});
