import * as pulumi from "@pulumi/pulumi";
import { programRun } from "./programRun";

/** What only one resource of a program may say. Two that say it would work against each other at Wix. */
export type Subject =
  /** The assignment of an instance. */
  | "assignment"
  /** Where an instance sits: said by a product of a package, or by an assignment. */
  | "placement"
  /** An instance as the reference of a free product. */
  | "reference"
  /** The external id of a package in its account. */
  | "externalId"
  /** The transfer of a site. */
  | "transfer";

/** What a collision means, and the way out. */
const EXPLANATION: Readonly<Record<Subject, string>> = {
  assignment:
    "both assign the same product instance; it sits on one site, so take one of the assignments out",
  placement:
    "both say where the same product instance sits; take siteId or floating out of the product, or take the assignment out",
  reference:
    "both name the same product instance as referenceProductInstanceId; each instance serves as a reference once",
  externalId:
    "both have the same externalId in one account; give each package its own",
  transfer:
    "both transfer the same site; it belongs to one account, so take one of the transfers out",
};

/** Who says it, in the words of the program. */
export interface Claimant {
  readonly kind: "SiteTransfer" | "Package" | "ProductInstanceAssignment";
  readonly name: string;
  /** Where in the resource, such as `products.plan`. */
  readonly where?: string;
  /** One object for all claims of a resource: it does not collide with itself. */
  readonly self: object;
}

const ofRuns = new WeakMap<object, Map<string, Claimant>>();

function held(): Map<string, Claimant> {
  const run = programRun();
  const known = ofRuns.get(run);
  if (known) return known;
  const made = new Map<string, Claimant>();
  ofRuns.set(run, made);
  return made;
}

/**
 * Notes that a resource says something that only one may say.
 *
 * @param what an id, or the {@link Identity} of an instance that is not bought yet
 * @throws {pulumi.RunError} when another one of the program has said it; names both
 */
export function claim(
  subject: Subject,
  what: string | Identity,
  by: Claimant,
): void {
  const all = held();
  const key = `${subject} ${typeof what === "string" ? what : what.key}`;
  const other = all.get(key);
  if (other === undefined) all.set(key, by);
  else if (collides(subject, other, by)) {
    throw new pulumi.RunError(
      `${nameOf(other)} and ${nameOf(by)} do not go together: ${EXPLANATION[subject]} (${typeof what === "string" ? what : what.text})`,
    );
  }
}

function collides(subject: Subject, one: Claimant, other: Claimant): boolean {
  // Where an instance sits collides between a package and an assignment; two assignments collide as such.
  if (subject === "placement") return one.kind !== other.kind;
  return one.self !== other.self || one.where !== other.where;
}

const nameOf = ({ kind, name, where }: Claimant): string =>
  `wix.${kind} "${name}"${where === undefined ? "" : ` (${where})`}`;

/** An instance that is known by its package and key before it is bought. */
export interface Identity {
  /** Unique in the process. */
  readonly key: string;
  /** For people. */
  readonly text: string;
}

const numbers = new WeakMap<object, number>();
let last = 0;

/** @param self the package's one object, see {@link Claimant} */
export function instanceIdentity(
  { name, self }: Pick<Claimant, "name" | "self">,
  productKey: string,
): Identity {
  const number = numbers.get(self) ?? (last += 1);
  numbers.set(self, number);
  return {
    key: `${number}/${productKey}`,
    text: `products.${productKey} of wix.Package "${name}"`,
  };
}

/** By what `Package.instanceId` gave out. */
const identities = new WeakMap<object, Identity>();

export function rememberIdentity(output: object, identity: Identity): void {
  identities.set(output, identity);
}

/** Undefined for anything but what `Package.instanceId` gave out. */
export const identityOf = (input: unknown): Identity | undefined =>
  typeof input === "object" && input !== null
    ? identities.get(input)
    : undefined;
