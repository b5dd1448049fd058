import assert from "node:assert/strict";
import {
  readSettings,
  type Settings,
  type Variables,
} from "../../../provider/src/runtime/settings";

const KEY = "IST.canary-7f3a9c2e51d84b06";
const MAIN = "aaaaaaaa-0000-4000-8000-000000000001";

type Config = Readonly<Record<string, string>>;

/** Enough to run, by the environment. */
const enough = { WIX_API_KEY: KEY, WIX_ACCOUNT_ID: MAIN };

const read = (variables: Variables, config: Config = {}) =>
  readSettings((key) => config[key], variables);

const settingsOf = (variables: Variables, config?: Config): Settings => {
  const { settings, problems } = read(variables, config);
  assert.deepEqual(problems, []);
  assert.ok(settings);
  return settings;
};

const problemOf = (variables: Variables, config?: Config): string => {
  const { settings, problems } = read(variables, config);
  assert.equal(settings, undefined);
  assert.equal(problems.length, 1, problems.join("\n"));
  return problems[0] ?? "";
};

/** Each setting with a value in the environment, another in the configuration, and what comes out of both. */
const SETTINGS: {
  readonly variable: string;
  readonly key: string;
  readonly values: readonly [environment: string, configuration: string];
  readonly of: (settings: Settings) => unknown;
  readonly reads: readonly [environment: unknown, configuration: unknown];
  readonly byDefault?: unknown;
}[] = [
  {
    variable: "WIX_API_KEY",
    key: "wix:apiKey",
    values: ["IST.of-the-environment", "IST.of-the-configuration"],
    of: ({ apiKey }) => apiKey?.reveal(),
    reads: ["IST.of-the-environment", "IST.of-the-configuration"],
  },
  {
    variable: "WIX_API_BASE_URL",
    key: "wix:apiBaseUrl",
    values: ["http://localhost:1/", "http://localhost:2"],
    of: ({ apiBaseUrl }) => apiBaseUrl,
    reads: ["http://localhost:1", "http://localhost:2"],
    byDefault: "https://www.wixapis.com",
  },
  {
    variable: "WIX_REQUESTS_PER_MINUTE",
    key: "wix:requestsPerMinute",
    values: ["17", "23"],
    of: ({ requestsPerMinute }) => requestsPerMinute,
    reads: [17, 23],
    byDefault: 200,
  },
  {
    variable: "WIX_WAIT_SECONDS",
    key: "wix:waitSeconds",
    values: ["17", "23"],
    of: ({ waitSeconds }) => waitSeconds,
    reads: [17, 23],
    byDefault: 600,
  },
];

describe("runtime/settings: where values come from", () => {
  for (const { variable, key, values, of, reads, byDefault } of SETTINGS) {
    const [environment, configuration] = values;
    it(`${variable} comes before ${key}`, () => {
      const both = { ...enough, [variable]: environment };
      assert.equal(of(settingsOf(both, { [key]: configuration })), reads[0]);
      assert.equal(of(settingsOf(both)), reads[0]);
    });

    it(`${key} counts where ${variable} is missing or blank`, () => {
      for (const blank of [undefined, "", "  \n"]) {
        const without = { ...enough, [variable]: blank };
        assert.equal(
          of(settingsOf(without, { [key]: configuration })),
          reads[1],
        );
      }
    });

    it(`${variable} may have space around it`, () => {
      const spaced = { ...enough, [variable]: ` ${environment}\n` };
      assert.equal(of(settingsOf(spaced)), reads[0]);
    });

    if (byDefault !== undefined) {
      it(`without ${variable} and ${key} it is ${JSON.stringify(byDefault)}`, () => {
        assert.equal(of(settingsOf(enough)), byDefault);
        assert.equal(of(settingsOf(enough, { [key]: " " })), byDefault);
      });
    }
  }

  it("the account may come from either, and from both when they agree", () => {
    const key = { WIX_API_KEY: KEY };
    const config = { "wix:accountId": MAIN };
    assert.equal(settingsOf(enough).accountId, MAIN);
    assert.equal(settingsOf(key, config).accountId, MAIN);
    assert.equal(
      settingsOf({ ...enough, WIX_ACCOUNT_ID: MAIN.toUpperCase() }, config)
        .accountId,
      MAIN,
    );
  });

  it("the key does not print", () => {
    assert.ok(!JSON.stringify(settingsOf(enough)).includes(KEY));
  });
});

