import * as pulumi from "@pulumi/pulumi";
import type { Kind } from "pulumi-wix-provider/runtime";
import { stub } from "./stub";

/** The type that the state of every stack names. */
export const typeOf = (kind: Kind): string =>
  `pulumi-nodejs:dynamic/wix:${kind}`;

/**
 * The properties that a resource passes to its handler beside the arguments. Keys that begin with `__` do not show when a
 * resource is created.
 *
 * @param checks end before the resource is registered; what they throw keeps it from being registered
 */
export function hiddenProperties(
  kind: Kind,
  name: string,
  options: pulumi.CustomResourceOptions | undefined,
  checks: () => Promise<void> = () => Promise.resolve(),
): Record<string, unknown> {
  const timeouts = seconds(options?.customTimeouts);
  // What is only looked up says nothing.
  const isLookup = options?.id !== undefined;
  return {
    // Nothing of it is stored; when a check fails the resource is not registered.
    __checked: isLookup ? undefined : checks(),
    __provider: stub(kind),
    __urn: urnOf(kind, name, options?.parent),
    ...(timeouts === undefined ? {} : { __timeouts: timeouts }),
    // The engine hands stored values on in place of ignored ones, and tells the handler nothing of it.
    ...(options?.ignoreChanges === undefined
      ? {}
      : { __ignored: options.ignoreChanges }),
  };
}

/**
 * As a bare promise: the output of `createUrn` depends on the parent, and as an output it would make a component's child wait
 * for its own parent to be ready.
 */
const urnOf = (
  kind: Kind,
  name: string,
  parent: pulumi.Resource | undefined,
): Promise<string> =>
  new Promise((resolve) => {
    pulumi.createUrn(name, typeOf(kind), parent).apply(resolve);
  });

/** The host does not pass `customTimeouts` on, so they travel with the inputs. */
function seconds(
  timeouts: pulumi.CustomTimeouts | undefined,
): Record<string, number> | undefined {
  if (timeouts === undefined) return undefined;
  return Object.fromEntries(
    (["create", "update", "delete"] as const).flatMap((verb) => {
      const text = timeouts[verb];
      return text === undefined ? [] : [[verb, durationSeconds(text)] as const];
    }),
  );
}

const UNIT_SECONDS = { h: 3600, m: 60, s: 1, ms: 0.001 } as const;

/** Reads a duration as Pulumi writes it: `10m`, `1h30m`, `90s`. */
export function durationSeconds(text: string): number {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join("") !== text) {
    throw new RangeError(
      `Expected customTimeouts in the form "10m" or "1h30m", got ${JSON.stringify(text)}`,
    );
  }
  return parts.reduce(
    (sum, [, amount, unit]) =>
      sum + Number(amount) * UNIT_SECONDS[unit as keyof typeof UNIT_SECONDS],
    0,
  );
}

/**
 * The options as every resource needs them. Delete first, always, also for a replacement that the user asks for: at Wix there is
 * one object, and what is made first would find the old one, which the deletion that follows takes away.
 */
export const resourceOptions = (
  options: pulumi.CustomResourceOptions | undefined,
): pulumi.CustomResourceOptions => ({ ...options, deleteBeforeReplace: true });
