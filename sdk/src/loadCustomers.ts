import * as pulumi from "@pulumi/pulumi";
import { readFileSync } from "node:fs";
import { basename, extname, resolve } from "node:path";
import { globSync } from "tinyglobby";
import { faultsAcross, type Sound } from "./customers/across";
import { compare, type Fault, faultsText } from "./customers/faults";
import { parseCustomer, type Parsed } from "./customers/parse";
import { parseShard, type Shard, shardOf } from "./customers/shard";
import type { CustomerSetupArgs } from "./customerSetup";

/** A customer as a file declares it; what {@link CustomerSetup} takes. */
export type Customer = CustomerSetupArgs & {
  /** The file's name without its ending: what the setup is to be called. Renaming the file renames the customer's resources. */
  readonly name: string;
  /** The file, as it was found from the program's folder. */
  readonly file: string;
};

/** What {@link loadCustomers} may be told. */
export interface LoadCustomersOptions {
  /**
   * A share of the customers, such as `"3/8"`, the third of eight, for a fleet of several stacks. Absent: all. A customer's share
   * depends on its name and the count of shares alone: another customer moves nobody, and a share more takes customers from the
   * others without moving any between those. `pulumi state move` brings those that move into their new stack.
   */
  readonly shard?: string | undefined;
}

/**
 * Reads customers from files, one in each: YAML or JSON, by the schema `pulumi-wix/customer.schema.json`. Anchors and merge keys
 * work within a file.
 *
 * All files are read and checked before the first customer is returned, each by itself and all of them together, those of other
 * shards too: names, sites, external ids and references that do not go together are found before anything is bought.
 *
 * @param pattern files relative to the program's folder, such as `"customers/*.yaml"`, or several patterns
 * @returns the customers in the order of their names; none when no customer falls into the shard
 * @throws {pulumi.RunError} every fault of every file, as `file:line:column` with the line; when no file fits; and for a shard that is none
 */
export function loadCustomers(
  pattern: string | readonly string[],
  { shard }: LoadCustomersOptions = {},
): Customer[] {
  const share = shard === undefined ? undefined : parseShard(shard);
  const files = globSync([pattern].flat(), { dot: false }).sort(compare);
  if (files.length === 0)
    throw new pulumi.RunError(
      `no customer file fits ${[pattern].flat().join(", ")} in ${resolve(".")}; a pattern is relative to the program's folder`,
    );
  const texts = new Map<string, string>();
  const parsed = files.map((file) => read(file, texts));
  const faults = parsed.flatMap((one) => one.faults);
  const sound: Sound[] = parsed.flatMap((one) =>
    one.customer === undefined
      ? []
      : [{ name: nameOf(one.file), parsed: one, customer: one.customer }],
  );
  faults.push(...faultsAcross(sound));
  if (faults.length > 0) throw new pulumi.RunError(faultsText(faults, texts));
  return sound
    .filter(({ name }) => isIn(name, share))
    .map(({ name, parsed: { file }, customer: { $schema: _, ...setup } }) => ({
      ...(setup as CustomerSetupArgs),
      name,
      file,
    }))
    .sort((one, other) => compare(one.name, other.name));
}

const isIn = (name: string, share: Shard | undefined): boolean =>
  share === undefined || shardOf(name, share.of) === share.number;

const nameOf = (file: string): string => basename(file, extname(file));

/** Leaves a byte order mark out. */
const utf8 = new TextDecoder("utf-8", { fatal: true });

function read(file: string, texts: Map<string, string>): Parsed {
  try {
    const text = utf8.decode(readFileSync(file));
    texts.set(file, text);
    return parseCustomer(file, text);
  } catch (error) {
    const fault: Fault = {
      file,
      line: 1,
      column: 1,
      length: 1,
      message: `cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    };
    return { file, faults: [fault], customer: undefined, at: () => fault };
  }
}
