import type { z } from "zod";
import {
  type Bag,
  holdsUnknown,
  mapStrings,
  propertyPath,
  valueAt,
  visible,
  withoutNulls,
} from "./bag";
import { Guid } from "../wire";
import type { Fault } from "./handler";

/**
 * The arguments as they are stored: without nulls, and with ids in lower case as Wix writes them, because one in capitals would
 * look like drift for ever.
 *
 * @param isFreeText names the paths of arguments that are kept as they were written
 */
export const normalise = (
  news: Bag,
  isFreeText?: (path: readonly string[]) => boolean,
): Bag =>
  mapStrings(
    withoutNulls(visible(news)),
    (text) => (Guid.safeParse(text).success ? text.toLowerCase() : text),
    isFreeText,
  ) as Bag;

/** The faults that the schema finds, all of them; what is unknown, or holds something unknown, is left for later. */
export function schemaFaults(schema: z.ZodType, news: Bag): Fault[] {
  const args = visible(news);
  const parsed = schema.safeParse(withoutNulls(args), { reportInput: true });
  if (parsed.success) return [];
  return parsed.error.issues
    .filter(
      (issue) =>
        !holdsUnknown(valueAt(args, issue.path)) ||
        issue.code === "unrecognized_keys",
    )
    .flatMap(explain);
}

function explain(issue: z.core.$ZodIssue): Fault[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      property: propertyPath([...issue.path, key]),
      reason: "there is no such argument",
    }));
  }
  const missing = issue.code === "invalid_type" && issue.input === undefined;
  return [
    {
      property: propertyPath(issue.path),
      reason: missing ? `is required (${issue.expected})` : reasonOf(issue),
    },
  ];
}

function reasonOf({ message, input }: z.core.$ZodIssue): string {
  return typeof input === "string"
    ? `${message}, got ${JSON.stringify(input.slice(0, 60))}`
    : message;
}
