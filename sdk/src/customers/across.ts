import { inOrder, parseReference } from "../setupOrder";
import type { CustomerFile } from "./customerFile";
import type { Fault } from "./faults";
import type { Parsed } from "./parse";

/** A file without faults of its own. */
export interface Sound {
  readonly name: string;
  readonly parsed: Parsed;
  readonly customer: CustomerFile;
}

type Path = readonly string[];

/** What the files say together that does not go together, each fault at the second place and naming the first. */
export function faultsAcross(all: readonly Sound[]): Fault[] {
  const faults = all.flatMap(withinOne);
  const taken = new Map<string, Fault>();
  const claim = (sound: Sound, what: string, path: Path, text: string) => {
    const here = sound.parsed.at(path, text);
    const first = taken.get(what);
    if (!first) taken.set(what, here);
    else
      faults.push({
        ...here,
        message: `${path.join(".")}${path.length > 0 ? ": " : ""}${text}, as in ${first.file}:${first.line}:${first.column}`,
      });
  };
  for (const sound of all) {
    const { name, customer } = sound;
    const { accountId, sites = {}, packages = {} } = customer;
    claim(
      sound,
      `name ${name}`,
      [],
      `a second customer named ${name}; rename one of the files`,
    );
    for (const [key, { siteId }] of Object.entries(sites))
      claim(
        sound,
        `site ${siteId.toLowerCase()}`,
        ["sites", key, "siteId"],
        "the same site again; it belongs to one customer",
      );
    for (const [key, { externalId, adopt }] of Object.entries(packages)) {
      if (externalId !== undefined)
        claim(
          sound,
          `externalId ${accountId.toLowerCase()} ${externalId}`,
          ["packages", key, "externalId"],
          "the same externalId again in one account; give each package its own",
        );
      if (adopt !== undefined)
        claim(
          sound,
          `adopt ${adopt.toLowerCase()}`,
          ["packages", key, "adopt"],
          "the same package is taken over again; one customer has it",
        );
    }
  }
  return faults;
}

/** What one customer says that does not hold together: keys of sites and references. */
function withinOne({ name, parsed, customer }: Sound): Fault[] {
  const { accountId, sites = {}, packages = {} } = customer;
  const faults: Fault[] = [];
  const used = new Map<string, string>();
  let holds = true;
  const fault = (path: Path, text: string) =>
    faults.push(parsed.at(path, `${path.join(".")}: ${text}`));
  for (const [key, { transferFrom }] of Object.entries(sites))
    if (transferFrom?.toLowerCase() === accountId.toLowerCase())
      fault(
        ["sites", key, "transferFrom"],
        "is the customer's own account; leave it out when the site is there already",
      );
  for (const [key, { products }] of Object.entries(packages)) {
    for (const [product, { site, reference }] of Object.entries(products)) {
      const path = ["packages", key, "products", product];
      if (site !== undefined && !Object.hasOwn(sites, site))
        fault(
          [...path, "site"],
          `there is no site "${site}"; there ${listed(Object.keys(sites))}`,
        );
      if (reference === undefined) continue;
      const problem = referenceProblem(reference, packages);
      const before = used.get(reference);
      holds &&= problem === undefined;
      if (problem !== undefined) fault([...path, "reference"], problem);
      else if (before !== undefined)
        fault(
          [...path, "reference"],
          `${reference} is the reference of ${before} already; each product serves once`,
        );
      else used.set(reference, `${key}.${product}`);
    }
  }
  if (holds) {
    try {
      inOrder(name, packages);
    } catch (error) {
      fault(
        ["packages"],
        error instanceof Error ? error.message : String(error),
      );
    }
  }
  return faults;
}

function referenceProblem(
  reference: string,
  packages: NonNullable<CustomerFile["packages"]>,
): string | undefined {
  try {
    const { packageKey, productKey } = parseReference("reference", reference);
    const held = Object.hasOwn(packages, packageKey)
      ? packages[packageKey]?.products
      : undefined;
    if (!held)
      return `there is no package "${packageKey}"; there ${listed(Object.keys(packages))}`;
    return Object.hasOwn(held, productKey)
      ? undefined
      : `package "${packageKey}" has no product "${productKey}"; there ${listed(Object.keys(held))}`;
  } catch {
    return `expected "package.product", such as "web.plan"`;
  }
}

const listed = (names: readonly string[]): string =>
  names.length === 0
    ? "is none"
    : `${names.length === 1 ? "is" : "are"} ${names.map((name) => `"${name}"`).join(", ")}`;
