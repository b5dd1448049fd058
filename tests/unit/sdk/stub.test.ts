import assert from "node:assert/strict";
import { HANDLERS, type Kind } from "../../../provider/src/resources";
import { stub } from "../../../sdk/src/stub";

const KINDS = Object.keys(HANDLERS) as Kind[];

describe("sdk/stub", () => {
  // The state of every stack holds these texts: they must never change, and no kind may go.
  const pinned: Record<string, string> = {
    Package:
      'exports.handler=()=>require("pulumi-wix/runtime").forKind("Package");',
    SiteTransfer:
      'exports.handler=()=>require("pulumi-wix/runtime").forKind("SiteTransfer");',
    ProductInstanceAssignment:
      'exports.handler=()=>require("pulumi-wix/runtime").forKind("ProductInstanceAssignment");',
  };
  for (const [kind, text] of Object.entries(pinned)) {
    it(`of ${kind} is pinned`, () => {
      assert.equal(stub(kind as Kind), text);
      assert.ok(Object.hasOwn(HANDLERS, kind));
    });
  }

  it("every kind is pinned", () => {
    assert.deepEqual([...KINDS].sort(), Object.keys(pinned).sort());
  });

  for (const kind of KINDS) {
    it(`of ${kind} stays below 100 bytes`, () => {
      assert.ok(Buffer.byteLength(stub(kind)) < 100);
    });

    it(`of ${kind}, evaluated as the host evaluates it, asks for just that kind`, () => {
      const asked: unknown[] = [];
      const provider = { kind };
      const load = (name: string) => {
        asked.push(name);
        return {
          forKind: (one: string) => {
            asked.push(one);
            return provider;
          },
        };
      };
      const exports: { handler?: () => unknown } = {};
      // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- the host does just this
      new Function("exports", "require", stub(kind))(exports, load);
      assert.deepEqual(asked, [], "nothing is loaded before it is needed");
      assert.equal(exports.handler?.(), provider);
      assert.deepEqual(asked, ["pulumi-wix/runtime", kind]);
    });
  }
});
