import { Guid } from "../wire";
import { Secret } from "../wix";

/** What the process runs with. */
export interface Settings {
  /** Undefined only in a run that may only read: a plain preview makes no request and needs none. */
  readonly apiKey: Secret | undefined;
  /** The partner's main account. */
  readonly accountId: string;
  readonly apiBaseUrl: string;
  readonly requestsPerMinute: number;
  /** @unit seconds */
  readonly waitSeconds: number;
  readonly readOnly: boolean;
}

export type Variables = Readonly<Record<string, string | undefined>>;

/** Reads a value of the stack configuration by its full key, such as `wix:apiKey`. */
export type ReadConfig = (key: string) => string | undefined;

/** Either the settings, or every reason why there are none. */
export type SettingsOrProblems =
  | { readonly settings: Settings; readonly problems: readonly [] }
  | { readonly settings?: undefined; readonly problems: readonly string[] };

const DEFAULT_BASE_URL = "https://www.wixapis.com";
/** The only number that Wix states, for apps. @source Rate Limits, dev.wix.com */
const DEFAULT_REQUESTS_PER_MINUTE = 200;
const DEFAULT_WAIT_SECONDS = 600;

interface Setting {
  readonly variable: string;
  readonly key: string;
  readonly value: string | undefined;
  readonly from: "environment" | "configuration" | undefined;
}

/**
 * Settings with the environment first: a rotated key must reach refresh and destroy, which replay the configuration of the
 * last `up`.
 *
 * @returns all problems at once, none of them with the key in it
 */
export function readSettings(
  config: ReadConfig,
  variables: Variables,
): SettingsOrProblems {
  const find = (variable: string, name: string): Setting => {
    const key = `wix:${name}`;
    const [ofVariable, ofConfig] = [
      trimmed(variables[variable]),
      trimmed(config(key)),
    ];
    const from =
      ofVariable !== undefined
        ? "environment"
        : ofConfig !== undefined
          ? "configuration"
          : undefined;
    return { variable, key, value: ofVariable ?? ofConfig, from };
  };
  const problems: string[] = [];
  const readOnly = isTrue(trimmed(variables.WIX_READ_ONLY));

  const apiKey = find("WIX_API_KEY", "apiKey");
  problems.push(...keyProblems(apiKey, readOnly));

  const account = find("WIX_ACCOUNT_ID", "accountId");
  problems.push(...accountProblems(account, trimmed(config("wix:accountId"))));

  const baseUrl = find("WIX_API_BASE_URL", "apiBaseUrl");
  const url = parseUrl(baseUrl.value ?? DEFAULT_BASE_URL);
  problems.push(...urlProblems(baseUrl, url, apiKey));

  const rate = find("WIX_REQUESTS_PER_MINUTE", "requestsPerMinute");
  const requestsPerMinute = wholeNumber(
    rate,
    DEFAULT_REQUESTS_PER_MINUTE,
    100_000,
    problems,
  );
  const wait = find("WIX_WAIT_SECONDS", "waitSeconds");
  const waitSeconds = wholeNumber(wait, DEFAULT_WAIT_SECONDS, 86_400, problems);

  if (problems.length > 0 || account.value === undefined || url === undefined)
    return { problems };
  return {
    problems: [],
    settings: {
      apiKey: apiKey.value === undefined ? undefined : new Secret(apiKey.value),
      accountId: account.value.toLowerCase(),
      apiBaseUrl: url.href.replace(/\/+$/, ""),
      requestsPerMinute,
      waitSeconds,
      readOnly,
    },
  };
}

const trimmed = (value: string | undefined): string | undefined =>
  value?.trim() || undefined;
const isTrue = (value: string | undefined): boolean =>
  value === "1" || value?.toLowerCase() === "true";

const nameOf = ({ variable, key }: Setting): string =>
  `${variable} (or ${key} in the stack configuration)`;

function keyProblems(setting: Setting, readOnly: boolean): string[] {
  const { value } = setting;
  if (value === undefined) {
    return readOnly
      ? []
      : [
          `no API key: set ${nameOf(setting)}; with pulumi config, set it by: pulumi config set --secret ${setting.key}`,
        ];
  }
  // A header cannot carry anything else, and the error of the HTTP client would print the key.
  return /^[\x21-\x7e]+$/.test(value)
    ? []
    : [
        `the API key in ${setting.from === "environment" ? setting.variable : setting.key} holds a space, a line break or a character that no key has`,
      ];
}

function accountProblems(
  setting: Setting,
  configured: string | undefined,
): string[] {
  const { value, variable, key, from } = setting;
  if (value === undefined) {
    return [
      `no main account: set ${nameOf(setting)} to the id of the partner's main account`,
    ];
  }
  if (!Guid.safeParse(value).success) {
    return [
      `${from === "environment" ? variable : key} is no account id: expected 36 characters, hexadecimal and hyphenated, got ${JSON.stringify(value)}`,
    ];
  }
  if (
    configured !== undefined &&
    configured.toLowerCase() !== value.toLowerCase()
  ) {
    return [
      `${variable} says ${value} and ${key} says ${configured}: two accounts for one stack; unset one of them`,
    ];
  }
  return [];
}

function parseUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

const isLoopback = ({ hostname }: URL): boolean =>
  hostname === "localhost" ||
  hostname === "[::1]" ||
  /^127(?:\.\d{1,3}){3}$/.test(hostname);

function urlProblems(
  setting: Setting,
  url: URL | undefined,
  apiKey: Setting,
): string[] {
  const name = setting.from === "environment" ? setting.variable : setting.key;
  if (!url) return [`${name} is no URL: ${JSON.stringify(setting.value)}`];
  if (
    url.username !== "" ||
    url.password !== "" ||
    url.search !== "" ||
    url.hash !== ""
  ) {
    return [
      `${name} must be a plain base URL, without user, query or fragment`,
    ];
  }
  if (
    url.protocol !== "https:" &&
    !(url.protocol === "http:" && isLoopback(url))
  ) {
    return [
      `${name} must be https (http only to this machine), got ${url.protocol}//${url.host}`,
    ];
  }
  const own = new URL(DEFAULT_BASE_URL).host;
  // Whoever can write the configuration of a stack could otherwise have the key sent to a host of theirs.
  if (
    apiKey.from === "environment" &&
    setting.from === "configuration" &&
    !isLoopback(url) &&
    url.host !== own
  ) {
    return [
      `the API key comes from the environment and ${setting.key} alone names the host ${url.host}: the key is not sent there; set ${setting.variable} as well if that is meant`,
    ];
  }
  return [];
}

function wholeNumber(
  setting: Setting,
  byDefault: number,
  most: number,
  problems: string[],
): number {
  if (setting.value === undefined) return byDefault;
  const number = Number(setting.value);
  if (Number.isInteger(number) && number >= 1 && number <= most) return number;
  const name = setting.from === "environment" ? setting.variable : setting.key;
  problems.push(
    `${name} must be a whole number from 1 to ${most}, got ${JSON.stringify(setting.value)}`,
  );
  return byDefault;
}
