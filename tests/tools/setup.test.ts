import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";

const TOOLS = join(__dirname, "../../tools");

/** Stands for npm: writes down each call, and installs a compiler that writes down its own calls. */
const NPM = `#!/bin/sh
echo "npm $1" >> calls
/bin/rm -rf node_modules
/bin/sleep 0.2
/bin/mkdir -p node_modules/typescript/bin
echo 'require("fs").appendFileSync("calls", "tsc " + process.argv[2] + require("os").EOL)' > node_modules/typescript/bin/tsc
`;

describe("tools/setup.mjs", function () {
  this.slow(1_000);
  let checkout: string;
  beforeEach(() => {
    checkout = mkdtempSync(join(tmpdir(), "pulumi-wix-setup-"));
    for (const file of ["setup.mjs", "checkoutLock.mjs"])
      cpSync(join(TOOLS, file), join(checkout, "tools", file));
    writeFileSync(join(checkout, "package-lock.json"), "{}");
    mkdirSync(join(checkout, "bin"));
    npm(NPM);
  });
  afterEach(() => rmSync(checkout, { recursive: true }));

  it("installs and builds a fresh clone, then only builds", async () => {
    assert.equal((await setup()).code, 0);
    assert.equal((await setup()).code, 0);
    assert.deepEqual(calls(), ["npm ci", "tsc -b", "tsc -b"]);
    assert.equal(existsSync(join(checkout, "tools", ".setup-lock")), false);
  });

  it("installs again when package-lock.json has changed", async () => {
    await setup();
    writeFileSync(join(checkout, "package-lock.json"), '{ "changed": true }');
    await setup();
    assert.deepEqual(calls(), ["npm ci", "tsc -b", "npm ci", "tsc -b"]);
  });

  it("installs once for two at the same time", async () => {
    const both = await Promise.all([setup(), setup()]);
    assert.deepEqual(
      both.map(({ code }) => code),
      [0, 0],
    );
    assert.deepEqual(calls(), ["npm ci", "tsc -b", "tsc -b"]);
    assert.ok(
      both.some(({ stderr }) =>
        stderr.includes("Waiting for another setup of this checkout...\n"),
      ),
    );
  });

  it("takes the lock of a setup that was killed", async () => {
    const dead = spawn(process.execPath, ["--version"], { stdio: "ignore" });
    await once(dead, "exit");
    mkdirSync(join(checkout, "tools", ".setup-lock"));
    writeFileSync(
      join(checkout, "tools", ".setup-lock", "owner"),
      `${dead.pid} ${hostname()}\n`,
    );
    assert.equal((await setup()).code, 0);
  });

  it("shows why npm failed, and tries again the next time", async () => {
    npm("#!/bin/sh\necho 'the disk is full' >&2; exit 28\n");
    const { code, stderr } = await setup();
    assert.equal(code, 1);
    assert.match(
      stderr,
      /Setup failed: Installing dependencies \(npm ci\): exit code 28\nthe disk is full\n$/,
    );
    npm(NPM);
    assert.equal((await setup()).code, 0);
  });

  it("refuses a Node.js that is too old", async () => {
    const preload = join(checkout, "old.cjs");
    writeFileSync(
      preload,
      'Object.defineProperty(process.versions, "node", { value: "20.18.3" });',
    );
    const { code, stderr } = await setup(["-r", preload]);
    assert.equal(code, 1);
    assert.match(
      stderr,
      /^Setup failed: Node\.js 20\.19 or newer is needed, and this is 20\.18\.3\./,
    );
    assert.equal(existsSync(join(checkout, "calls")), false);
  });

  it("ends npm and gives the lock back when it is interrupted", async () => {
    npm('#!/bin/sh\necho "$$" > pid; exec /bin/sleep 60\n');
    const child = start();
    const ended = once(child, "exit");
    while (!existsSync(join(checkout, "pid")))
      await new Promise((resolve) => setTimeout(resolve, 10));
    child.kill("SIGTERM");
    assert.deepEqual(await ended, [null, "SIGTERM"]);
    assert.equal(existsSync(join(checkout, "tools", ".setup-lock")), false);
  });

  function npm(script: string): void {
    const file = join(checkout, "bin", "npm");
    writeFileSync(file, script);
    chmodSync(file, 0o755);
  }

  function start(flags: readonly string[] = []) {
    const env = { PATH: join(checkout, "bin") };
    return spawn(
      process.execPath,
      [...flags, join(checkout, "tools", "setup.mjs")],
      {
        cwd: dirname(checkout),
        env,
        stdio: ["ignore", "ignore", "pipe"],
      },
    );
  }

  async function setup(flags: readonly string[] = []) {
    const child = start(flags);
    const [, stderr] = await Promise.all([
      once(child, "exit"),
      text(child.stderr),
    ]);
    return { code: child.exitCode, stderr };
  }

  function calls(): readonly string[] {
    return readFileSync(join(checkout, "calls"), "utf8").trim().split("\n");
  }
});
