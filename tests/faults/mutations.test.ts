import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { ROOT } from "../support/layout";
import { MUTATIONS } from "./mutations";

const run = promisify(execFile);
const LONGEST_MS = 120_000;
const HOOK = ["-r", "ts-node/register/transpile-only"];

/** Runs the matrix in a process of its own. @returns its exit code and what it printed */
async function matrix(
  args: readonly string[],
  mutation?: string,
): Promise<{ code: number; stdout: string }> {
  const hook =
    mutation === undefined
      ? HOOK
      : [...HOOK, "-r", join(__dirname, "mutate.ts")];
  try {
    const { stdout } = await run(
      process.execPath,
      [...hook, join(__dirname, "main.ts"), "--jobs", "1", ...args],
      { cwd: ROOT, env: { ...process.env, MUTATION: mutation ?? "" } },
    );
    return { code: 0, stdout };
  } catch (error) {
    const { code, stdout, stderr } = error as {
      code: number;
      stdout: string;
      stderr: string;
    };
    assert.equal(code, 1, `${stdout}\n${stderr}`);
    return { code, stdout };
  }
}

describe("the matrix can fail", function () {
  this.timeout(LONGEST_MS);
  let folder: string;
  let expected: string;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "pulumi-wix-matrix-"));
    expected = join(folder, "expected.json");
    await matrix(["--save-expected", expected]);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const slice = (stories: string, faults: string) => [
    "--full",
    "--expect",
    expected,
    "--stories",
    stories,
    "--faults",
    faults,
  ];

  for (const [name, { stories, faults }] of Object.entries(MUTATIONS)) {
    it(`${name}: it falls short`, async () => {
      const args = [...slice(stories, faults), "--until-first"];
      const mutated = await matrix(args, name);
      assert.equal(mutated.code, 1, mutated.stdout);
      assert.match(mutated.stdout, /^FELL SHORT /m);
    });
  }

  const slices = new Set(
    Object.values(MUTATIONS).map(({ stories, faults }) =>
      JSON.stringify([stories, faults]),
    ),
  );
  for (const text of slices) {
    const [stories, faults] = JSON.parse(text) as [string, string];
    it(`without a mutation ${stories} under ${faults} converges`, async () => {
      const { code, stdout } = await matrix(slice(stories, faults));
      assert.equal(code, 0, stdout);
    });
  }
});
