import { z } from "zod";

interface Setting<S extends z.ZodType> {
  readonly schema: S;
  readonly default: z.output<S>;
  /** All values, or the unit, in words. */
  readonly values: string;
}

const choice = <const V extends readonly (string | number)[]>(
  preset: V[number],
  values: V,
): Setting<z.ZodType<V[number]>> => ({
  schema: z.literal(values as readonly (string | number)[]),
  default: preset,
  values: values.join(", "),
});
const toggle = (preset: boolean): Setting<z.ZodBoolean> => ({
  schema: z.boolean(),
  default: preset,
  values: "true, false",
});
const whole = (preset: number, values = "milliseconds"): Setting<z.ZodInt> => ({
  schema: z.int().min(0),
  default: preset,
  values,
});

/**
 * What Wix leaves undocumented, each with all its answers, and the pace of the simulated account.
 *
 * The defaults follow the documentation where it gives a hint and are a guess elsewhere: none of them says what Wix does.
 */
export const SETTINGS = {
  /**
   * What a repeated idempotency key answers: the `first` answer verbatim; the `current` state of the package; nothing special, the
   * key is `ignored`; or `refuse-other-body`: 409 for another request, the first answer for the same one.
   */
  replay: choice("first", ["first", "current", "ignored", "refuse-other-body"]),
  /** Within what an idempotency key is remembered: one account, the whole partner, or one account and endpoint. */
  keyScope: choice("account", ["account", "partner", "endpoint"]),
  /** Whether a refusal by a business rule is remembered for its key and answered again. */
  rememberRefusals: toggle(false),
  /** How long an idempotency key is remembered. @unit milliseconds */
  keyLifeMs: whole(86_400_000),
  /** Cancelling what is cancelled, being cancelled or failed: 200 without effect, or 428 `INCOMPATIBLE_PRODUCT_INSTANCE_STATUS`. */
  secondCancel: choice("ok", ["ok", "refused"]),
  /** Query Packages shows the world as it was that long ago; Get is always current. @unit milliseconds */
  queryLagMs: whole(0),
  /**
   * Assigning an instance that sits on another site: it moves; or 428 and it stays (unassign it first); or 428 and it has left the
   * old site (Wix documents that a failed move may end so).
   */
  directMove: choice("ok", ["ok", "refused", "leaves-floating"]),
  /** Assign and unassign of a `PENDING` instance; refused with 428 `INCOMPATIBLE_PRODUCT_INSTANCE_STATUS`. */
  assignWhilePending: choice("ok", ["ok", "refused"]),
  /**
   * Whether assign says no with the codes that are documented for create, or with a bare 428 (Wix lists no errors for assign).
   */
  assignRefusals: choice("named", ["named", "bare"]),
  /** An external id with a slash in the path of its update, percent-encoded: taken, or 404 as many gateways answer. */
  encodedSlash: choice("ok", ["ok", "refused"]),
  /** Adjust from `RECURRING` to `ONE_TIME` or back; refused with 428 `INVALID_BILLING_CYCLE`. */
  typeSwitchByAdjust: choice("ok", ["ok", "refused"]),
  /** Adjust of a `PENDING` instance; refused with 428 `INCOMPATIBLE_PRODUCT_INSTANCE_STATUS`. */
  adjustWhilePending: choice("refused", ["refused", "ok"]),
  /** Whether `productInstances` keeps the order of the `products` that were asked for. */
  productOrder: choice("kept", ["kept", "shuffled"]),
  /** An unknown package, or one of another account than the header's: 404 `PACKAGE_NOT_FOUND`, or 403. */
  unknownGet: choice(404, [404, 403]),
  /** Unassign of an instance that is on no site: 200 without effect, or 428 `MISSING_SITE_ID`. */
  unassignFloating: choice("refused", ["ok", "refused"]),
  /** Whether a reference instance can be used again after the instance that used it was cancelled or failed. */
  referenceReusable: toggle(false),
  /** Whether `countryCode`, `discountCode` and `referenceProductInstanceId` are given back in answers. */
  writeOnceEchoed: toggle(true),
  /** From a write to its settled state (`PENDING` to `ENABLED`). @unit milliseconds */
  pendingMs: whole(300),
  /** From a cancel to `CANCELED`. @unit milliseconds */
  cancelMs: whole(300),
  /** Requests that one API key may send in any 60 seconds; 0: no limit. What is over gets 429 and does not count. */
  requestsPerMinute: whole(0, "a number, 0: no limit"),
  /** Whether a 429 of the limit carries `Retry-After`. */
  retryAfter: toggle(false),
  /** Wait before each request is handled. @unit milliseconds of real time */
  latencyMs: whole(0),
  /** Query Sites and Count Sites show the world as it was that long ago. @unit milliseconds */
  siteListLagMs: whole(0),
  /** Whether Query Sites with the main account in the header also shows the sites of its sub-accounts. */
  parentSeesSubAccountSites: toggle(false),
  /** Whether unassigning the paid services of a site, without cancelling them, makes it transferable. */
  unassignFreesSite: toggle(false),
} as const;

export type Settings = {
  readonly [K in keyof typeof SETTINGS]: z.output<
    (typeof SETTINGS)[K]["schema"]
  >;
};

const NAMES = Object.keys(SETTINGS) as (keyof Settings)[];

/** A change of settings, as the control API takes it. */
export const SettingsPatch = z.strictObject(
  Object.fromEntries(
    NAMES.map((name) => [name, SETTINGS[name].schema.optional()]),
  ),
) as unknown as z.ZodType<Partial<Settings>>;

export const DEFAULT_SETTINGS = Object.fromEntries(
  NAMES.map((name) => [name, SETTINGS[name].default]),
) as unknown as Settings;
