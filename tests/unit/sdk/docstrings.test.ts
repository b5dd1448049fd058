import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import type { Effect } from "../../../provider/src/resources/change";
import {
  PACKAGE_CHANGES,
  PRODUCT_CHANGES,
} from "../../../provider/src/resources/package/args";
import { ASSIGNMENT_CHANGES } from "../../../provider/src/resources/productInstanceAssignment/args";
import { SITE_TRANSFER_CHANGES } from "../../../provider/src/resources/siteTransfer/args";

/** The docstring of each member of an interface of the sdk. */
function docstrings(file: string, name: string): Record<string, string> {
  const path = join(__dirname, "../../../sdk/src", file);
  const source = ts.createSourceFile(
    path,
    readFileSync(path, "utf8"),
    ts.ScriptTarget.Latest,
    true,
  );
  const found = source.statements
    .filter(ts.isInterfaceDeclaration)
    .find((one) => one.name.text === name);
  assert.ok(found, `${file} has no interface ${name}`);
  return Object.fromEntries(
    found.members.map((member) => [
      member.name?.getText(source) ?? "",
      ts
        .getJSDocCommentsAndTags(member)
        .map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? "")
        .join(" "),
    ]),
  );
}

/** What the words of these docstrings promise. */
const PROMISES: Record<Effect, RegExp> = {
  replace:
    /\breplaces the (?:resource|assignment|package)\b|\bneeds? `allowCancel`/,
  update: /\bin place\b|\bmoves the instance\b|\btakes the instance off\b/,
  record: /\bonly recorded\b|\bdoes nothing\b/,
};

/** The sentences about a change of the argument. */
const aboutChange = (docstring: string): string =>
  docstring
    .split(/(?<=[.:]) (?=[A-Z`"])/)
    .filter((sentence) =>
      /\bchang(?:ing|ed)\b|\bsetting it\b|\badding one\b/i.test(sentence),
    )
    .join(" ");

const promised = (docstring: string): Effect[] =>
  (Object.keys(PROMISES) as Effect[]).filter((effect) =>
    PROMISES[effect].test(aboutChange(docstring)),
  );

// `status` is never written by a program.
const { status: _, ...PRODUCT_ARGUMENTS } = PRODUCT_CHANGES;

const INTERFACES: [
  file: string,
  name: string,
  changes: Record<string, Effect>,
][] = [
  ["package.ts", "PackageArgs", PACKAGE_CHANGES],
  ["package.ts", "ProductArgs", PRODUCT_ARGUMENTS],
  ["siteTransfer.ts", "SiteTransferArgs", SITE_TRANSFER_CHANGES],
  [
    "productInstanceAssignment.ts",
    "ProductInstanceAssignmentArgs",
    ASSIGNMENT_CHANGES,
  ],
];

describe("sdk: what a docstring says of a change is what it does", () => {
  for (const [file, name, changes] of INTERFACES) {
    describe(name, () => {
      const found = docstrings(file, name);

      it("has every argument, and no other", () => {
        assert.deepEqual(
          Object.keys(found).sort(),
          Object.keys(changes).sort(),
        );
      });

      for (const [argument, effect] of Object.entries(changes)) {
        it(`${argument}: ${effect}`, () => {
          const docstring = found[argument] ?? "";
          assert.deepEqual(promised(docstring), [effect], docstring);
        });
      }
    });
  }

  it("is read by its words: one that says nothing, or two things, promises neither", () => {
    assert.deepEqual(promised("The site. It must exist in place."), []);
    assert.deepEqual(
      promised("Changing it updates in place. Changing it is only recorded."),
      ["update", "record"],
    );
  });
});