describe("runtime/settings: WIX_READ_ONLY", () => {
  const rows: [value: string | undefined, readOnly: boolean][] = [
    [undefined, false],
    ["", false],
    ["0", false],
    ["false", false],
    ["FALSE", false],
    ["1", true],
    ["true", true],
    ["TRUE", true],
    [" 1 ", true],
  ];
  for (const [value, readOnly] of rows) {
    it(`${JSON.stringify(value)} is ${readOnly}`, () => {
      assert.equal(
        settingsOf({ ...enough, WIX_READ_ONLY: value }).readOnly,
        readOnly,
      );
    });
  }

  it("a word that it does not know is a problem, not a licence to write", () => {
    for (const word of ["yes", "on", "ture"])
      assert.match(
        problemOf({ ...enough, WIX_READ_ONLY: word }),
        /WIX_READ_ONLY/,
        word,
      );
  });

  it("needs no key", () => {
    const { apiKey } = settingsOf({ WIX_ACCOUNT_ID: MAIN, WIX_READ_ONLY: "1" });
    assert.equal(apiKey, undefined);
  });

  it("is no setting of a stack, which could forget to take it back", () => {
    assert.equal(settingsOf(enough, { "wix:readOnly": "1" }).readOnly, false);
  });
});

describe("runtime/settings: where the key may go", () => {
  const LOOPBACK = [
    "http://localhost",
    "http://localhost:8080",
    "http://127.0.0.1:1",
    "http://127.9.8.7",
    "http://[::1]:3000",
    "http://127.1",
    "https://localhost",
  ];
  const ELSEWHERE = [
    "http://localhost.evil.test",
    "http://127.0.0.1.evil.test",
    "http://128.0.0.1",
    "http://0.0.0.0",
    "http://[::2]",
    "http://10.0.0.1",
  ];
  for (const url of LOOPBACK) {
    it(`${url} is this machine, whoever names it`, () => {
      settingsOf({ ...enough, WIX_API_BASE_URL: url });
      settingsOf(enough, { "wix:apiBaseUrl": url });
    });
  }
  for (const url of ELSEWHERE) {
    it(`${url} is not`, () => {
      assert.match(
        problemOf({ ...enough, WIX_API_BASE_URL: url }),
        /must be https/,
      );
    });
  }

  it("a foreign host is fine where key and host come from the same hand", () => {
    const host = "https://proxy.test/wix";
    const account = { WIX_ACCOUNT_ID: MAIN };
    settingsOf({ ...enough, WIX_API_BASE_URL: host });
    settingsOf(
      { ...enough, WIX_API_BASE_URL: host },
      { "wix:apiBaseUrl": "https://evil.test" },
    );
    settingsOf(account, { "wix:apiKey": KEY, "wix:apiBaseUrl": host });
    settingsOf({ ...account, WIX_API_BASE_URL: host }, { "wix:apiKey": KEY });
  });

  it("Wix's own host is fine in the configuration", () => {
    settingsOf(enough, { "wix:apiBaseUrl": "https://www.wixapis.com/" });
    settingsOf(enough, { "wix:apiBaseUrl": "https://WWW.WIXAPIS.COM:443" });
  });

  const bases: [given: string, base: string][] = [
    ["https://www.wixapis.com/", "https://www.wixapis.com"],
    ["https://www.wixapis.com///", "https://www.wixapis.com"],
    ["https://WWW.wixapis.com", "https://www.wixapis.com"],
    ["https://proxy.test/wix/", "https://proxy.test/wix"],
    ["https://proxy.test/a/../wix", "https://proxy.test/wix"],
  ];
  for (const [given, base] of bases) {
    it(`${given} is used as ${base}`, () => {
      assert.equal(
        settingsOf({ ...enough, WIX_API_BASE_URL: given }).apiBaseUrl,
        base,
      );
    });
  }
});
