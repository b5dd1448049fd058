import assert from "node:assert/strict";
import type { World } from "pulumi-wix-simulator";

/** What a defect of ours, and not a sentence for a user, says. */
const NOT_FOR_USERS =
  /Cannot (?:read|set|convert|destructure)|is not (?:a function|iterable|defined|an object)|undefined is|\[object |Unexpected (?:token|end)|ZodError|Maximum call stack|Invalid (?:time|array length)/;

/** An error that a user can read. */
export function isClear(error: unknown): void {
  assert.ok(error instanceof Error, `thrown: ${String(error)}`);
  assert.notEqual(error.message.trim(), "");
  assert.doesNotMatch(error.message, NOT_FOR_USERS);
}

/** Nothing left the provider that Wix would not even understand. */
export function sentOnlyValid(world: World): void {
  for (const { method, path, kind, code, error, body } of world.log()) {
    assert.notEqual(kind, "unknown", `${method} ${path}`);
    assert.notEqual(
      code,
      "VALIDATION",
      `${method} ${path} ${JSON.stringify(body)}`,
    );
    assert.equal(error, undefined);
  }
}

/** Collects what nobody handled while the work runs. @throws {AssertionError} when there was any */
export async function handlesAll(work: () => Promise<void>): Promise<void> {
  const unhandled: unknown[] = [];
  const listeners = process.listeners("unhandledRejection");
  process.removeAllListeners("unhandledRejection");
  const collect = (error: unknown) => unhandled.push(error);
  process.on("unhandledRejection", collect);
  try {
    await work();
    await new Promise((resolve) => setImmediate(resolve));
  } finally {
    process.removeListener("unhandledRejection", collect);
    for (const listener of listeners)
      process.on("unhandledRejection", listener);
  }
  assert.deepEqual(unhandled, []);
}
