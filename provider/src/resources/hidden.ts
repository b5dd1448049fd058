import { z } from "zod";
import type { Bag } from "./bag";
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
});
export type Hidden = z.output<typeof Hidden>;

/** The hidden properties that are there, for the state: delete and read see only that. */
export const hiddenOf = ({ __urn, __timeouts }: Hidden): Hidden => ({
  ...(__urn === undefined ? {} : { __urn }),
  ...(__timeouts === undefined ? {} : { __timeouts }),
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
