import { setTimeout as sleep } from "node:timers/promises";

/** Resolves when the claim holds. @throws when it does not within the time. @unit milliseconds */
export async function eventually(
  claim: () => boolean,
  what: string,
  withinMs = 5_000,
): Promise<void> {
  const deadlineAt = Date.now() + withinMs;
  while (!claim()) {
    if (Date.now() > deadlineAt)
      throw new Error(`not within ${withinMs} ms: ${what}`);
    await sleep(20);
  }
}
