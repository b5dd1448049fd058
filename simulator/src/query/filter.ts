import type { Filter } from "pulumi-wix-provider/wire";
import { invalid, type Refusal } from "../refusal";

/** What a field of an object is, for a filter. `undefined` and null are the same. */
export type FieldValue = unknown;

export interface FilterField<T> {
  readonly operators: readonly Operator[];
  /** One value, or all values of a list for `$hasSome` and `$hasAll`. */
  readonly read: (item: T) => FieldValue;
  /** Dates are compared as moments, however they are written. */
  readonly date?: true;
}

export type FilterFields<T> = Readonly<Partial<Record<string, FilterField<T>>>>;

export const OPERATORS = [
  "$eq",
  "$ne",
  "$in",
  "$exists",
  "$gt",
  "$gte",
  "$lt",
  "$lte",
  "$hasSome",
  "$hasAll",
  "$startsWith",
] as const;
export type Operator = (typeof OPERATORS)[number];

type Test = (value: FieldValue) => boolean;
export type Matcher<T> = (item: T) => boolean;

/** Two JSON values as one text each, so that objects compare by content. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== "object" || value === null)
    return JSON.stringify(value ?? null);
  const entries = Object.entries(value).filter(
    ([, each]) => each !== undefined && each !== null,
  );
  return `{${entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`)
    .join()}}`;
}

/**
 * A filter as a function, or why it is refused.
 *
 * @param onUnknown what a field that cannot be filtered does: `refuse` (packages) or `ignore` (sites: seen live by Wix's own recipes).
 */
export function compileFilter<T>(
  fields: FilterFields<T>,
  filter: Filter,
  onUnknown: "refuse" | "ignore",
): Matcher<T> | Refusal {
  const matchers: Matcher<T>[] = [];
  for (const [name, condition] of Object.entries(filter)) {
    const path = `query.filter.${name}`;
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (field === undefined) {
      if (onUnknown === "ignore") continue;
      return invalid(path, `field ${name} is not filterable`);
    }
    for (const [operator, operand] of Object.entries(conditionOf(condition))) {
      if (!isOperator(operator) || !field.operators.includes(operator)) {
        return invalid(
          path,
          `operator ${operator} is not supported for field ${name}`,
        );
      }
      const test = testOf(operator, operand, field.date === true);
      if (typeof test === "string") return invalid(`${path}.${operator}`, test);
      matchers.push((item) => test(field.read(item)));
    }
  }
  return (item) => matchers.every((matches) => matches(item));
}

const isOperator = (name: string): name is Operator =>
  (OPERATORS as readonly string[]).includes(name);

/** `{ field: value }` means `{ field: { $eq: value } }`. */
function conditionOf(condition: unknown): Record<string, unknown> {
  const isObject =
    typeof condition === "object" &&
    condition !== null &&
    !Array.isArray(condition);
  return isObject ? (condition as Record<string, unknown>) : { $eq: condition };
}

/** What an operator asks of a value, or what is wrong with its operand. */
function testOf(
  operator: Operator,
  operand: unknown,
  date: boolean,
): Test | string {
  const key: (value: unknown) => string | number = date ? moment : canonical;
  switch (operator) {
    case "$eq":
    case "$ne": {
      if (date && operand !== null && Number.isNaN(moment(operand)))
        return "expected a date";
      const wanted = key(operand);
      return (value) => (key(value) === wanted) === (operator === "$eq");
    }
    case "$in": {
      if (!Array.isArray(operand)) return "expected a list";
      const wanted = new Set(operand.map((each) => key(each)));
      return (value) => wanted.has(key(value));
    }
    case "$exists":
      if (typeof operand !== "boolean") return "expected true or false";
      return (value) => (value !== undefined && value !== null) === operand;
    case "$hasSome":
    case "$hasAll": {
      if (!Array.isArray(operand)) return "expected a list";
      return hasTest(operator, new Set(operand.map(canonical)));
    }
    case "$startsWith":
      if (typeof operand !== "string") return "expected a text";
      return (value) => typeof value === "string" && value.startsWith(operand);
    default:
      return orderTest(operator, operand, date);
  }
}

const moment = (value: unknown): number =>
  typeof value === "string" ? Date.parse(value) : Number.NaN;

const hasTest = (
  operator: "$hasSome" | "$hasAll",
  wanted: ReadonlySet<string>,
): Test => {
  return (value) => {
    const values = (Array.isArray(value) ? value : [value]).map(canonical);
    if (operator === "$hasSome") return values.some((each) => wanted.has(each));
    const held = new Set(values);
    return [...wanted].every((each) => held.has(each));
  };
};

function orderTest(
  operator: "$gt" | "$gte" | "$lt" | "$lte",
  operand: unknown,
  date: boolean,
): Test | string {
  if (typeof operand !== "string") return "expected a text";
  const wanted = date ? moment(operand) : operand;
  if (Number.isNaN(wanted)) return "expected a date";
  return (value) => {
    if (typeof value !== "string") return false;
    const held = date ? moment(value) : value;
    switch (operator) {
      case "$gt":
        return held > wanted;
      case "$gte":
        return held >= wanted;
      case "$lt":
        return held < wanted;
      case "$lte":
        return held <= wanted;
      default:
        return operator satisfies never;
    }
  };
}
