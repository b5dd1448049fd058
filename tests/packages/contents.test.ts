import {
  type Analysis,
  checkPackage,
  createPackageFromTarballData,
} from "@arethetypeswrong/core";
import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { ROOT } from "../support/layout";
import {
  filesIn,
  INSTALL_MS,
  packAll,
  PACKAGE_NAMES,
  type PackageName,
  temporaryFolder,
  WORKSPACES,
} from "./packed";

/** All that belongs into a package. */
const BELONGS =
  /^(?:LICENSE|README\.md|package\.json|bin\/pulumi-wix\.cjs|customer\.schema\.json|dist\/.*\.(?:js|d\.ts)(?:\.map)?|src\/.*\.(?:ts|md))$/;

describe("packages: what is inside", function () {
  this.timeout(INSTALL_MS);
  let folder: string;
  let tarballs: Readonly<Record<PackageName, string>>;

  before(async () => {
    folder = temporaryFolder();
    tarballs = await packAll(folder);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const name of PACKAGE_NAMES) {
    const workspace = join(ROOT, WORKSPACES[name]);

    it(`${name}: only what belongs there`, async () => {
      const files = await filesIn(tarballs[name]);
      assert.deepEqual(
        files.filter((path) => !BELONGS.test(path)),
        [],
      );
      for (const needed of ["LICENSE", "README.md", "package.json"])
        assert.ok(files.includes(needed), needed);
      // A map leads to a source that is there; what was compiled has one.
      for (const path of files.filter((one) => one.endsWith(".js.map"))) {
        const source = path.replace(/^dist/, "src").replace(/js\.map$/, "ts");
        assert.ok(files.includes(source), `${source}, of ${path}`);
      }
      for (const path of files.filter((one) => one.startsWith("dist/")))
        assert.ok(existsSync(join(workspace, path)));
    });

    it(`${name}: the licence of the project`, () => {
      assert.equal(
        readFileSync(join(workspace, "LICENSE"), "utf8"),
        readFileSync(join(ROOT, "LICENSE"), "utf8"),
      );
    });

    it(`${name}: publint has nothing to say`, async () => {
      const bytes = readFileSync(tarballs[name]);
      const { messages, pkg } = await publint({
        pack: { tarball: Uint8Array.from(bytes).buffer },
        strict: true,
      });
      assert.deepEqual(
        messages.map((one) => formatMessage(one, pkg)),
        [],
      );
    });

    it(`${name}: its types are found by every way of resolution`, async () => {
      const bytes = new Uint8Array(readFileSync(tarballs[name]));
      const checked = await checkPackage(createPackageFromTarballData(bytes));
      assert.deepEqual((checked as Analysis).problems, []);
    });
  }

  it("all have one version, and ask for each other's", () => {
    const read = (name: PackageName) =>
      JSON.parse(
        readFileSync(join(ROOT, WORKSPACES[name], "package.json"), "utf8"),
      ) as { version: string; dependencies: Record<string, string> };
    const { version } = read("pulumi-wix");
    assert.ok(
      readFileSync(join(ROOT, "CHANGELOG.md"), "utf8").includes(
        `## ${version}`,
      ),
    );
    for (const name of PACKAGE_NAMES) {
      const described = read(name);
      assert.equal(described.version, version);
      for (const other of PACKAGE_NAMES)
        assert.ok(
          [undefined, version].includes(described.dependencies[other]),
          `${name} asks for ${other} ${described.dependencies[other]}`,
        );
    }
  });
});
