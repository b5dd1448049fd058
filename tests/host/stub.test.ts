import assert from "node:assert/strict";
import { realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { startSimulator, type Simulator } from "pulumi-wix-simulator";
import { type Host, startHost, STUB, URN } from "../support/host";
import {
  type Installed,
  installPulumiWix,
  ROOT,
  WORKSPACE_PROGRAM,
} from "../support/layout";
import { bakery } from "../support/packageArgs";
import { stub } from "../../sdk/src/stub";

describe("what Pulumi stores as __provider", function () {
  this.timeout(30_000);

  it("is this text for ever, in under 100 bytes", () => {
    assert.equal(
      stub("Package"),
      `exports.handler=()=>require("pulumi-wix/runtime").forKind("Package");`,
    );
    assert.equal(stub("Package"), STUB);
    assert.ok(Buffer.byteLength(stub("Package")) < 100);
  });

  const inPlace = (): Installed => ({
    program: WORKSPACE_PROGRAM,
    remove: () => undefined,
  });

  for (const inWorkspace of [true, false]) {
    const name = inWorkspace ? "this workspace" : "an installed package";
    describe(`runs in ${name}`, () => {
      let layout: Installed;
      let simulator: Simulator;
      let host: Host;
      let later: Host;

      before(async () => {
        layout = inWorkspace ? inPlace() : installPulumiWix();
        simulator = await startSimulator({
          settings: { pendingMs: 0, cancelMs: 0 },
        });
        const options = {
          program: layout.program,
          simulatorUrl: simulator.url,
        };
        [host, later] = await Promise.all([
          startHost(options),
          startHost(options),
        ]);
      });
      after(async () => {
        await Promise.all([host.stop(), later.stop()]);
        await simulator.close();
        layout.remove();
      });

      it("where pulumi-wix is what the layout says", () => {
        for (const module of ["pulumi-wix", "pulumi-wix-provider"]) {
          const from = createRequire(join(layout.program, "index.js"));
          const found = realpathSync(from.resolve(`${module}/package.json`));
          assert.equal(found.startsWith(ROOT), inWorkspace, found);
        }
      });

      it("a whole life", async () => {
        const news = { ...bakery, __provider: STUB, __urn: URN };
        const { inputs, failures } = await host.check(news);
        assert.deepEqual(failures, []);
        assert.equal(inputs.__provider, STUB);

        const { id, state } = await host.create(inputs);
        const live = simulator.world.package(id);
        assert.equal(live?.accountId, bakery.accountId);
        assert.equal(state.__provider, STUB);

        const same = await host.diff(id, state, inputs);
        assert.equal(same.changes, "none");
        const edited = { ...inputs, externalId: "shop 1" };
        const other = await host.diff(id, state, edited);
        assert.deepEqual(other, {
          changes: "unknown",
          replaces: [],
          deleteBeforeReplace: true,
        });

        const updated = await host.update(id, state, edited);
        assert.equal(simulator.world.package(id)?.externalId, "shop 1");
        const read = await host.read(id, updated);
        assert.equal(read.id, id);
        assert.equal(read.inputs?.externalId, "shop 1");
        assert.equal(read.state.__provider, STUB);

        // Destroyed by another process than has made it, as the engine does.
        await later.delete(id, read.state);
        assert.deepEqual(simulator.world.liveInstances(), []);
        assert.equal((await later.read(id, read.state)).id, "");
      });
    });
  }
});
