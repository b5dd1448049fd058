import { z } from "zod";
import { maybe } from "./primitives";

/**
 * The body of a refusal. Wix sends either `applicationError` or `validationError`; a 5xx comes with both missing, by design;
 * a gateway may send no JSON at all.
 *
 * @source About Errors, dev.wix.com
 */
export const ErrorBody = z.looseObject({
  message: maybe(z.string()),
  details: maybe(
    z.looseObject({
      applicationError: maybe(
        z.looseObject({
          code: maybe(z.string()),
          description: maybe(z.string()),
        }),
      ),
      validationError: maybe(
        z.looseObject({
          fieldViolations: maybe(
            z.array(
              z.looseObject({
                field: maybe(z.string()),
                description: maybe(z.string()),
                violatedRule: maybe(z.string()),
              }),
            ),
          ),
        }),
      ),
    }),
  ),
});
export type ErrorBody = z.infer<typeof ErrorBody>;

/**
 * Application codes of the Resellers API, with the status that documents name for each.
 *
 * `PACKAGE_NOT_FOUND` is not documented: the page of Get Package lists no errors. It is what this project expects for an
 * unknown id, beside 403.
 *
 * @source Resellers, Errors, dev.wix.com
 */
export const RESELLERS_ERRORS = {
  PRODUCT_NOT_FOUND: 404,
  ACCOUNT_NOT_FOUND: 404,
  SITE_NOT_FOUND: 404,
  INVALID_REFERENCE_PRODUCT_INSTANCE_ID: 404,
  PRODUCT_LIMIT_EXCEEDED: 428,
  PRODUCT_SETTINGS_NOT_FOUND: 428,
  MISSING_BILLING_CYCLE: 428,
  INCOMPATIBLE_BILLING_CYCLE: 428,
  INVALID_BILLING_CYCLE: 428,
  INVALID_PRODUCTS: 428,
  MULTIPLE_PRODUCT_ASSIGNMENTS: 428,
  PRODUCT_TYPE_ALREADY_ASSIGNED: 428,
  PRODUCT_NOT_SUPPORTED_ON_SITE: 428,
  PRODUCT_INSTANCE_NOT_FOUND: 428,
  INCOMPATIBLE_PRODUCT_INSTANCE_STATUS: 428,
  INCOMPATIBLE_PRODUCT: 428,
  MISSING_PRODUCT_DETAILS: 428,
  OPERATION_NOT_SUPPORTED_FOR_PRODUCT: 428,
  MISSING_SITE_ID: 428,
  PACKAGE_NOT_FOUND: 404,
} as const;
export type ResellersErrorCode = keyof typeof RESELLERS_ERRORS;
