import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eventually } from "../support/eventually";
import { STUB, URN } from "../support/host";
import { type HostStage, openHostStage } from "../support/hostStage";
import { bakery } from "../support/packageArgs";
import { CANARY_KEY } from "../support/providerProcess";

describe("host: a crash report of the provider process", function () {
  this.timeout(60_000);
  let stage: HostStage;
  let folder: string;

  beforeEach(async () => {
    stage = await openHostStage();
    folder = mkdtempSync(join(tmpdir(), "pulumi-wix-report-"));
  });
  afterEach(async () => {
    await stage.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const report = (): string | undefined => {
    const [file] = readdirSync(folder).filter((name) => name.endsWith(".json"));
    if (file === undefined) return undefined;
    const text = readFileSync(join(folder, file), "utf8");
    return text.trimEnd().endsWith("}") ? text : undefined;
  };

  for (const variable of ["WIX_API_KEY", "PARTNER_TWO_KEY"]) {
    it(`does not hold the key of ${variable}, though Node.js lists the environment in it`, async () => {
      const isOwn = variable !== "WIX_API_KEY";
      const host = await stage.host({
        variables: {
          WIX_API_KEY: undefined,
          [variable]: CANARY_KEY,
          NODE_OPTIONS: `--report-on-signal --report-directory=${folder}`,
        },
        config: isOwn ? { "wix:apiKeyFromEnv": variable } : {},
      });
      const { inputs } = await host.check({
        ...bakery,
        __urn: URN,
        __provider: STUB,
      });
      const made = await host.create({ ...inputs, __provider: STUB });
      assert.equal(stage.world.liveInstances()[0]?.packageId, made.id);
      host.signal("SIGUSR2");
      await eventually(() => report() !== undefined, "the report", 20_000);
      const text = report();
      assert.match(text ?? "", /"WIX_ACCOUNT_ID"/);
      assert.ok(!text?.includes(CANARY_KEY), "the key is in the report");
    });
  }
});
