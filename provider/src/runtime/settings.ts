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
  /** `provider`: an argument of an explicit `wix.Provider`, which wins over the environment. */
  readonly from: "environment" | "configuration" | "provider" | undefined;
}

/**
 * Keys of the configuration that an explicit `wix.Provider` hands to its process beside the settings: the names of the
 * settings that are arguments of its own, and the variable that holds its key.
 */
export const PROVIDER_KEYS = {
  own: "wix:providerArguments",
  apiKeyFromEnv: "wix:apiKeyFromEnv",
} as const;

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
  const own = new Set((config(PROVIDER_KEYS.own) ?? "").split(","));
  const find = (variable: string, name: string): Setting => {
    const key = `wix:${name}`;
    const ofVariable = trimmed(variables[variable]);
    const ofConfig = trimmed(config(key));
    if (own.has(name))
      return { variable, key, value: ofConfig, from: "provider" };
    const from =
      ofVariable !== undefined
        ? "environment"
        : ofConfig !== undefined
          ? "configuration"
          : undefined;
    return { variable, key, value: ofVariable ?? ofConfig, from };
  };
  const problems: string[] = [];
  const readOnly = isOn(variables.WIX_READ_ONLY);
  if (readOnly === undefined) {
    problems.push(
      `WIX_READ_ONLY must be 1 or true to refuse every write, 0 or false to allow them, got "${shown(variables.WIX_READ_ONLY)}"`,
    );
  }

  const named = trimmed(config(PROVIDER_KEYS.apiKeyFromEnv));
  const apiKey =
    named === undefined
      ? find("WIX_API_KEY", "apiKey")
      : fromEnvironment(named, variables);
  problems.push(...keyProblems(apiKey, readOnly === true));

  const account = find("WIX_ACCOUNT_ID", "accountId");
  problems.push(
    ...accountProblems(
      account,
      own.has("accountId") ? undefined : trimmed(config("wix:accountId")),
    ),
  );

  const baseUrl = find("WIX_API_BASE_URL", "apiBaseUrl");
  const url = parseUrl(baseUrl.value ?? DEFAULT_BASE_URL);
  problems.push(
    ...urlProblems(baseUrl, url, apiKey, trimmed(variables.WIX_API_BASE_URL)),
  );

  const rate = find("WIX_REQUESTS_PER_MINUTE", "requestsPerMinute");
  const requestsPerMinute = wholeNumber(
    rate,
    DEFAULT_REQUESTS_PER_MINUTE,
    100_000,
    problems,
  );
  const wait = find("WIX_WAIT_SECONDS", "waitSeconds");
  const waitSeconds = wholeNumber(wait, DEFAULT_WAIT_SECONDS, 86_400, problems);

  if (problems.length > 0 || account.value === undefined || url === undefined) {
    const key = new Secret(apiKey.value ?? "");
    return { problems: problems.map((problem) => key.redact(problem)) };
  }
  return {
    problems: [],
    settings: {
      apiKey: apiKey.value === undefined ? undefined : new Secret(apiKey.value),
      accountId: account.value.toLowerCase(),
      apiBaseUrl: url.href.replace(/\/+$/, ""),
      requestsPerMinute,
      waitSeconds,
      readOnly: readOnly === true,
    },
  };
}

/** The variable that the key is read from, if it comes from the environment. */
export const keyVariable = (config: ReadConfig): string =>
  trimmed(config(PROVIDER_KEYS.apiKeyFromEnv)) ?? "WIX_API_KEY";

/** The key of a `wix.Provider` that names its variable: read at run time, so that it can rotate. */
const fromEnvironment = (variable: string, variables: Variables): Setting => ({
  variable,
  key: "apiKeyFromEnv",
  value: trimmed(variables[variable]),
  from: "environment",
});

const trimmed = (value: string | undefined): string | undefined =>
  value?.trim() || undefined;
/** Undefined for anything but the words it knows: a safety switch that is misspelt is not off. */
function isOn(value: string | undefined): boolean | undefined {
  const word = trimmed(value)?.toLowerCase() ?? "0";
  if (["1", "true"].includes(word)) return true;
  return ["0", "false"].includes(word) ? false : undefined;
}

/** A value as a problem may show it: a key that was put in the wrong place does not show. Keys begin with `IST.`. */
const shown = (value: string | undefined): string =>
  value !== undefined && /IST\./i.test(value)
    ? "(something that looks like an API key)"
    : (value ?? "nothing");

const nameOf = ({ variable, key }: Setting): string =>
  `${variable} (or ${key} in the stack configuration)`;

function keyProblems(setting: Setting, readOnly: boolean): string[] {
  const { value } = setting;
  if (value === undefined) {
    if (setting.key === "apiKeyFromEnv") {
      return readOnly
        ? []
        : [
            `no API key: the variable ${setting.variable}, which the provider names as apiKeyFromEnv, is not set`,
          ];
    }
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
      `${from === "environment" ? variable : key} is no account id: expected 36 characters, hexadecimal and hyphenated, got "${shown(value)}"`,
    ];
  }
  if (
    configured !== undefined &&
    configured.toLowerCase() !== value.toLowerCase()
  ) {
    return [
      `${variable} says ${shown(value)} and ${key} says ${shown(configured)}: two accounts for one stack; unset one of them`,
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
  fromVariable: string | undefined,
): string[] {
  const name = setting.from === "environment" ? setting.variable : setting.key;
  if (!url) return [`${name} is no URL: "${shown(setting.value)}"`];
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
      `${name} must be https (http only to this machine), got ${shown(url.origin)}`,
    ];
  }
  const named = [DEFAULT_BASE_URL, fromVariable].map(
    (text) => parseUrl(text ?? "")?.host,
  );
  // Whoever can write the configuration of a stack could otherwise have the key sent to a host of theirs.
  if (
    apiKey.from === "environment" &&
    setting.from !== "environment" &&
    !isLoopback(url) &&
    !named.includes(url.host)
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
    `${name} must be a whole number from 1 to ${most}, got "${shown(setting.value)}"`,
  );
  return byDefault;
}
