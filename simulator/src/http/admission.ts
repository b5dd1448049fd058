import { createHash } from "node:crypto";
import { invalid, refused, resellersRefusal, type Refusal } from "../refusal";
import type { Store } from "../world/store";

export interface Credentials {
  readonly authorization: string | undefined;
  readonly accountId: string | undefined;
}

/** A short name for a key, by which the log tells two keys apart without holding either. */
export const keyFingerprint = (key: string): string =>
  createHash("sha256").update(key).digest("hex").slice(0, 8);

/** Wix's keys are sent raw; one with a scheme word is none. */
const SCHEME = /^(?:bearer|basic)\s/i;

/** Why these headers do not open the door. */
export function refuseCredentials(
  store: Store,
  { authorization, accountId }: Credentials,
  unknownAccount: "refuse" | "by-route",
): Refusal | undefined {
  const known = store.apiKeys?.find(
    (each) => authorization === (typeof each === "string" ? each : each.key),
  );
  const allowed =
    store.apiKeys === undefined
      ? !SCHEME.test(authorization ?? "")
      : known !== undefined;
  if (!authorization || !allowed)
    return refused(
      401,
      "UNAUTHENTICATED",
      "the API key is missing or not valid",
    );
  if (!accountId)
    return invalid(
      "wix-account-id",
      "the header is required",
      "REQUIRED_FIELD",
    );
  const exists = store.accounts.has(accountId);
  if (!exists && unknownAccount === "refuse") {
    return resellersRefusal(
      "ACCOUNT_NOT_FOUND",
      `account ${accountId} was not found`,
    );
  }
  const foreign =
    exists &&
    typeof known === "object" &&
    store.mainAccountOf(accountId) !== store.mainAccountOf(known.accountId);
  return foreign
    ? refused(
        403,
        "PERMISSION_DENIED",
        `the API key has no permission for account ${accountId}`,
      )
    : undefined;
}
