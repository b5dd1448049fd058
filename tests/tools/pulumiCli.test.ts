import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { PulumiCliMissing } from "../../tools/pulumi-cli/pulumiCliMissing";
import type { Source } from "../../tools/pulumi-cli/ways";
import { MAKES_PULUMI, World } from "./world";

const ENTRY = `3.259.0-${process.platform}-${process.arch}`;

/** Starts a program that leaves a mark every 20 ms, and waits for it for ever. */
const HANGS = `while :; do echo >> "$WORLD/marks"; /bin/sleep 0.02; done & wait`;

describe("pulumiCli", () => {
  let world: World;
  beforeEach(async () => {
    world = await World.create();
  });
  afterEach(() => world.close());

  interface Situation {
    readonly name: string;
    readonly given: () => Promise<unknown>;
    readonly source: Source;
    readonly version: string;
  }
  const situations: readonly Situation[] = [
    {
      name: "takes what is on PATH",
      given: async () => {
        await world.install(world.bin, "3.254.0");
        await world.install(world.entry("3.300.0"), "3.300.0");
      },
      source: "path",
      version: "3.254.0",
    },
    {
      name: "passes over an older one on PATH",
      given: async () => {
        await world.install(world.bin, "3.253.9");
        await world.install(world.entry("3.259.0"), "3.259.0");
      },
      source: "cache",
      version: "3.259.0",
    },
    {
      name: "passes over one on PATH that has no Node.js host",
      given: async () => {
        await world.install(world.bin, "3.300.0", [
          "pulumi",
          "pulumi-resource-pulumi-nodejs",
        ]);
        await world.install(world.entry("3.259.0"), "3.259.0");
      },
      source: "cache",
      version: "3.259.0",
    },
    {
      name: "takes the newest in the cache that works",
      given: async () => {
        await world.install(world.entry("3.258.0"), "3.258.0");
        await world.install(world.entry("3.260.0"), "3.260.0");
        await world.install(world.entry("3.261.0"), "3.261.0", ["pulumi"]);
        await world.install(join(world.cache, "3.999.0-plan9-mips"), "3.999.0");
        await world.install(world.entry("3.100.0"), "3.100.0");
      },
      source: "cache",
      version: "3.260.0",
    },
    {
      name: "downloads before it builds",
      given: async () => {
        await world.install(join(world.folder, "official"), "3.270.0");
        await world.installer(`/bin/cp -R "$WORLD/official" "$1/bin"`);
        await world.go(MAKES_PULUMI);
      },
      source: "download",
      version: "3.270.0",
    },
    {
      name: "builds when nothing else works",
      given: () => world.go(MAKES_PULUMI),
      source: "build",
      version: "3.259.0",
    },
  ];
  for (const { name, given, source, version } of situations) {
    it(name, async () => {
      await given();
      const cli = await world.pulumiCli();
      const binDir = source === "path" ? world.bin : world.entry(version);
      assert.deepEqual(cli, { source, version, binDir });
      assert.equal(
        existsSync(join(binDir, "pulumi-resource-pulumi-nodejs")),
        true,
      );
    });
  }

  it("finds in the cache what it built before", async () => {
    await world.go(MAKES_PULUMI);
    const built = await world.pulumiCli();
    const cached = await world.pulumiCli();
    assert.deepEqual(cached, { ...built, source: "cache" });
    assert.equal(await world.builds(), 2);
  });

  it("puts a whole version in the place of a broken one", async () => {
    await world.install(world.entry("3.259.0"), "3.259.0", ["pulumi"]);
    await world.go(MAKES_PULUMI);
    assert.equal((await world.pulumiCli()).source, "build");
    assert.deepEqual(await world.cached(), [ENTRY]);
    assert.equal((await readdir(world.entry("3.259.0"))).length, 3);
  });

  describe("leaves nothing behind", () => {
    const failures: readonly [string, string][] = [
      ["a build that fails", "echo out of memory >&2; exit 1"],
      ["a build that makes nothing", "exit 0"],
      [
        "a build that makes something else",
        `printf '#!/bin/sh\\nexit 3\\n' > "$out"; /bin/chmod +x "$out"`,
      ],
      [
        "a build of an old version",
        `printf '#!/bin/sh\\necho v3.1.0\\n' > "$out"; /bin/chmod +x "$out"`,
      ],
    ];
    for (const [name, body] of failures) {
      it(name, async () => {
        await world.go(body);
        await assert.rejects(world.pulumiCli(), PulumiCliMissing);
        assert.deepEqual(await world.cached(), []);
      });
    }

    it("a download that stops half way", async () => {
      await world.installer(
        `/bin/mkdir "$1/bin"; echo x > "$1/bin/pulumi"; echo cut off >&2; exit 1`,
      );
      await assert.rejects(world.pulumiCli(), PulumiCliMissing);
      assert.deepEqual(await world.cached(), []);
    });

    it("a build that is aborted, with every program it started", async () => {
      await world.go(HANGS);
      const controller = new AbortController();
      const cli = world.pulumiCli({ signal: controller.signal });
      const reason = new Error("enough");
      void appearance(marks(world)).then(() => controller.abort(reason));
      await assert.rejects(cli, reason);
      assert.deepEqual(await world.cached(), []);
      assert.equal(await leavesMarks(world), false);
    });

    it("a build in a process that is told to end", async () => {
      await world.go(HANGS);
      const child = spawn(
        process.execPath,
        [
          "-r",
          "ts-node/register/transpile-only",
          join(__dirname, "fixtures", "getCli.ts"),
        ],
        {
          env: {
            ...world.env,
            TS_NODE_PROJECT: process.env["TS_NODE_PROJECT"],
          },
          stdio: "ignore",
        },
      );
      const ended = once(child, "exit");
      await appearance(marks(world));
      child.kill("SIGTERM");
      assert.deepEqual(await ended, [null, "SIGTERM"]);
      assert.deepEqual(await world.cached(), []);
      assert.equal(await leavesMarks(world), false);
    });

    it("a run that was killed, after the next one", async () => {
      await mkdir(join(world.cache, ".making-abc123", "bin"), {
        recursive: true,
      });
      await writeFile(
        join(world.cache, ".making-abc123", "bin", "pulumi"),
        "half",
      );
      const lock = join(world.cache, ".lock");
      await mkdir(lock);
      await utimes(lock, 0, 0);
      await world.go(MAKES_PULUMI);
      assert.equal((await world.pulumiCli()).source, "build");
      assert.deepEqual(await world.cached(), [ENTRY]);
    });
  });

  it("builds once for two at the same time, and the second says that it waits", async () => {
    await world.go(`/bin/sleep 0.2; ${MAKES_PULUMI}`);
    const both = await Promise.all([world.pulumiCli(), world.pulumiCli()]);
    assert.deepEqual(both.map(({ source }) => source).sort(), [
      "build",
      "cache",
    ]);
    assert.equal(await world.builds(), 2);
    const waits = world.lines.filter((line) =>
      line.startsWith("Waiting for another process"),
    );
    assert.equal(waits.length, 1);
  });

  it("stops waiting when it is told to", async () => {
    await world.go(HANGS);
    const first = new AbortController();
    const second = new AbortController();
    const building = world.pulumiCli({ signal: first.signal });
    await appearance(marks(world));
    const waiting = world.pulumiCli({ signal: second.signal });
    second.abort(new Error("no patience"));
    await assert.rejects(waiting, /no patience|aborted/);
    first.abort();
    await assert.rejects(building, { name: "AbortError" });
  });

  it("gives the build its own Go settings, and the user's for reaching modules", async () => {
    await world.go(`/usr/bin/env > "$WORLD/env"; ${MAKES_PULUMI}`);
    await world.pulumiCli({
      env: {
        ...world.env,
        GOPROXY: "https://go.example",
        GOFLAGS: "-mod=mod",
        GOOS: "plan9",
        GOTOOLCHAIN: "auto",
      },
    });
    const lines = readFileSync(join(world.folder, "env"), "utf8").split("\n");
    const settings = lines
      .filter((line) => /^(GO(?!TMPDIR)|CGO)/.test(line))
      .sort();
    assert.deepEqual(settings, [
      "CGO_ENABLED=0",
      "GO111MODULE=on",
      "GOFLAGS=-mod=readonly -buildvcs=false",
      "GOPROXY=https://go.example",
      "GOTOOLCHAIN=local",
      "GOWORK=off",
    ]);
  });

  it("says what it tried and what helps, when nothing works", async () => {
    await world.install(world.bin, "3.100.0");
    await world.go("echo first line >&2; echo out of memory >&2; exit 2");
    const error = await world.pulumiCli().catch((reason: Error) => reason);
    assert.ok(error instanceof PulumiCliMissing);
    assert.deepEqual(error.message.split("\n"), [
      "No usable Pulumi CLI (3.254.0 or a newer 3.x) could be had. These ways were tried:",
      `  1. on PATH: ${world.bin}/pulumi is version 3.100.0; 3.254.0 or a newer 3.x is needed`,
      `  2. in the cache: nothing usable in ${world.cache}`,
      "  3. official download: no network here (exit code 1)",
      "  4. build from Go modules: out of memory (exit code 2)",
      "       first line",
      "       out of memory",
      "Any one of these helps:",
      "  - install Pulumi (https://www.pulumi.com/docs/install) and put it on PATH;",
      "  - allow this machine to reach Pulumi's site, for the official download;",
      "  - install Go 1.26 or newer, put it on PATH, and allow it to download modules.",
    ]);
  });

  const goProblems: readonly [string, () => Promise<unknown>, RegExp][] = [
    [
      "Go is missing",
      async () => {},
      /4\. build from Go modules: PATH holds no `go`/,
    ],
    [
      "Go is too old",
      () => world.go("exit 1", "1.25.9"),
      /Go 1\.26 or newer is needed; .*go1\.25\.9/,
    ],
  ];
  for (const [name, given, text] of goProblems) {
    it(`says that ${name}`, async () => {
      await given();
      await assert.rejects(world.pulumiCli(), text);
      assert.equal(await world.builds(), 0);
    });
  }

  it("says when the cache cannot be written", async () => {
    await rm(world.cache, { recursive: true });
    await writeFile(world.cache, "a file in its place");
    await assert.rejects(
      world.pulumiCli(),
      /3\. official download: .*EEXIST[^]*4\. build from Go modules: .*EEXIST/,
    );
  });
});

async function appearance(file: string): Promise<void> {
  for (let count = 0; count < 500; count++) {
    if (existsSync(file)) return;
    await sleep(10);
  }
  throw new Error(`${file} did not appear in 5 s`);
}

const marks = (world: World) => join(world.folder, "marks");

/** Its number would not tell: a program that was ended keeps it until somebody asks how it ended. */
async function leavesMarks(world: World): Promise<boolean> {
  const before = readFileSync(marks(world)).length;
  await sleep(150);
  return readFileSync(marks(world)).length > before;
}
