import { distance } from "fastest-levenshtein";
import {
  type Document,
  isScalar,
  type Node,
  parseAllDocuments,
  visit,
} from "yaml";
import type { z } from "zod";
import { CustomerFile, isOwnKey, KEYS } from "./customerFile";
import type { Fault } from "./faults";
import { type Path, rangeOf, spanOf } from "./places";

/** A file that was read as far as it could be. */
export interface Parsed {
  readonly file: string;
  readonly faults: readonly Fault[];
  /** Undefined when there are faults. */
  readonly customer: CustomerFile | undefined;
  /** A fault at a place of the file, or at the nearest place around it that the file itself has. */
  readonly at: Placing;
}

/** @param part which part of the entry is meant; default its value, when it is one that fits into a line */
type Placing = (path: Path, message: string, part?: "key") => Fault;

/** Anchors that a file uses so often are a bomb, not a customer. */
const MOST_ALIASES = 1_000;

/** @param file its name as the faults tell it */
export function parseCustomer(file: string, text: string): Parsed {
  const documents = parseAllDocuments(text, {
    merge: true,
    prettyErrors: false,
  });
  // Not the library's own counting of lines, which loses count in what is broken over several lines.
  const at = (offset: number, length: number, message: string): Fault => {
    const before = text.slice(0, offset).split("\n");
    return {
      file,
      line: before.length,
      column: (before.at(-1)?.length ?? 0) + 1,
      length,
      message,
    };
  };
  const on = (node: Node, message: string): Fault => {
    const [from, to] = spanOf(node) ?? [0, 1];
    return at(from, to - from, message);
  };
  const [document, second] = Array.isArray(documents) ? documents : [];
  const placed: Placing = (path, message, part) => {
    const [from, to] = rangeOf(document, path, part);
    return at(from, to - from, message);
  };
  const parsed = (
    faults: readonly Fault[],
    customer?: CustomerFile,
  ): Parsed => ({
    file,
    faults,
    customer,
    at: placed,
  });
  if (!document || document.contents === null)
    return parsed([
      at(0, 1, "the file is empty; it must say at least accountId"),
    ]);
  const broken = document.errors.map(({ pos: [from, to], message }) =>
    at(from, to - from, firstLine(message)),
  );
  if (second)
    broken.push(
      at(
        second.range[0],
        3,
        "a file holds one customer, and this is another document",
      ),
    );
  broken.push(...losses(document).map(([node, message]) => on(node, message)));
  if (broken.length > 0) return parsed(broken);
  let json: unknown;
  try {
    json = withoutOwnKeys(document.toJS({ maxAliasCount: MOST_ALIASES }));
  } catch (error) {
    return parsed([at(0, 1, firstLine(String(error)))]);
  }
  const checked = CustomerFile.safeParse(json);
  if (checked.success) return parsed([], checked.data);
  return parsed(
    checked.error.issues.flatMap((issue) => faultsOf(issue, json, placed)),
  );
}

/** What is well-formed and yet would be lost on the way to a value. */
function losses(document: Document): [node: Node, message: string][] {
  const found: [Node, string][] = [];
  visit(document, {
    Alias: (_, alias) => {
      if (alias.resolve(document) === undefined)
        found.push([
          alias,
          `there is no anchor &${alias.source} before this alias of it`,
        ]);
    },
    // Objects of JavaScript do not hold such a key: what is under it would be lost.
    Pair: (_, { key }) => {
      if (isScalar(key) && key.value === "__proto__")
        found.push([key, "__proto__ cannot be a key"]);
    },
  });
  return found;
}

function withoutOwnKeys(json: unknown): unknown {
  return typeof json === "object" && json !== null && !Array.isArray(json)
    ? Object.fromEntries(Object.entries(json).filter(([key]) => !isOwnKey(key)))
    : json;
}

function faultsOf(
  issue: z.core.$ZodIssue,
  json: unknown,
  at: Placing,
): Fault[] {
  const where = (path: Path) =>
    path.length === 0 ? "" : `${path.join(".")}: `;
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => {
      const path = [...issue.path, key];
      return at(
        path,
        `${where(path)}there is no such key${nearest(key, issue.path)}`,
        "key",
      );
    });
  if (issue.code === "invalid_key")
    return [
      at(
        issue.path,
        `${where(issue.path)}${issue.issues[0]?.message ?? issue.message}`,
        "key",
      ),
    ];
  const missing =
    issue.code === "invalid_type" && valueAt(json, issue.path) === undefined;
  return [
    at(
      issue.path,
      `${where(issue.path)}${missing ? "is required" : issue.message}`,
    ),
  ];
}

function nearest(key: string, path: Path): string {
  const above = path.length === 0 ? "customer" : String(path.at(-2) ?? "");
  const known = KEYS[above] ?? [];
  const [best] = [...known].sort(
    (one, other) => distance(key, one) - distance(key, other),
  );
  if (best !== undefined && distance(key, best) <= 3)
    return `; did you mean ${best}?`;
  return known.length === 0 ? "" : `; there are ${known.join(", ")}`;
}

const valueAt = (json: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (at, key) =>
      typeof at === "object" && at !== null
        ? (at as Record<PropertyKey, unknown>)[key]
        : undefined,
    json,
  );

const firstLine = (message: string): string =>
  (message.split("\n")[0] ?? "").replace(/^\w*Error: /, "");
