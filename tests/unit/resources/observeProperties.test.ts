import assert from "node:assert/strict";
import fc from "fast-check";
import type { PackageInputs } from "../../../provider/src/resources/package/args";
import { differences } from "../../../provider/src/resources/package/differences";
import { observe } from "../../../provider/src/resources/package/observe";
import {
  managedBy,
  stateOf,
} from "../../../provider/src/resources/package/state";
import {
  anyArgs,
  guid,
  inputsOf,
  instance,
  livePackage,
  MARK,
  MONTH,
  PACKAGE,
  product,
  SITE,
} from "../../support/packageFixtures";

describe("resources/package/observe: properties", () => {
  it("what Wix made of the arguments is no drift, whatever it gives back of what can be written once", () => {
    fc.assert(
      fc.property(anyArgs, fc.boolean(), (args, echo) => {
        const inputs: PackageInputs = { ...args, __mark: MARK };
        const keys = Object.keys(args.products);
        const live = livePackage(
          keys.map((key, at) => {
            const {
              floating: _,
              status: __,
              countryCode,
              discountCode,
              ...one
            } = product(args.products[key]);
            return instance(at + 1, {
              ...one,
              ...(echo ? { countryCode, discountCode } : {}),
            });
          }),
          { accountId: args.accountId, externalId: args.externalId ?? MARK },
        );
        const ids = Object.fromEntries(
          keys.map((key, at) => [key, guid("e", at + 1)]),
        );
        const made = stateOf({ inputs, live, ids, mark: MARK });
        const { state, inputs: shown } = observe(made, live);
        assert.deepEqual(state, made);
        const { __mark: _, ...declared } = inputs;
        assert.deepEqual(shown, declared);
        const program = { ...declared, mark: MARK };
        assert.deepEqual(differences({ ...state, mark: MARK }, program), []);
      }),
    );
  });
});

describe("resources/package/state: managedBy", () => {
  it("names what a program can leave out, and only what it says", () => {
    const inputs = inputsOf(
      {
        b: product({ siteId: SITE, billingInfo: MONTH, discountCode: "x" }),
        a: product({ floating: true }),
        c: product(),
      },
      { externalId: "mine", adopt: PACKAGE },
    );
    assert.deepEqual(managedBy(inputs), [
      "a.floating",
      "b.billingInfo",
      "b.siteId",
      "externalId",
    ]);
    assert.deepEqual(managedBy(inputsOf({ c: product() })), []);
  });
});
