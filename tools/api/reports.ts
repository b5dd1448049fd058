import {
  Extractor,
  ExtractorConfig,
  ExtractorLogLevel,
} from "@microsoft/api-extractor";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(__dirname, "../..");
const REPORTS = join(ROOT, "docs/api");

/** What a program or a test of somebody else imports: its declarations, by the name of the report. */
const ENTRIES = {
  "pulumi-wix": "sdk/dist/index.d.ts",
  "pulumi-wix.runtime": "sdk/dist/runtime.d.ts",
  "pulumi-wix-simulator": "simulator/dist/index.d.ts",
} as const;

/**
 * Brings the report of each public entry up to date, or only looks whether it is.
 *
 * @param write false: nothing is written into the project
 * @returns names of the reports that were stale
 */
export function apiReports({ write }: { readonly write: boolean }): string[] {
  const temporary = mkdtempSync(join(tmpdir(), "pulumi-wix-api-"));
  try {
    return Object.entries(ENTRIES)
      .filter(([name, entry]) => isStale(name, entry, temporary, write))
      .map(([name]) => name);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

function isStale(
  name: string,
  entry: string,
  temporary: string,
  write: boolean,
): boolean {
  const packageFolder = join(ROOT, entry.split("/")[0] ?? "");
  const quiet = { logLevel: ExtractorLogLevel.None };
  const config = ExtractorConfig.prepare({
    configObjectFullPath: undefined,
    packageJsonFullPath: join(packageFolder, "package.json"),
    configObject: {
      projectFolder: packageFolder,
      mainEntryPointFilePath: join(ROOT, entry),
      compiler: { tsconfigFilePath: join(packageFolder, "tsconfig.json") },
      apiReport: {
        enabled: true,
        reportFileName: `${name}.api.md`,
        reportFolder: REPORTS,
        reportTempFolder: temporary,
        // Docstrings have tests of their own; release tags are not used here.
        includeForgottenExports: true,
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        compilerMessageReporting: { default: quiet },
        extractorMessageReporting: { default: quiet },
        tsdocMessageReporting: { default: quiet },
      },
    },
  });
  const { apiReportChanged } = Extractor.invoke(config, {
    localBuild: write,
    messageCallback: (message) => {
      message.handled = true;
    },
  });
  return apiReportChanged;
}
