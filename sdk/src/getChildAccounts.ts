import * as pulumi from "@pulumi/pulumi";
import { clientFor, type DataOptions } from "./dataClient";

/** A sub-account. Wix lists nothing but ids: keep your own map from customers to accounts. */
export interface ChildAccountResult {
  /** Wix's id of the sub-account. */
  accountId: string;
}

/** Reads the sub-accounts of the partner's main account. */
export async function getChildAccounts(
  options?: DataOptions,
): Promise<ChildAccountResult[]> {
  const { accounts } = await clientFor(options);
  const ids = new Set<string>();
  for await (const accountId of accounts.children()) ids.add(accountId);
  return [...ids].map((accountId) => ({ accountId }));
}

/** {@link getChildAccounts} as an output. */
export const getChildAccountsOutput = (
  options?: DataOptions,
): pulumi.Output<ChildAccountResult[]> =>
  pulumi.output(getChildAccounts(options));
