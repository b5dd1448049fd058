import assert from "node:assert/strict";
import { deferred, within } from "../../../provider/src/runtime/deferred";
import { type HeldTimers, holdTimers } from "../../support/heldTimers";

describe("runtime/deferred", () => {
  let timers: HeldTimers;
  beforeEach(() => {
    timers = holdTimers();
  });
  afterEach(() => timers.release());

  it("is settled from outside, once", async () => {
    const answer = deferred<string>();
    answer.resolve("first");
    answer.resolve("second");
    assert.equal(await answer.promise, "first");
  });

  it("within gives the value of what is in time", async () => {
    assert.equal(await within(Promise.resolve(7), 1_000, "late"), 7);
  });

  it("within gives the fault of what fails in time", async () => {
    const fault = new Error("no");
    await assert.rejects(within(Promise.reject(fault), 1_000, "late"), fault);
  });

  it("within ends with its message when the time is over, not before", async () => {
    const answer = deferred<number>();
    const waiting = within(answer.promise, 1_000, "nothing within 1 s");
    const outcome = waiting.catch((error: unknown) => error);
    timers.tick(999);
    assert.equal(await Promise.race([outcome, tick()]), "nothing yet");
    timers.tick(1);
    const error = await outcome;
    assert.ok(error instanceof Error);
    assert.equal(error.message, "nothing within 1 s");
    answer.resolve(1);
  });

  it("within leaves no timer behind, which would hold up the process", async () => {
    await within(Promise.resolve(1), 60_000, "late");
    await within(Promise.reject(new Error("no")), 60_000, "late").catch(
      () => 0,
    );
    assert.equal(timers.pending, 0);
  });
});

/** Some turns of the queue of promises. */
const tick = async (): Promise<string> => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  return "nothing yet";
};
