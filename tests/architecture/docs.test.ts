import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { PAGES } from "../../tools/docs/pages";

const root = resolve(__dirname, "../..");

describe("generated pages", () => {
  for (const [path, page] of Object.entries(PAGES)) {
    it(`${path} is what \`npm run docs\` writes`, async () => {
      assert.equal(readFileSync(join(root, path), "utf8"), await page());
    });
  }
});
