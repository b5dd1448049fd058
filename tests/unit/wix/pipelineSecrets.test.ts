import assert from "node:assert/strict";
import { inspect } from "node:util";
import fc from "fast-check";
import { WixError } from "../../../provider/src/wix/errors";
import { Secret } from "../../../provider/src/wix/secret";
import { TransportFailure } from "../../../provider/src/wix/transport";
import { ACCOUNT, PACKAGE } from "../../support/packageFixtures";
import {
  type Scripted,
  SCRIPTED_KEY,
  scriptedWix,
} from "../../support/scriptedWix";

/** Everything that a reader, a log or a report could print of an error. */
const printed = (error: unknown): string => {
  assert.ok(error instanceof WixError, String(error));
  return [
    error.message,
    error.stack,
    JSON.stringify(error),
    JSON.stringify(error.facts),
    String(error),
    inspect(error, { depth: 20, showHidden: true }),
    inspect(error.cause, { depth: 20, showHidden: true }),
  ].join("\n");
};

const failed = async (key: string, ...answers: Scripted[]): Promise<string> => {
  const { packages } = scriptedWix(answers, { key: new Secret(key) });
  // A call that is not repeated after an open answer, and whose absence does not become a value.
  return packages.updateExternalId(ACCOUNT, PACKAGE, "mine").then(
    () => assert.fail("the call must fail"),
    (error: unknown) => printed(error),
  );
};

const holdsNot = (text: string, key: string) => {
  // Parts of a key are as good as nothing to hide, but a long one is most of it.
  const part = key.slice(0, 12);
  const at = text.indexOf(part);
  assert.equal(at, -1, text.slice(Math.max(0, at - 80), at + 80));
};

describe("wix/pipeline: the key stays inside", () => {
  const key = SCRIPTED_KEY;
  const refusalWith = (text: string): Scripted => ({
    status: 400,
    body: {
      message: text,
      details: { applicationError: { code: "X", description: text } },
    },
  });
  const echoes: [it: string, answer: Scripted][] = [
    ["the description of a refusal", refusalWith(`key ${key} is revoked`)],
    [
      "a code",
      { status: 400, body: { details: { applicationError: { code: key } } } },
    ],
    [
      "a violation",
      {
        status: 400,
        body: {
          details: {
            validationError: {
              fieldViolations: [{ field: key, description: key }],
            },
          },
        },
      },
    ],
    [
      "a page of a gateway",
      { status: 502, body: `<pre>authorization: ${key}</pre>` },
    ],
    ["a 401", { status: 401, body: `bad key ${key}` }],
    ["a 429", { status: 429, body: key, headers: { "retry-after": "86400" } }],
    ["a redirect", { status: 302, body: `moved to /login?key=${key}` }],
    ["an answer that is no JSON", { body: `authorization: ${key}` }],
    [
      "an answer of another shape",
      { body: { updatedPackage: { id: 1, [key]: key } } },
    ],
    [
      "a key that the excerpt cuts in two",
      { body: `${"x".repeat(300 - key.length + 4)}${key}` },
    ],
    [
      "a refusal whose excerpt cuts it in two",
      { status: 502, body: `${"x".repeat(300 - key.length + 4)}${key}` },
    ],
    ["the request id", { status: 400, headers: { "x-wix-request-id": key } }],
  ];
  for (const [what, answer] of echoes) {
    it(`when it comes back in ${what}`, async () => {
      holdsNot(await failed(key, answer), key);
    });
  }

  const escaped = [...key]
    .map((one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");
  it("when it comes back in JSON with every character escaped", async () => {
    const answer = { status: 400, body: `{"message":"key ${escaped}"}` };
    holdsNot(await failed(key, answer), key);
  });

  it("when it has characters that JSON escapes", async () => {
    const odd = 'IST.with"quote\\and/slash-0123456789';
    holdsNot(await failed(odd, refusalWith(`key ${odd} is revoked`)), odd);
    const escapes = refusalWith(`key ${odd} is revoked`);
    assert.ok(!(escapes instanceof Error));
    const slashes = JSON.stringify(escapes.body).replaceAll("/", "\\/");
    holdsNot(await failed(odd, { status: 400, body: slashes }), odd);
  });

  const thrown: [it: string, error: TransportFailure][] = [
    ["message", new TransportFailure(`header ${key} is bad`, true)],
    [
      "cause",
      new TransportFailure("socket hang up", true, {
        cause: new Error(`sent authorization: ${key}`),
      }),
    ],
    [
      "cause of the cause, or a property of it",
      new TransportFailure("socket hang up", true, {
        cause: Object.assign(new Error("write EPIPE"), {
          request: { headers: { authorization: key } },
          cause: new Error(key),
        }),
      }),
    ],
  ];
  for (const [what, error] of thrown) {
    it(`when it is in the ${what} of a failure of the network`, async () => {
      const text = await failed(key, error);
      holdsNot(text, key);
      if (what !== "message") assert.match(text, /socket hang up/);
    });
  }

  it("what is said of it is that it was there", async () => {
    const text = await failed(key, refusalWith(`key ${key} is revoked`));
    assert.match(text, /key \[secret\] is revoked/);
  });

  it("whatever the key, wherever in the body", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.stringMatching(/^[!-~]{16,40}$/),
        fc.string({ maxLength: 320 }),
        fc.string({ maxLength: 20 }),
        fc.boolean(),
        async (odd, before, after, asJson) => {
          // What is there anyway, such as a part of our own sentences, is no leak.
          const plain = await failed(odd, { status: 400 });
          fc.pre(!plain.includes(odd));
          const text = `${before}${odd}${after}`;
          const answer = asJson
            ? refusalWith(text)
            : { status: 502, body: text };
          const said = await failed(odd, answer);
          assert.ok(!said.includes(odd), said);
        },
      ),
      { numRuns: 100 },
    );
  });
});
