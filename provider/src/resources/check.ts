import type { z } from "zod";
import {
  type Bag,
  holdsUnknown,
  propertyPath,
  valueAt,
  visible,
  withoutNulls,
} from "./bag";
import type { Fault } from "./handler";

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

function reasonOf(issue: z.core.$ZodIssue): string {
  const inner =
    issue.code === "invalid_key" ? issue.issues[0]?.message : undefined;
  const got =
    typeof issue.input === "string"
      ? `, got ${JSON.stringify(issue.input.slice(0, 60))}`
      : "";
  return `${inner ?? issue.message}${inner === undefined ? got : ""}`;
}
