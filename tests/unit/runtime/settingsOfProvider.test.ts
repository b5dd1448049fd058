import assert from "node:assert/strict";
import {
  PROVIDER_KEYS,
  readSettings,
  type Variables,
} from "../../../provider/src/runtime/settings";

const KEY = "IST.canary-of-the-provider";
const OTHER_KEY = "IST.canary-of-the-environment";
const MAIN = "aaaaaaaa-0000-4000-8000-000000000001";
const OTHER = "aaaaaaaa-0000-4000-8000-000000000002";

/** What the process of an explicit `wix.Provider` with these arguments reads. */
const read = (args: Readonly<Record<string, string>>, variables: Variables) => {
  const { apiKeyFromEnv, ...own } = args;
  const config: Record<string, string | undefined> = {
    ...Object.fromEntries(
      Object.entries(own).map(([name, value]) => [`wix:${name}`, value]),
    ),
    [PROVIDER_KEYS.own]: Object.keys(own).join(","),
    [PROVIDER_KEYS.apiKeyFromEnv]: apiKeyFromEnv,
  };
  const { settings, problems } = readSettings((key) => config[key], variables);
  return {
    problems,
    settings: settings && {
      ...settings,
      apiKey: settings.apiKey?.reveal(),
    },
  };
};
const environment = { WIX_API_KEY: OTHER_KEY, WIX_ACCOUNT_ID: OTHER };

describe("runtime/settings: an explicit provider", () => {
  const wins: [
    argument: string,
    variable: string,
    values: readonly [own: string, environment: string],
    found: unknown,
  ][] = [
    ["apiKey", "WIX_API_KEY", [KEY, OTHER_KEY], KEY],
    ["accountId", "WIX_ACCOUNT_ID", [MAIN, OTHER], MAIN],
    [
      "apiBaseUrl",
      "WIX_API_BASE_URL",
      ["http://localhost:1", "http://localhost:2"],
      "http://localhost:1",
    ],
    ["requestsPerMinute", "WIX_REQUESTS_PER_MINUTE", ["17", "23"], 17],
    ["waitSeconds", "WIX_WAIT_SECONDS", ["17", "23"], 17],
  ];
  for (const [argument, variable, [own, other], found] of wins) {
    it(`its ${argument} comes before ${variable}`, () => {
      const variables = { ...environment, [variable]: other };
      const { settings, problems } = read({ [argument]: own }, variables);
      assert.deepEqual(problems, []);
      assert.equal(settings?.[argument as keyof typeof settings], found);
    });
  }

  it("what it does not say comes from the environment", () => {
    const { settings } = read({ waitSeconds: "17" }, environment);
    assert.equal(settings?.apiKey, OTHER_KEY);
    assert.equal(settings.accountId, OTHER);
  });

  it("apiKeyFromEnv names the variable, which is read when it runs", () => {
    const variables = { ...environment, BAKERY_KEY: ` ${KEY} ` };
    const { settings } = read({ apiKeyFromEnv: "BAKERY_KEY" }, variables);
    assert.equal(settings?.apiKey, KEY);
  });

  it("a variable that is not set is a problem, and no other key takes its place", () => {
    for (const value of [undefined, "", " "]) {
      const variables = { ...environment, BAKERY_KEY: value };
      const args = { apiKeyFromEnv: "BAKERY_KEY" };
      const { settings, problems } = read(args, variables);
      assert.equal(settings, undefined);
      assert.equal(problems.length, 1);
      assert.match(problems[0] ?? "", /BAKERY_KEY.*apiKeyFromEnv, is not set/);
      const readOnly = read(args, { ...variables, WIX_READ_ONLY: "1" });
      assert.deepEqual(readOnly.problems, []);
      assert.equal(readOnly.settings?.apiKey, undefined);
    }
  });

  it("a key of the environment does not go to a foreign host that only its arguments name", () => {
    const host = { apiBaseUrl: "https://evil.test" };
    const { settings, problems } = read(host, environment);
    assert.equal(settings, undefined);
    assert.match(problems.join(), /evil\.test: the key is not sent there/);
    const named = read(
      { ...host, apiKeyFromEnv: "BAKERY_KEY" },
      { ...environment, BAKERY_KEY: KEY },
    );
    assert.match(named.problems.join(), /evil\.test: the key is not sent/);
  });

  it("a key and a host of its own belong together", () => {
    const own = { apiKey: KEY, apiBaseUrl: "https://proxy.test" };
    const { settings, problems } = read(own, environment);
    assert.deepEqual(problems, []);
    assert.equal(settings?.apiBaseUrl, "https://proxy.test");
  });

  it("WIX_READ_ONLY counts for it too", () => {
    const variables = { ...environment, WIX_READ_ONLY: "1" };
    assert.equal(read({ apiKey: KEY }, variables).settings?.readOnly, true);
  });
});
