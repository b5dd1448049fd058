// Makes a checkout ready to run: installs what package-lock.json names, then builds. What is up to date is left alone.
// Plain JavaScript without dependencies, because it runs on a fresh clone: `node tools/setup.mjs`.
import { Buffer } from "node:buffer";
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

import { takeLock } from "./checkoutLock.mjs";

const MINIMUM_NODE = "20.19"; // package.json, "engines"

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const LOCKFILE = join(ROOT, "package-lock.json");
const STAMP = join(ROOT, "node_modules", ".pulumi-wix-lock");
// Not in node_modules: `npm ci` removes that.
const LOCK = join(ROOT, "tools", ".setup-lock");

const INSTALL_TIMEOUT_MS = 15 * 60_000;
const BUILD_TIMEOUT_MS = 5 * 60_000;
/** A step that is quicker is not worth a line. */
const SILENT_MS = 1_000;

/** The child process of the present step. */
let running;
let interruptedBy;
let releaseLock = () => {};

for (const name of ["SIGINT", "SIGTERM", "SIGHUP"])
  process.once(name, interrupt);
try {
  requireNode();
  releaseLock = await takeLock(LOCK, () =>
    say("Waiting for another setup of this checkout..."),
  );
  await install();
  await build();
} catch (error) {
  if (!interruptedBy) say(`Setup failed: ${error.message}`);
  process.exitCode = 1;
} finally {
  end();
}

function requireNode() {
  const here = process.versions.node;
  const [major, minor] = here.split(".").map(Number);
  const [minimumMajor, minimumMinor] = MINIMUM_NODE.split(".").map(Number);
  if (major > minimumMajor || (major === minimumMajor && minor >= minimumMinor))
    return;
  throw new Error(
    `Node.js ${MINIMUM_NODE} or newer is needed, and this is ${here}. Please install a newer one.`,
  );
}

async function install() {
  const wanted = createHash("sha256")
    .update(readFileSync(LOCKFILE))
    .digest("hex");
  const installed = existsSync(STAMP) ? readFileSync(STAMP, "utf8").trim() : "";
  if (installed === wanted) return;
  // The level is named because `npm test --silent` would pass its own on, and hide why the installation failed.
  const args = [
    "ci",
    "--include=dev",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
  ];
  await step("Installing dependencies (npm ci)", npm(args), INSTALL_TIMEOUT_MS);
  writeFileSync(STAMP, `${wanted}\n`);
}

async function build() {
  const tsc = join(ROOT, "node_modules", "typescript", "bin", "tsc");
  await step(
    "Building (tsc -b)",
    [process.execPath, tsc, "-b"],
    BUILD_TIMEOUT_MS,
  );
}

/** The npm that started us, else the one on PATH. */
function npm(args) {
  const cli = process.env.npm_execpath ?? "";
  if (/\bnpm-cli\.c?js$/.test(cli)) return [process.execPath, cli, ...args];
  return [process.platform === "win32" ? "npm.cmd" : "npm", ...args];
}

/** Runs one command; what it writes is shown only when it fails. */
function step(title, [file, ...args], timeoutMs) {
  const announcement = setTimeout(() => say(`${title}...`), SILENT_MS);
  return new Promise((resolve, reject) => {
    running = spawn(file, args, {
      cwd: ROOT,
      stdio: ["ignore", "pipe", "pipe"],
      timeout: timeoutMs,
      shell: file.endsWith(".cmd"), // Node.js starts no .cmd without it
    });
    const output = [];
    running.stdout.on("data", (bytes) => output.push(bytes));
    running.stderr.on("data", (bytes) => output.push(bytes));
    running.on("error", (error) =>
      reject(new Error(`${title}: ${error.message}`)),
    );
    running.on("close", (code, killedBy) => {
      if (code === 0) return resolve();
      const how = killedBy
        ? `it was ended by ${killedBy}`
        : `exit code ${code}`;
      const written = Buffer.concat(output).toString().trimEnd();
      reject(new Error(`${title}: ${how}${written && `\n${written}`}`));
    });
  }).finally(() => {
    running = undefined;
    clearTimeout(announcement);
  });
}

/** Ends the step first, so that the lock is not given back while npm still writes. */
function interrupt(name) {
  interruptedBy = name;
  if (running) running.kill(name);
  else end();
}

function end() {
  releaseLock();
  if (interruptedBy) process.kill(process.pid, interruptedBy);
}

function say(line) {
  process.stderr.write(`${line}\n`);
}
