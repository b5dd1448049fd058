import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import {
  cpSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { cliFolder } from "../../support/cli";
import { CLI_SETUP_MS, STEP_MS } from "../../support/e2eStage";
import { ROOT } from "../../support/layout";

const NAME = "tested-program";

interface Run {
  readonly code: number;
  readonly text: string;
}

describe("e2e: example tested-program, by its own test command", function () {
  this.timeout(STEP_MS);
  let folder: string;
  let project: string;

  before(async function () {
    this.timeout(CLI_SETUP_MS);
    await cliFolder();
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "pulumi-wix-tested-"));
    project = join(folder, "examples", NAME);
    symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
    cpSync(
      join(ROOT, "tsconfig.base.json"),
      join(folder, "tsconfig.base.json"),
    );
    cpSync(join(ROOT, "examples", NAME), project, { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const npmTest = async (): Promise<Run> => {
    const path = [
      await cliFolder(),
      join(folder, "node_modules/.bin"),
      process.env.PATH,
    ].join(delimiter);
    const env = {
      ...process.env,
      PATH: path,
      PULUMI_HOME: join(folder, "home"),
    };
    return new Promise((resolve) => {
      execFile("npm", ["test"], { cwd: project, env }, (error, out, err) => {
        const code = error === null ? 0 : Number(error.code ?? -1);
        resolve({ code, text: out + err });
      });
    });
  };

  /** The program as somebody might spoil it. */
  const spoil = (from: string, to: string) => {
    const file = join(project, "bakery.ts");
    const source = readFileSync(file, "utf8");
    assert.equal(source.split(from).length, 2);
    writeFileSync(file, source.replace(from, to));
  };

  it("passes", async () => {
    const { code, text } = await npmTest();
    assert.equal(code, 0, text);
    assert.match(text, /4 passing/);
  });

  it("fails with mocks when the domain is not free any more", async () => {
    spoil(`reference: "web.plan",`, "");
    const { code, text } = await npmTest();
    assert.equal(code, 1, text);
    assert.match(text, /\d\) names the plan as the reason/);
  });

  it("fails end to end when Wix does not know the product", async () => {
    spoil("000000000003", "0000000000ff");
    const { code, text } = await npmTest();
    assert.notEqual(code, 0, text);
    assert.match(text, /PRODUCT_NOT_FOUND/);
  });
});
