import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { demoSeed } from "pulumi-wix-simulator";
import { settingsFrom } from "../../provider/src/cli/simulate";

const bin = resolve(__dirname, "../../sdk/bin/pulumi-wix.cjs");

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

function start(...args: string[]): {
  child: ChildProcess;
  ended: Promise<Ended>;
} {
  const child = spawn(process.execPath, [bin, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  let error = "";
  child.stdout.on("data", (bytes) => (out += String(bytes)));
  child.stderr.on("data", (bytes) => (error += String(bytes)));
  const ended = new Promise<Ended>((done) => {
    child.once("close", (code) => done({ code, out, error }));
  });
  return { child, ended };
}

/** The address that the command prints. */
const listening = (child: ChildProcess): Promise<string> =>
  new Promise((found, missing) => {
    child.stdout?.on("data", (bytes) => {
      const url = /WIX_API_BASE_URL=(\S+)/.exec(String(bytes))?.[1];
      if (url !== undefined) found(url);
    });
    child.once("close", () => missing(new Error("ended without an address")));
  });

describe("pulumi-wix simulate", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "pulumi-wix-cli-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  it("serves a seed file under the given settings until it is interrupted", async () => {
    const seed = join(folder, "seed.json");
    const [account] = demoSeed().accounts;
    writeFileSync(seed, JSON.stringify({ accounts: [account] }));
    const { child, ended } = start(
      "simulate",
      "--port",
      "0",
      "--seed",
      seed,
      "--set",
      "unknownGet=403",
      "--set",
      "replay=ignored",
    );
    const url = await listening(child);
    const state = (await (await fetch(`${url}/__simulator/state`)).json()) as {
      accounts: unknown[];
    };
    assert.equal(state.accounts.length, 1);
    const settings = (await (
      await fetch(`${url}/__simulator/settings`)
    ).json()) as Record<string, unknown>;
    assert.deepEqual([settings.unknownGet, settings.replay], [403, "ignored"]);
    child.kill("SIGINT");
    assert.equal((await ended).code, 0);
  });

  const bad: [string, string[], RegExp][] = [
    ["an unknown command", ["frobnicate"], /unknown command/],
    ["an unknown option", ["simulate", "--frob"], /unknown option/],
    ["a port that is none", ["simulate", "--port", "x"], /0 to 65535/],
    ["an unknown setting", ["simulate", "--set", "x=1"], /replay, keyScope/],
    [
      "a value that a setting does not have",
      ["simulate", "--port", "0", "--set", "replay=maybe"],
      /"first"\|"current"/,
    ],
    [
      "a seed that is not there",
      ["simulate", "--port", "0", "--seed", "/none.json"],
      /cannot be read/,
    ],
  ];
  for (const [what, args, words] of bad) {
    it(`${what}: exit code 2 and a sentence on standard error`, async () => {
      const { code, out, error } = await start(...args).ended;
      assert.equal(code, 2);
      assert.match(error, words);
      assert.equal(out, "");
    });
  }

  it("help and version end well", async () => {
    for (const args of [["--help"], ["--version"], ["simulate", "--help"]]) {
      const { code, out } = await start(...args).ended;
      assert.equal(code, 0);
      assert.notEqual(out, "");
    }
  });

  it("a value is JSON where it can be, a text otherwise", () => {
    const known = {
      a: { default: 0 },
      b: { default: "" },
      c: { default: true },
    };
    assert.deepEqual(settingsFrom(["a=5", "b=x=y", "c=false"], known), {
      a: 5,
      b: "x=y",
      c: false,
    });
  });
});
