import * as pulumi from "@pulumi/pulumi";
import { createHash } from "node:crypto";

/** One share of the customers out of several. */
export interface Shard {
  /** 1 to `of`. */
  readonly number: number;
  /** At least 1. */
  readonly of: number;
}

/** @throws {pulumi.RunError} for anything but `"3/8"`: the number from 1, and of how many */
export function parseShard(text: string): Shard {
  const [, number, of] = /^([1-9]\d{0,3})\/([1-9]\d{0,3})$/.exec(text) ?? [];
  if (number === undefined || of === undefined || Number(number) > Number(of))
    throw new pulumi.RunError(
      `shard: expected a share such as "3/8", the third of eight, got ${JSON.stringify(text)}`,
    );
  return { number: Number(number), of: Number(of) };
}

/**
 * The number, from 1, of the shard that a customer is in, by rendezvous hashing: of all shards the one that scores highest with the
 * customer's name. So a customer's shard depends on nothing but its name and the count: another customer moves nobody, and a shard
 * more takes over an even share from each, and nothing moves between the old ones.
 *
 * @param of count of shards, at least 1
 */
export function shardOf(name: string, of: number): number {
  let best = { number: 1, score: "" };
  for (let number = 1; number <= of; number++) {
    const score = createHash("sha256")
      .update(`${number}/${name}`)
      .digest("hex");
    if (score > best.score) best = { number, score };
  }
  return best.number;
}
