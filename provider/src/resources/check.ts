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
  const missing = issue.input === undefined;
  return [
    {
      property: propertyPath(issue.path),
      reason: missing ? `is required${wanted(issue)}` : reasonOf(issue),
    },
  ];
}

function wanted(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_type") return ` (${issue.expected})`;
  if (issue.code !== "invalid_value") return "";
  return `: one of ${issue.values.map((value) => JSON.stringify(value)).join(", ")}`;
}

/** How much of a value a message shows. */
const SHOWN_CHARACTERS = 60;

function reasonOf({ message, input }: z.core.$ZodIssue): string {
  if (typeof input !== "string") return message;
  const { length } = input;
  return length <= SHOWN_CHARACTERS
    ? `${message}, got ${JSON.stringify(input)}`
    : `${message}, got ${length} characters that begin with ${JSON.stringify(input.slice(0, SHOWN_CHARACTERS))}`;
}
