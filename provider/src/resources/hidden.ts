import { z } from "zod";
import { type Bag, same, visible } from "./bag";
import type { Difference } from "./change";
import type { Env } from "./handler";

/** The longest a verb may wait, from the resource option `customTimeouts`. @unit seconds */
export const Timeouts = z.object({
  create: z.number().optional(),
  update: z.number().optional(),
  delete: z.number().optional(),
});
export type Timeouts = z.output<typeof Timeouts>;

/** What the sdk passes along with the arguments of every kind. */
export const Hidden = z.object({
  __urn: z.string().optional(),
  __timeouts: Timeouts.optional(),
  /** The resource option `ignoreChanges`. */
  __ignored: z.array(z.string()).optional(),
});
export type Hidden = z.output<typeof Hidden>;

/** The hidden properties that are there, for the state: delete and read see only that. */
export const hiddenOf = ({ __urn, __timeouts, __ignored }: Hidden): Hidden => ({
  ...(__urn === undefined ? {} : { __urn }),
  ...(__timeouts === undefined ? {} : { __timeouts }),
  ...(__ignored === undefined ? {} : { __ignored }),
});

/** Differences of what the resource options say: the state must learn them, so that it says the same as the inputs. */
export const optionDifferences = (olds: Bag, news: Bag): Difference[] =>
  ["__timeouts", "__ignored"]
    .filter((key) => !same(olds[key], news[key]))
    .map((key) => ({ path: [key], effect: "record" }));

/** The arguments alone. */
export const argsOf = <Inputs extends Hidden>(
  inputs: Inputs,
): Omit<Inputs, Extract<keyof Inputs, `__${string}`>> =>
  visible(inputs) as Omit<Inputs, Extract<keyof Inputs, `__${string}`>>;

/**
 * Whether the program leaves a property to somebody else, by `ignoreChanges`. The engine hands the stored value on for it; what is
 * live may differ by now, and is not touched.
 */
export const ignores = (
  { __ignored = [] }: Hidden,
  path: readonly string[],
): boolean =>
  __ignored.some((one) => {
    const ignored = one.replaceAll(/\["?([^"\]]+)"?\]/g, ".$1").split(".");
    return ignored.every((key, index) => key === "*" || key === path[index]);
  });

/** The keys of a bag that begin with `__`. */
export const hiddenKeys = (bag: Bag): Bag =>
  Object.fromEntries(
    Object.entries(bag).filter(([key]) => key.startsWith("__")),
  );

/** When a verb that begins now must end. @unit milliseconds since 1970 */
export const deadlineAt = (
  env: Env,
  hidden: Hidden,
  verb: keyof Timeouts,
): number => {
  const seconds = hidden.__timeouts?.[verb];
  return (
    env.wix.clock.now() + (seconds === undefined ? env.waitMs : seconds * 1000)
  );
};
