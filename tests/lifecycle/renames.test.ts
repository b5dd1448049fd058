import assert from "node:assert/strict";
import type { Kind } from "pulumi-wix-provider/runtime";
import { ACCOUNTS, SITES } from "pulumi-wix-simulator";
import { bakery, mailbox, plan } from "../support/packages";
import type { Resource } from "../support/resource";
import { openStage, type Stage } from "../support/stage";

type Bag = Record<string, unknown>;

/**
 * A rename without alias, as the engine runs it: the new resource is made, which finds what is there, and then the old one is
 * deleted, at once or by a later run when something failed in between.
 */
describe("a rename without alias", () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(() => stage.close());

  interface Row {
    readonly kind: Kind;
    readonly prepare: () => Promise<Bag>;
    /** What must be as it was. */
    readonly standing: () => unknown;
  }
  const rows: Row[] = [
    {
      kind: "Package",
      prepare: () =>
        Promise.resolve(
          bakery(
            { plan, mail: mailbox },
            { externalId: "customer-42", allowCancel: true },
          ),
        ),
      standing: () =>
        stage.world.liveInstances().map(({ instanceId }) => instanceId),
    },
    {
      kind: "ProductInstanceAssignment",
      prepare: async () => {
        const { siteId: _, ...floating } = plan;
        const shop = stage.resource("Package", "shop");
        await shop.up(bakery({ plan: floating }));
        const [instance] = stage.world.liveInstances();
        return {
          accountId: ACCOUNTS.bakery,
          productInstanceId: instance?.instanceId,
          siteId: SITES.bakeryShop,
        };
      },
      standing: () => stage.world.liveInstances().map(({ siteId }) => siteId),
    },
    {
      kind: "SiteTransfer",
      prepare: () =>
        Promise.resolve({
          siteId: SITES.agencyDraft,
          sourceAccountId: ACCOUNTS.agency,
          targetAccountId: ACCOUNTS.bakery,
          onDelete: "return",
        }),
      standing: () =>
        stage.world.sites().find(({ id }) => id === SITES.agencyDraft)
          ?.ownerAccountId,
    },
  ];

  for (const { kind, prepare, standing } of rows) {
    describe(kind, () => {
      let args: Bag;
      let before: Resource;
      let after: Resource;
      let was: unknown;

      beforeEach(async () => {
        args = await prepare();
        before = stage.resource(kind, "before");
        after = stage.resource(kind, "after");
        await before.up(args);
        was = standing();
      });

      it("in one run: what the new one found is left alone", async () => {
        const provider = stage.process()(kind);
        const { inputs } = await provider.check(
          {},
          { ...args, __urn: after.urn },
        );
        await provider.create(inputs);
        await before.destroy(provider);
        assert.deepEqual(standing(), was);
        assert.match(stage.warnings.join(), /stays as it is: another resource/);
      });

      it("ended by a later run: the same", async () => {
        await after.up(args);
        // The engine asks about every resource of the program, and then deletes what is not in it.
        const provider = stage.process()(kind);
        assert.ok(after.stored);
        await provider.diff(
          after.stored.id,
          after.stored.outputs,
          after.stored.inputs,
        );
        await before.destroy(provider);
        assert.deepEqual(standing(), was);
      });

      it("a resource renamed with alias is deleted like any other", async () => {
        const provider = stage.process()(kind);
        assert.ok(before.stored);
        await provider.diff(before.stored.id, before.stored.outputs, {
          ...before.stored.inputs,
          __urn: after.urn,
        });
        await before.destroy(provider);
        assert.notDeepEqual(standing(), was);
      });
    });
  }
});
