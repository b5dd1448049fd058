import assert from "node:assert/strict";
import { demoSeed } from "pulumi-wix-simulator";
import { eventually } from "../support/eventually";
import { URN } from "../support/host";
import {
  bakeryInputs,
  type HostStage,
  openHostStage,
} from "../support/hostStage";

describe("what a provider process says of Wix's limit", function () {
  this.timeout(30_000);
  let stage: HostStage;
  before(async () => {
    stage = await openHostStage();
  });
  after(() => stage.close());
  beforeEach(() => stage.world.reset(demoSeed()));

  it("before a long wait: how long, on the row of the resource", async () => {
    const host = await stage.host({
      variables: { WIX_REQUESTS_PER_MINUTE: "2" },
    });
    host.create(bakeryInputs("limited")).catch(() => undefined);
    const said = () =>
      host.engine.lines.find(({ text }) =>
        text.startsWith("waiting for Wix's"),
      );
    await eventually(() => said() !== undefined, "the wait is announced");
    const { text = "", ...line } = said() ?? {};
    assert.match(
      text,
      /^waiting for Wix's limit of 2 requests a minute: about (?:1 min(?: 1 s)?|5\d s), 0 requests go before$/,
    );
    assert.deepEqual(line, { severity: "info", urn: URN, ephemeral: true });
    // The look that the wait holds up says when it will come.
    assert.ok(
      host.engine.lines.some(({ text }) =>
        /^waiting for 1 of 1 services, next look in (?:1 min|5\d s|1 min 1 s)$/.test(
          text,
        ),
      ),
      JSON.stringify(host.engine.lines),
    );
    await host.stop();
  });

  for (const [what, faulty, line] of [
    ["that mattered", true, /^Wix: \d+ requests, 1 repeated$/],
    ["that did not", false, undefined],
  ] as const)
    it(`at the end of an operation in which it is one ${what}: ${line ? "a line that stays" : "nothing"}, and the process ends`, async () => {
      const host = await stage.host();
      if (faulty)
        stage.world.faults({
          route: "POST /resellers/v1/packages/query",
          fault: { kind: "status", status: 503 },
        });
      await host.create(bakeryInputs(what));
      const before = host.engine.lines.length;
      // As the engine closes a provider.
      host.signal("SIGINT");
      await host.ended;
      const last = host.engine.lines.slice(before);
      assert.equal(last.length, line ? 1 : 0, JSON.stringify(last));
      if (!line) return;
      assert.match(last[0]?.text ?? "", line);
      assert.equal(last[0]?.urn, "");
      assert.equal(last[0]?.severity, "info");
      assert.equal(last[0]?.ephemeral, false);
    });
});
