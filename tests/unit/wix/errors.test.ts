import assert from "node:assert/strict";
import {
  type Explanation,
  type Facts,
  WixContractBroken,
  WixError,
  WixFaulted,
  WixNotFound,
  WixReadOnly,
  WixRejected,
  WixThrottled,
  WixUnauthorised,
  WixUnreachable,
} from "../../../provider/src/wix/errors";
import { ACCOUNT } from "../../support/packageFixtures";

const facts: Facts = {
  doing: "cancel the package",
  method: "DELETE",
  route: "/resellers/v1/packages/{id}",
  accountId: ACCOUNT,
  attempts: 3,
};
const explanation: Explanation = { what: "it was late", todo: "come again" };

describe("wix/errors", () => {
  const rows: [
    error: WixError,
    name: string,
    remedy: WixError["remedy"],
    carriedOut: WixError["carriedOut"],
    passing: boolean,
  ][] = [
    [
      new WixUnreachable(facts, explanation, true),
      "WixUnreachable",
      "retry",
      "maybe",
      true,
    ],
    [
      new WixUnreachable(facts, explanation, false),
      "WixUnreachable",
      "retry",
      "no",
      true,
    ],
    [new WixThrottled(facts, explanation), "WixThrottled", "retry", "no", true],
    [new WixFaulted(facts, explanation), "WixFaulted", "retry", "maybe", true],
    [
      new WixUnauthorised(facts, explanation),
      "WixUnauthorised",
      "fix-credentials",
      "no",
      false,
    ],
    [
      new WixNotFound(facts, explanation),
      "WixNotFound",
      "fix-input",
      "no",
      false,
    ],
    [
      new WixRejected(facts, explanation),
      "WixRejected",
      "fix-input",
      "no",
      false,
    ],
    [
      new WixContractBroken(facts, explanation),
      "WixContractBroken",
      "give-up",
      "maybe",
      false,
    ],
    [
      new WixContractBroken(facts, explanation, true),
      "WixContractBroken",
      "give-up",
      "maybe",
      true,
    ],
    [
      new WixReadOnly(facts, explanation),
      "WixReadOnly",
      "fix-input",
      "no",
      false,
    ],
  ];
  for (const [error, name, remedy, carriedOut, passing] of rows) {
    it(`${name}: ${remedy}, carried out: ${carriedOut}, ${passing ? "passing" : "final"}`, () => {
      assert.ok(error instanceof WixError && error instanceof Error);
      assert.equal(error.name, name);
      assert.equal(error.facts, facts);
      assert.deepEqual(
        [error.remedy, error.carriedOut, error.passing],
        [remedy, carriedOut, passing],
      );
    });
  }

  const tried = `tried: DELETE /resellers/v1/packages/{id} for account ${ACCOUNT}`;
  const messages: [it: string, more: Partial<Facts>, lines: string[]][] = [
    [
      "nothing sent",
      { attempts: 0 },
      [
        "could not cancel the package: it was late",
        `${tried}, 0 attempts`,
        "what to do: come again",
      ],
    ],
    [
      "no answer, but a word of the network",
      { attempts: 1, said: "socket hang up" },
      [
        "could not cancel the package: it was late",
        `${tried}, 1 attempt`,
        "answer: socket hang up",
        "what to do: come again",
      ],
    ],
    [
      "a status alone",
      { status: 503 },
      [
        "could not cancel the package: it was late",
        `${tried}, 3 attempts`,
        "answer: 503",
        "what to do: come again",
      ],
    ],
    [
      "everything",
      { status: 428, code: "CODE", requestId: "r-1", said: "no" },
      [
        "could not cancel the package: it was late (CODE, request r-1)",
        `${tried}, 3 attempts`,
        "answer: 428 no",
        "what to do: come again",
      ],
    ],
    [
      "a code alone",
      { code: "CODE" },
      [
        "could not cancel the package: it was late (CODE)",
        `${tried}, 3 attempts`,
        "what to do: come again",
      ],
    ],
  ];
  for (const [name, more, lines] of messages) {
    it(`the message of ${name}`, () => {
      const error = new WixRejected({ ...facts, ...more }, explanation);
      assert.deepEqual(error.message.split("\n"), lines);
    });
  }

  it("keeps a cause", () => {
    const cause = new Error("why");
    assert.equal(
      new WixUnreachable(facts, explanation, true, { cause }).cause,
      cause,
    );
  });
});
