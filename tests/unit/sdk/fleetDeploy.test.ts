import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadCustomers } from "pulumi-wix";
import { parse, parseAllDocuments } from "yaml";
import { ROOT } from "../../support/layout";

const FLEET = join(ROOT, "examples", "fleet");
const read = (file: string) =>
  readFileSync(join(FLEET, "deploy", file), "utf8");

interface Workflow {
  readonly jobs: {
    readonly up: {
      readonly env: Readonly<Record<string, string>>;
      readonly strategy: { readonly matrix: { readonly share: number[] } };
    };
  };
}

interface StackObject {
  readonly spec: {
    readonly stack: string;
    readonly config: Readonly<Record<string, string>>;
    readonly destroyOnFinalize: boolean;
  };
}

describe("examples/fleet: the shares that pipelines run", () => {
  const pattern = join(FLEET, "customers", "*.yaml");
  const all = loadCustomers(pattern).map(({ name }) => name);

  /** Each customer is in just one of the shares. */
  const areWhole = (shards: readonly string[]) => {
    const shared = shards.flatMap((shard) =>
      loadCustomers(pattern, { shard }).map(({ name }) => name),
    );
    assert.deepEqual(shared.sort(), [...all].sort());
  };

  it("of the matrix are all", () => {
    const { up } = (parse(read("github-actions.yaml")) as Workflow).jobs;
    const filled = (text: string | undefined, share: number) =>
      text?.replace("${{ matrix.share }}", String(share)) ?? "";
    const { share } = up.strategy.matrix;
    areWhole(share.map((one) => filled(up.env.SHARD, one)));
    const stacks = share.map((one) => filled(up.env.STACK, one));
    assert.equal(new Set(stacks).size, share.length);
  });

  it("of the operator are all, and deleting an object cancels nothing", () => {
    const objects = parseAllDocuments(read("pulumi-operator.yaml")).map(
      (document) => document.toJS() as StackObject,
    );
    areWhole(objects.map(({ spec }) => spec.config["fleet:shard"] ?? ""));
    const stacks = objects.map(({ spec }) => spec.stack);
    assert.equal(new Set(stacks).size, objects.length);
    for (const { spec } of objects) assert.equal(spec.destroyOnFinalize, false);
  });
});
