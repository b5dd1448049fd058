import type { Kind } from "pulumi-wix-provider/runtime";

/**
 * What Pulumi stores as `__provider`, and evaluates in the provider process for every verb.
 *
 * A constant: no code change shows as a diff, old state runs the installed code, and state stays small. The text is pinned for
 * ever, because the state of every stack holds it.
 */
export const stub = (kind: Kind): string =>
  `exports.handler=()=>require("pulumi-wix/runtime").forKind("${kind}");`;
