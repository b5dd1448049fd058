import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { demoSeed, loadSeed, startSimulator } from "pulumi-wix-simulator";
import { ACCOUNTS, NOBODY } from "./harness";

describe("simulator: seed files", () => {
  let folder: string;
  const file = async (text: string) => {
    const path = join(folder, "seed.json");
    await writeFile(path, text);
    return path;
  };
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "wix-seed-"));
  });
  after(() => rm(folder, { recursive: true }));

  it("are read", async () => {
    const path = await file(
      `\uFEFF${JSON.stringify({ ...demoSeed(), settings: { pendingMs: 5 } })}`,
    );
    const simulator = await startSimulator({ seed: await loadSeed(path) });
    assert.equal(simulator.world.settings().pendingMs, 5);
    await simulator.close();
  });

  it("are as the README shows one", async () => {
    const path = resolve(__dirname, "../../simulator/README.md");
    const example = /```json\n([\s\S]*?)```/.exec(await readFile(path, "utf8"));
    await loadSeed(await file(example?.[1] ?? ""));
  });

  const faults: [string, string, RegExp][] = [
    ["no JSON", "{", /seed\.json is not JSON/],
    ["no accounts", "{}", /accounts/],
    [
      "unknown owner",
      JSON.stringify({
        accounts: [{ id: ACCOUNTS.main }],
        sites: [{ id: NOBODY, ownerAccountId: ACCOUNTS.clinic }],
      }),
      /unknown account aaaaaaaa-0000-4000-8000-000000000011\n.*sites\[0\]\.ownerAccountId/,
    ],
    [
      "a misspelt name",
      JSON.stringify({ accounts: [{ id: ACCOUNTS.main, parent: NOBODY }] }),
      /"parent"\n.*accounts\[0\]/,
    ],
  ];
  for (const [name, text, expected] of faults) {
    it(`say what is wrong: ${name}`, async () => {
      const path = await file(text);
      await assert.rejects(loadSeed(path), (error: Error) => {
        assert.equal(error.name, "SeedFileError");
        assert.match(error.message, expected);
        return true;
      });
    });
  }

  it("say that a file is not there", async () => {
    await assert.rejects(
      loadSeed(join(folder, "nowhere.json")),
      /nowhere\.json cannot be read/,
    );
  });
});
