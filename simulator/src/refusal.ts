import {
  RESELLERS_ERRORS,
  TRANSFER_ERRORS,
  type ErrorBody,
  type ResellersErrorCode,
  type TransferErrorCode,
} from "pulumi-wix-provider/wire";
import type { z } from "zod";

export interface Violation {
  readonly field: string;
  readonly description: string;
  readonly violatedRule: string;
}

/** An answer that says no. */
export type Refusal =
  | {
      readonly kind: "application";
      readonly status: number;
      readonly code: string;
      readonly description: string;
    }
  | {
      readonly kind: "validation";
      readonly status: 400;
      readonly violations: readonly Violation[];
    }
  /** Without any code: what gateways and throttles send. */
  | {
      readonly kind: "plain";
      readonly status: number;
      readonly message: string;
    };

/** Tells a refusal from an answer; no answer has a `kind`. */
export const isRefusal = (value: object): value is Refusal => "kind" in value;

export const refused = (
  status: number,
  code: string,
  description: string,
): Refusal => ({
  kind: "application",
  status,
  code,
  description,
});

/** A refusal by a rule of the Resellers API, with the status that its documentation names. */
export const resellersRefusal = (
  code: ResellersErrorCode,
  description: string,
): Refusal => refused(RESELLERS_ERRORS[code], code, description);

/** A refusal by Transfer Site, which has codes of its own. */
export const transferRefusal = (
  code: TransferErrorCode,
  description: string,
): Refusal => refused(TRANSFER_ERRORS[code], code, description);

export const invalid = (
  field: string,
  description: string,
  violatedRule = "CUSTOM",
): Refusal => ({
  kind: "validation",
  status: 400,
  violations: [{ field, description, violatedRule }],
});

const RULES: Partial<Record<string, string>> = {
  too_big: "MAX",
  too_small: "MIN",
  invalid_format: "FORMAT",
};

/** What a schema found, as Wix reports it. The documentation shows `CUSTOM`, `MAX` and `FORMAT`; the others are ours. */
export const schemaRefusal = (error: z.ZodError, body: unknown): Refusal => ({
  kind: "validation",
  status: 400,
  violations: error.issues.flatMap((issue) => {
    // A key too many is reported on the object that holds it; Wix names the field.
    const names =
      issue.code === "unrecognized_keys"
        ? issue.keys.map((key) => [...issue.path, key])
        : [issue.path];
    return names.map((path) => ({
      field: path.join("."),
      description: issue.message,
      violatedRule:
        RULES[issue.code] ??
        (issue.code === "invalid_type" && valueAt(body, path) === undefined
          ? "REQUIRED_FIELD"
          : "CUSTOM"),
    }));
  }),
});

const valueAt = (root: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key],
    root,
  );

/** The documented error format. @source About Errors, dev.wix.com */
export function errorBody(refusal: Refusal): z.input<typeof ErrorBody> {
  switch (refusal.kind) {
    case "application": {
      const { code, description } = refusal;
      return {
        message: description,
        details: { applicationError: { code, description, data: {} } },
      };
    }
    case "validation": {
      const fieldViolations = refusal.violations.map((each) => ({
        ...each,
        data: {},
      }));
      const message = fieldViolations
        .map((each) => `${each.field}: ${each.description}`)
        .join("; ");
      return { message, details: { validationError: { fieldViolations } } };
    }
    case "plain":
      return { message: refusal.message, details: {} };
    default:
      return refusal satisfies never;
  }
}

/** System errors are empty by design. @source About Errors, dev.wix.com */
export const EMPTY_ERROR = { message: "", details: {} };
