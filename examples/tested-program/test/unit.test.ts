// What the program declares, without Pulumi's engine and without Wix.
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { declareBakery } from "../bakery";

interface Registered {
  readonly name: string;
  readonly inputs: Record<string, unknown>;
}

/** Answers each package with an instance for each of its products, as Wix would. */
async function mockWix(): Promise<Registered[]> {
  const registered: Registered[] = [];
  await pulumi.runtime.setMocks({
    newResource: ({ name, type, inputs }) => {
      const sent = inputs as Record<string, unknown>;
      registered.push({ name, inputs: sent });
      if (!type.endsWith(":Package")) return { id: `${name}-id`, state: sent };
      const instances = Object.fromEntries(
        Object.keys(sent.products as object).map((key) => [
          key,
          { instanceId: `${name}/${key}`, status: "ENABLED" },
        ]),
      );
      return { id: `${name}-id`, state: { ...sent, instances } };
    },
    call: () => ({}),
  });
  return registered;
}

const valueOf = <Value>(output: pulumi.Output<Value>): Promise<Value> =>
  new Promise((resolve) => output.apply(resolve));

describe("the bakery's program", () => {
  it("names the plan as the reason why the domain is free", async () => {
    const registered = await mockWix();
    const { domainInstanceId } = declareBakery("an-account");
    assert.equal(await valueOf(domainInstanceId), "bakery-name/domain");
    const name = registered.find((one) => one.name === "bakery-name");
    const { domain } = name?.inputs.products as Record<
      string,
      { referenceProductInstanceId: string }
    >;
    assert.equal(domain?.referenceProductInstanceId, "bakery-web/plan");
  });
});
