import assert from "node:assert/strict";

import { cacheFolder } from "../../tools/pulumi-cli/cacheFolder";

describe("cacheFolder", () => {
  const cases: readonly [NodeJS.ProcessEnv, string][] = [
    [{ HOME: "/me" }, "/me/.cache/pulumi-wix/pulumi"],
    [{ HOME: "/me", XDG_CACHE_HOME: "/xdg" }, "/xdg/pulumi-wix/pulumi"],
    [
      { HOME: "/me", XDG_CACHE_HOME: "relative" },
      "/me/.cache/pulumi-wix/pulumi",
    ],
    [
      { HOME: "/me", XDG_CACHE_HOME: "/xdg", PULUMI_WIX_CACHE: "/own" },
      "/own/pulumi",
    ],
    [{ HOME: "/me", PULUMI_WIX_CACHE: "" }, "/me/.cache/pulumi-wix/pulumi"],
  ];
  for (const [env, folder] of cases) {
    it(JSON.stringify(env), () => assert.equal(cacheFolder(env), folder));
  }
});
