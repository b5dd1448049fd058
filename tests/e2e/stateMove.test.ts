import assert from "node:assert/strict";
import { demoSeed } from "pulumi-wix-simulator";
import type { Run, Stack } from "../support/cli";
import {
  CLI_SETUP_MS,
  type E2eStage,
  openE2eStage,
  STEP_MS,
} from "../support/e2eStage";
import { bakery, mailbox } from "../support/packageArgs";

const good = (run: Run): Run => {
  assert.equal(run.code, 0, run.text);
  return run;
};

describe("e2e: a stack is split with pulumi state move", function () {
  this.timeout(STEP_MS * 2);
  let stage: E2eStage;
  let stack: Stack;

  before(async function () {
    this.timeout(CLI_SETUP_MS);
    stage = await openE2eStage();
  });
  after(() => stage.close());

  it("what moves is bought by nobody again, and both stacks have nothing left to do", async () => {
    stage.world.reset(demoSeed());
    stack = await stage.stack();
    const stays = { args: bakery };
    const moves = { args: { ...bakery, products: { mailbox } } };
    stack.declare({ stays, moves });
    good(await stack.up());
    const { moves: stored } = await stack.state();
    const bought = stage.world.packages().map(({ id }) => id);
    assert.equal(bought.length, 2);
    stage.world.clearLog();

    good(await stack.run(["stack", "init", "second", "--no-select"]));
    good(
      await stack.run([
        ...["state", "move", "--yes", "--include-parents"],
        ...["--source", "dev", "--dest", "second"],
        stored?.urn ?? "",
      ]),
    );
    stack.declare({ stays });
    const nothing = ["--expect-no-changes", "--diff"];
    good(await stack.preview(nothing));
    stack.declare({ moves });
    const second = ["--stack", "second"];
    good(await stack.preview([...nothing, ...second]));
    good(await stack.up(second));
    good(
      await stack.run([
        ...["refresh", "--preview-only", "--expect-no-changes"],
        ...second,
      ]),
    );

    const writes = stage.world.log().filter(({ kind }) => kind === "write");
    assert.deepEqual(writes, []);
    assert.deepEqual(
      stage.world.packages().map(({ id }) => id),
      bought,
    );
  });
});
