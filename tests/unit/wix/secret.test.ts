import assert from "node:assert/strict";
import { format, inspect } from "node:util";
import { Secret } from "../../../provider/src/wix/secret";

const VALUE = "IST.canary-7f3a9c2e51d84b06";
const secret = new Secret(VALUE);

class Failure extends Error {
  constructor(readonly key: Secret) {
    super(`refused with ${String(key)}`, { cause: { key } });
  }
}

describe("wix/secret", () => {
  const prints: [way: string, text: () => string | undefined][] = [
    ["String()", () => String(secret)],
    ["a template", () => `${secret as unknown as string}`],
    ["concatenation", () => "" + (secret as unknown as string)],
    ["toString()", () => secret.toString()],
    ["toLocaleString()", () => secret.toLocaleString()],
    ["join", () => [secret, secret].join()],
    ["JSON", () => JSON.stringify(secret)],
    ["JSON, nested", () => JSON.stringify({ a: [{ key: secret }] })],
    ["JSON as a key", () => JSON.stringify({ [String(secret)]: 1 })],
    ["inspect", () => inspect(secret)],
    [
      "inspect, nested",
      () => inspect({ a: { b: { c: [secret] } } }, { depth: 9 }),
    ],
    [
      "inspect, all of it",
      () => inspect({ secret }, { showHidden: true, getters: true }),
    ],
    [
      "inspect, raw",
      () => inspect(secret, { customInspect: false, showHidden: true }),
    ],
    ["format %s", () => format("%s", secret)],
    ["format %o", () => format("%o", { secret })],
    ["format %j", () => format("%j", secret)],
    ["the message of an error", () => new Failure(secret).message],
    ["the stack of an error", () => new Failure(secret).stack],
    [
      "an error, inspected with its cause",
      () => inspect(new Failure(secret), { depth: 9 }),
    ],
    ["its keys", () => JSON.stringify(Object.getOwnPropertyNames(secret))],
    ["its values", () => JSON.stringify(Object.values(secret))],
    ["a copy", () => inspect({ ...secret })],
    ["a clone", () => inspect(structuredClone({ secret }))],
  ];
  for (const [way, text] of prints) {
    it(`does not print by ${way}`, () => {
      const printed = text();
      assert.ok(printed !== undefined && !printed.includes(VALUE), printed);
    });
  }

  it("says what it is instead", () => {
    assert.equal(`${String(secret)}`, "[secret]");
    assert.equal(JSON.stringify({ key: secret }), '{"key":"[secret]"}');
    assert.equal(inspect({ key: secret }), "{ key: [secret] }");
  });

  it("gives the value to the one who reveals it", () => {
    assert.equal(secret.reveal(), VALUE);
  });

  it("takes the value out of a text, wherever it stands", () => {
    assert.equal(
      secret.redact(`${VALUE} and x${VALUE}y${VALUE}`),
      "[secret] and x[secret]y[secret]",
    );
    assert.equal(secret.redact("nothing in it"), "nothing in it");
  });

  it("takes out a value with characters that mean something elsewhere", () => {
    for (const odd of ["$&", "a.b*c", "[x]", "\\d", "$1$`"]) {
      assert.equal(new Secret(odd).redact(`<${odd}>`), "<[secret]>");
    }
  });

  it("an empty value, of a run without a key, changes no text", () => {
    assert.equal(new Secret("").redact("abc"), "abc");
  });
});
