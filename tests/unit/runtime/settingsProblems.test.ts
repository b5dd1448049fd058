import assert from "node:assert/strict";
import {
  readSettings,
  type Variables,
} from "../../../provider/src/runtime/settings";

const KEY = "IST.canary-7f3a9c2e51d84b06";
const MAIN = "aaaaaaaa-0000-4000-8000-000000000001";
const OTHER = "aaaaaaaa-0000-4000-8000-000000000002";

type Config = Readonly<Record<string, string>>;

/** Enough to run, by the environment. */
const enough = { WIX_API_KEY: KEY, WIX_ACCOUNT_ID: MAIN };

const read = (variables: Variables, config: Config = {}) =>
  readSettings((key) => config[key], variables);

const fine = (variables: Variables, config?: Config): void =>
  assert.deepEqual(read(variables, config).problems, []);

const problemOf = (variables: Variables, config?: Config): string => {
  const { settings, problems } = read(variables, config);
  assert.equal(settings, undefined);
  assert.equal(problems.length, 1, problems.join("\n"));
  return problems[0] ?? "";
};

describe("runtime/settings: problems", () => {
  const rows: [
    it: string,
    text: RegExp,
    variables: Variables,
    config?: Config,
  ][] = [
    [
      "no key",
      /^no API key: set WIX_API_KEY \(or wix:apiKey in the stack configuration\).*pulumi config set --secret wix:apiKey$/,
      { WIX_ACCOUNT_ID: MAIN },
    ],
    [
      "a key with a space",
      /^the API key in WIX_API_KEY holds a space, a line break/,
      { ...enough, WIX_API_KEY: `${KEY} x` },
    ],
    [
      "a key with a line break",
      /^the API key in WIX_API_KEY holds/,
      { ...enough, WIX_API_KEY: `${KEY}\n${KEY}` },
    ],
    [
      "a key with another alphabet",
      /^the API key in WIX_API_KEY holds/,
      { ...enough, WIX_API_KEY: `${KEY}ü` },
    ],
    [
      "such a key of the configuration",
      /^the API key in wix:apiKey holds/,
      { WIX_ACCOUNT_ID: MAIN },
      { "wix:apiKey": `${KEY}\u0000x` },
    ],
    [
      "no account",
      /^no main account: set WIX_ACCOUNT_ID \(or wix:accountId in the stack configuration\)/,
      { WIX_API_KEY: KEY },
    ],
    [
      "an account that is none",
      /^WIX_ACCOUNT_ID is no account id: expected 36 characters.*got "bakery"$/,
      { ...enough, WIX_ACCOUNT_ID: "bakery" },
    ],
    [
      "such an account of the configuration",
      /^wix:accountId is no account id/,
      { WIX_API_KEY: KEY },
      { "wix:accountId": "bakery" },
    ],
    [
      "two accounts",
      new RegExp(
        `^WIX_ACCOUNT_ID says ${MAIN} and wix:accountId says ${OTHER}: two accounts`,
      ),
      enough,
      { "wix:accountId": OTHER },
    ],
    [
      "no URL",
      /^WIX_API_BASE_URL is no URL: "wixapis"$/,
      { ...enough, WIX_API_BASE_URL: "wixapis" },
    ],
    [
      "no URL of the configuration",
      /^wix:apiBaseUrl is no URL/,
      enough,
      { "wix:apiBaseUrl": "//x" },
    ],
    [
      "a URL with a user",
      /^WIX_API_BASE_URL must be a plain base URL/,
      { ...enough, WIX_API_BASE_URL: "https://me:pass@www.wixapis.com" },
    ],
    [
      "a URL with a query",
      /must be a plain base URL/,
      { ...enough, WIX_API_BASE_URL: "https://www.wixapis.com/?a=b" },
    ],
    [
      "a URL with a fragment",
      /must be a plain base URL/,
      { ...enough, WIX_API_BASE_URL: "https://www.wixapis.com/#a" },
    ],
    [
      "http to elsewhere",
      /^WIX_API_BASE_URL must be https \(http only to this machine\), got http:\/\/www\.wixapis\.com$/,
      { ...enough, WIX_API_BASE_URL: "http://www.wixapis.com" },
    ],
    [
      "a scheme that is no http",
      /must be https/,
      { ...enough, WIX_API_BASE_URL: "ftp://localhost/x" },
    ],
    [
      "a foreign host that the configuration alone names",
      /^the API key comes from the environment and wix:apiBaseUrl alone names the host evil\.test: the key is not sent there; set WIX_API_BASE_URL as well/,
      enough,
      { "wix:apiBaseUrl": "https://evil.test" },
    ],
    [
      "Wix's host on another port",
      /alone names the host www\.wixapis\.com:8443/,
      enough,
      { "wix:apiBaseUrl": "https://www.wixapis.com:8443" },
    ],
    [
      "a host that only begins like Wix's",
      /alone names the host www\.wixapis\.com\.evil\.test/,
      enough,
      { "wix:apiBaseUrl": "https://www.wixapis.com.evil.test" },
    ],
  ];
  for (const [name, text, variables, config] of rows) {
    it(name, () => assert.match(problemOf(variables, config), text));
  }

  const numbers = [
    ["WIX_REQUESTS_PER_MINUTE", "wix:requestsPerMinute", 100_000],
    ["WIX_WAIT_SECONDS", "wix:waitSeconds", 86_400],
  ] as const;
  for (const [variable, key, most] of numbers) {
    it(`${variable} is a whole number from 1 to ${most}`, () => {
      for (const value of [
        "0",
        "-1",
        "1.5",
        "many",
        "12s",
        "NaN",
        "Infinity",
        String(most + 1),
      ]) {
        const wanted = `must be a whole number from 1 to ${most}, got ${JSON.stringify(value)}`;
        assert.equal(
          problemOf({ ...enough, [variable]: value }),
          `${variable} ${wanted}`,
        );
        assert.equal(problemOf(enough, { [key]: value }), `${key} ${wanted}`);
      }
      for (const value of ["1", String(most)])
        fine({ ...enough, [variable]: value });
    });
  }

  it("come all at once", () => {
    const { problems } = read({
      WIX_API_KEY: "a b",
      WIX_ACCOUNT_ID: "bakery",
      WIX_API_BASE_URL: "http://wix.test",
      WIX_REQUESTS_PER_MINUTE: "0",
      WIX_WAIT_SECONDS: "x",
    });
    assert.deepEqual(
      problems.map((text) => /WIX_\w+/.exec(text)?.[0]),
      [
        "WIX_API_KEY",
        "WIX_ACCOUNT_ID",
        "WIX_API_BASE_URL",
        "WIX_REQUESTS_PER_MINUTE",
        "WIX_WAIT_SECONDS",
      ],
    );
    assert.equal(read({}).problems.length, 2);
  });

  it("never hold the key, also when it is in the wrong place as well", () => {
    const names = [
      ["WIX_API_KEY", "wix:apiKey"],
      ["WIX_ACCOUNT_ID", "wix:accountId"],
      ["WIX_API_BASE_URL", "wix:apiBaseUrl"],
      ["WIX_REQUESTS_PER_MINUTE", "wix:requestsPerMinute"],
      ["WIX_WAIT_SECONDS", "wix:waitSeconds"],
    ] as const;
    for (const [variable, key] of names) {
      for (const value of [
        KEY,
        `https://${KEY}@wix.test`,
        `http://wix.test/${KEY}`,
        `x ${KEY}`,
      ]) {
        for (const given of [
          read({ ...enough, [variable]: value }),
          read(enough, { [key]: value }),
          read(
            { WIX_ACCOUNT_ID: MAIN, [variable]: value },
            { "wix:apiKey": KEY },
          ),
        ]) {
          for (const text of given.problems)
            assert.ok(!text.includes("canary"), text);
        }
      }
    }
  });

  it("do not hold a key that is in the place of the account only", () => {
    const { problems } = read({ WIX_API_KEY: MAIN, WIX_ACCOUNT_ID: KEY });
    assert.equal(problems.length, 1);
    assert.match(problems[0] ?? "", /^WIX_ACCOUNT_ID is no account id/);
    assert.doesNotMatch(problems[0] ?? "", /canary/);
  });
});
