import { SETTINGS, type Settings } from "pulumi-wix-simulator";

/** How Wix answers where nothing is documented: one setting away from the defaults, or several that work together. */
export type Variant = Partial<Settings>;

/** Lags that are longer than the first look, and than a restart. @unit milliseconds */
const LAGS = [2_000, 30_000];

/** Settings of the pace of the simulated account: they answer no open question. */
const PACE: ReadonlySet<string> = new Set([
  "keyLifeMs",
  "pendingMs",
  "cancelMs",
  "requestsPerMinute",
  "retryAfter",
  "latencyMs",
  "queryLagMs",
  "siteListLagMs",
]);

/** Every value of every setting that has a closed set of them, but for the defaults. */
const single = (): [string, Variant][] =>
  Object.entries(SETTINGS)
    .filter(([name]) => !PACE.has(name))
    .flatMap(([name, setting]) =>
      setting.values
        .split(", ")
        .map((text): unknown =>
          /^(?:true|false|\d+)$/.test(text)
            ? (JSON.parse(text) as unknown)
            : text,
        )
        .filter((value) => value !== setting.default)
        .map((value): [string, Variant] => [
          `${name} ${String(value)}`,
          { [name]: value },
        ]),
    );

const lags = (): [string, Variant][] =>
  LAGS.flatMap((ms): [string, Variant][] => [
    [`queryLagMs ${ms}`, { queryLagMs: ms }],
    [`siteListLagMs ${ms}`, { siteListLagMs: ms }],
  ]);

/** The answers that make each other worse. */
const TOGETHER: readonly [string, Variant][] = [
  [
    "keys ignored, query lags 2 s",
    { replay: "ignored", queryLagMs: 2_000, siteListLagMs: 2_000 },
  ],
  [
    "keys ignored, query lags 30 s",
    { replay: "ignored", queryLagMs: 30_000, siteListLagMs: 30_000 },
  ],
  [
    "refusals remembered, query lags 30 s",
    { rememberRefusals: true, queryLagMs: 30_000 },
  ],
  [
    "first answers for the partner, query lags 30 s",
    { replay: "first", keyScope: "partner", queryLagMs: 30_000 },
  ],
  [
    "nothing direct, nothing pending",
    {
      directMove: "refused",
      assignWhilePending: "refused",
      secondCancel: "refused",
      unassignFloating: "refused",
      assignRefusals: "bare",
    },
  ],
  ["services take a minute", { pendingMs: 60_000, cancelMs: 60_000 }],
  ["services settle at once", { pendingMs: 0, cancelMs: 0 }],
];

export const VARIANTS: Readonly<Record<string, Variant>> = {
  documented: {},
  ...Object.fromEntries([...single(), ...lags(), ...TOGETHER]),
};
