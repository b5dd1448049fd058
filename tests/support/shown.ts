import type { Run } from "./cli";

/** What a preview shows of one resource. */
export interface Shown {
  readonly op: string;
  /** Property paths of all differences; none for a resource that is created or deleted. */
  readonly paths: readonly string[];
}

interface Digest {
  readonly steps?: readonly {
    readonly op: string;
    readonly urn: string;
    readonly detailedDiff: Readonly<Record<string, unknown>> | null;
  }[];
}

const nameOf = (urn: string): string => urn.split("::").at(-1) ?? "";

/** What `preview --json` shows of the packages, by name; what stays as it is, is left out. */
export function shownBy({ stdout, text }: Run): Record<string, Shown> {
  let digest: Digest;
  try {
    digest = JSON.parse(stdout) as Digest;
  } catch (error) {
    throw new Error(`no JSON:\n${text}`, { cause: error });
  }
  return Object.fromEntries(
    (digest.steps ?? [])
      .filter(({ op, urn }) => op !== "same" && urn.includes(":Package::"))
      .map(({ op, urn, detailedDiff }) => [
        nameOf(urn),
        { op, paths: Object.keys(detailedDiff ?? {}).sort() },
      ]),
  );
}

/**
 * The property paths that a text of `--diff` shows, by resource: `products.plan.siteId`. A resource that is deleted or created as
 * a whole has its own operation in place of paths: `["delete"]`.
 */
export function diffIn({ stdout }: Run): Record<string, readonly string[]> {
  const shown: Record<string, string[]> = {};
  let op = "";
  let paths: string[] | undefined;
  let parents: { readonly indent: number; readonly key: string }[] = [];
  for (const line of stdout.split("\n")) {
    op = /wix:Package: \((\w[\w-]*)\)/.exec(line)?.[1] ?? op;
    const name = /\[urn=.*:Package::(.+)\]/.exec(line)?.[1];
    if (name !== undefined) {
      shown[name] = paths = op === "update" ? [] : [op];
      parents = [];
      continue;
    }
    // A line that begins further left ends the resource.
    if (/^\S|^ {2}\S/.test(line)) paths = undefined;
    const found = /^( *)[~+-] ("?)([\w."[\]-]+)\2 *: (.*)$/.exec(line);
    if (!found || paths === undefined || op !== "update") continue;
    const [, space = "", , key = "", value = ""] = found;
    const indent = space.length;
    parents = parents.filter((one) => one.indent < indent);
    if (value === "{") parents.push({ indent, key });
    else paths.push([...parents.map((one) => one.key), key].join("."));
  }
  return shown;
}
