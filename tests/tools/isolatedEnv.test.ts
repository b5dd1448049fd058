import assert from "node:assert/strict";

import { isolatedEnv } from "../../tools/pulumi-cli/isolatedEnv";

describe("isolatedEnv", () => {
  it("names everything a run needs, and lets no Pulumi variable of the caller through", () => {
    const base = {
      PATH: "/usr/bin:/bin",
      HOME: "/home/me",
      PULUMI_STACK: "prod",
      PULUMI_ACCESS_TOKEN: "pul-1",
    };
    const env = isolatedEnv({
      binDir: "/cli",
      home: "/tmp/home",
      backendDir: "/tmp/a b",
      passphrase: "p",
      base,
    });
    assert.deepEqual(env, {
      HOME: "/home/me",
      NO_COLOR: "1",
      PATH: "/cli:/usr/bin:/bin",
      PULUMI_BACKEND_URL: "file:///tmp/a%20b",
      PULUMI_CONFIG_PASSPHRASE: "p",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS: "true",
      PULUMI_HOME: "/tmp/home",
      PULUMI_SKIP_UPDATE_CHECK: "true",
    });
  });

  it("leaves the caller's environment as it was", () => {
    const before = { ...process.env };
    isolatedEnv({
      binDir: "/cli",
      home: "/h",
      backendDir: "/b",
      passphrase: "p",
    });
    assert.deepEqual({ ...process.env }, before);
  });
});
