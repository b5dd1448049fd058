import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join, sep } from "node:path";
import ts from "typescript";
import { ROOT } from "../support/layout";

const FIXTURES = join(__dirname, "fixtures");

/** Compilers as users have them. */
const WAYS: Readonly<Record<string, ts.CompilerOptions>> = {
  "the settings of this repository": {
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    module: ts.ModuleKind.NodeNext,
  },
  "plain strict": {
    strict: true,
    module: ts.ModuleKind.NodeNext,
  },
  "CommonJS with the old resolution, as `pulumi new` writes it": {
    strict: true,
    module: ts.ModuleKind.CommonJS,
    moduleResolution: ts.ModuleResolutionKind.Node10,
    ignoreDeprecations: "6.0",
  },
  "a bundler": {
    strict: true,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
  },
};

/** What the compiler says of the fixtures and of the declarations of our packages, as `file:line: message`. */
function faults(options: ts.CompilerOptions, files: readonly string[]) {
  const program = ts.createProgram(files, {
    target: ts.ScriptTarget.ES2022,
    noEmit: true,
    // Our declarations are checked too, and those of others passed over below.
    skipLibCheck: false,
    types: ["node"],
    ...options,
  });
  const ours = ["sdk", "provider", "simulator", "tests"].map(
    (folder) => join(ROOT, folder) + sep,
  );
  return ts
    .getPreEmitDiagnostics(program)
    .filter(
      ({ file }) =>
        file === undefined ||
        ours.some((folder) => file.fileName.startsWith(folder)),
    )
    .map(({ file, start = 0, messageText }) => {
      const line = file
        ? file.getLineAndCharacterOfPosition(start).line + 1
        : 0;
      return `${file?.fileName ?? ""}:${line}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
    });
}

describe("types", function () {
  this.timeout(120_000);
  const files = readdirSync(FIXTURES).map((name) => join(FIXTURES, name));

  for (const [name, options] of Object.entries(WAYS)) {
    it(`a wrong key does not compile, a right one does: ${name}`, () => {
      assert.deepEqual(faults(options, files), []);
    });
  }
});
