import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { PAGES } from "./pages";

const root = resolve(__dirname, "../..");

async function main(): Promise<void> {
  for (const [path, page] of Object.entries(PAGES)) {
    writeFileSync(join(root, path), await page());
    process.stdout.write(`${path}\n`);
  }
}

void main();
