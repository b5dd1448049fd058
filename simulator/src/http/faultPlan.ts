import { z } from "zod";

const milliseconds = z.int().min(0);

/** A misbehaviour of the network, of a gateway, or of Wix. */
export const Fault = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("status"),
    status: z.int().min(400).max(599),
    /** An application code; without one the body is as empty as Wix's 5xx bodies. */
    code: z.string().optional(),
    retryAfterSeconds: z.int().min(0).optional(),
    /** The body, verbatim; an empty text sends none. */
    body: z.string().optional(),
  }),
  /** The connection is reset; no byte is answered. */
  z.strictObject({ kind: z.literal("reset") }),
  /** The answer comes that much later. @unit milliseconds of real time */
  z.strictObject({ kind: z.literal("delay"), ms: milliseconds }),
  /** No answer ever comes, and the connection stays open. */
  z.strictObject({ kind: z.literal("hang") }),
  /** 200 with a body that is no JSON. */
  z.strictObject({ kind: z.literal("garbage") }),
  /** Half of the body: as a whole answer, or with the connection cut in the middle (`midStream`). */
  z.strictObject({
    kind: z.literal("truncated"),
    midStream: z.boolean().optional(),
  }),
  /** 200 with JSON that is not what the endpoint answers. */
  z.strictObject({ kind: z.literal("mismatch") }),
  z.strictObject({
    kind: z.literal("redirect"),
    location: z.string(),
    status: z
      .union([z.literal(301), z.literal(302), z.literal(307), z.literal(308)])
      .optional(),
  }),
  /** The body comes in small pieces. @unit milliseconds of real time between two of at most 32 pieces */
  z.strictObject({ kind: z.literal("trickle"), ms: milliseconds }),
]);
export type Fault = z.output<typeof Fault>;

export const FaultRule = z.strictObject({
  /** `METHOD /template/{id}` as in the list of routes, or `*`, which is the default. */
  route: z.string().optional(),
  /** The nth matching request from now on is the first to meet the fault. @default 1 */
  nth: z.int().min(1).optional(),
  /** How many matching requests in a row meet it. @default 1 */
  times: z.int().min(1).optional(),
  /** Before the request is carried out, or after: then only the answer is lost. @default "before" */
  when: z.enum(["before", "after"]).optional(),
  fault: Fault,
});
export type FaultRule = z.input<typeof FaultRule>;

export interface MetFault {
  readonly when: "before" | "after";
  readonly fault: Fault;
}

export interface FaultPlan {
  add(rules: readonly FaultRule[]): void;
  clear(): void;
  /** The rules that can still strike, with the number of requests that they have seen. */
  list(): readonly (FaultRule & { readonly seen: number })[];
  /** The fault that the next request of this route meets. Every rule counts the request; the first that is due strikes. */
  take(route: string): MetFault | undefined;
}

export function faultPlan(): FaultPlan {
  let rules: { readonly rule: FaultRule; seen: number }[] = [];
  const lastOf = ({ nth = 1, times = 1 }: FaultRule) => nth + times - 1;
  return {
    add: (added) => rules.push(...added.map((rule) => ({ rule, seen: 0 }))),
    clear: () => {
      rules = [];
    },
    list: () => rules.map(({ rule, seen }) => ({ ...rule, seen })),
    take: (route) => {
      let met: MetFault | undefined;
      for (const each of rules) {
        const { rule } = each;
        if ((rule.route ?? "*") !== "*" && rule.route !== route) continue;
        each.seen += 1;
        if (each.seen >= (rule.nth ?? 1))
          met ??= { when: rule.when ?? "before", fault: rule.fault };
      }
      rules = rules.filter(({ rule, seen }) => seen < lastOf(rule));
      return met;
    },
  };
}
