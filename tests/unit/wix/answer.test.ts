import assert from "node:assert/strict";
import { RESELLERS_ERRORS, TRANSFER_ERRORS } from "../../../provider/src/wire";
import { RESELLERS_ADVICE } from "../../../provider/src/wix/advice/resellers";
import { TRANSFER_ADVICE } from "../../../provider/src/wix/advice/transfer";
import { packageEndpoints } from "../../../provider/src/wix/endpoints/packages";
import { siteEndpoints } from "../../../provider/src/wix/endpoints/sites";
import {
  parseJson,
  readRefusal,
  refusal,
} from "../../../provider/src/wix/answer";
import {
  type Facts,
  type Remedy,
  WixContractBroken,
  WixError,
  WixFaulted,
  WixNotFound,
  WixRejected,
  WixThrottled,
  WixUnauthorised,
} from "../../../provider/src/wix/errors";
import { ACCOUNT } from "../../support/packageFixtures";

const facts = (status: number, more: Partial<Facts> = {}) => ({
  doing: "read the package",
  method: "GET",
  route: "/resellers/v1/packages/{id}",
  accountId: ACCOUNT,
  attempts: 1,
  requestId: "req-77",
  ...more,
  status,
});

/** Every documented code, by the area that it belongs to: one code may mean two things. */
const AREAS = [
  ...Object.entries(RESELLERS_ERRORS).map(([code, status]) => ({
    it: `Resellers ${code}`,
    code,
    status,
    advice: RESELLERS_ADVICE,
  })),
  ...Object.entries(TRANSFER_ERRORS).map(([code, status]) => ({
    it: `Transfer ${code}`,
    code,
    status,
    advice: TRANSFER_ADVICE,
  })),
];
const OBJECTS = ["PACKAGE_NOT_FOUND", "PRODUCT_INSTANCE_NOT_FOUND"];

describe("wix/answer: refusal", () => {
  describe("by status, when no code says more", () => {
    interface Row {
      readonly Kind: new (...args: never[]) => WixError;
      readonly remedy: Remedy;
      readonly passing: boolean;
      readonly carriedOut: "no" | "maybe";
    }
    const rejected: Row = {
      Kind: WixRejected,
      remedy: "fix-input",
      passing: false,
      carriedOut: "no",
    };
    const unauthorised: Row = {
      ...rejected,
      Kind: WixUnauthorised,
      remedy: "fix-credentials",
    };
    const faulted: Row = {
      Kind: WixFaulted,
      remedy: "retry",
      passing: true,
      carriedOut: "maybe",
    };
    const redirect: Row = {
      Kind: WixContractBroken,
      remedy: "give-up",
      passing: false,
      carriedOut: "maybe",
    };
    const rows: Record<number, Row> = {
      300: redirect,
      301: redirect,
      302: redirect,
      304: redirect,
      308: redirect,
      400: rejected,
      401: unauthorised,
      403: unauthorised,
      // Without a code it does not say what is not there.
      404: rejected,
      409: rejected,
      418: rejected,
      428: rejected,
      429: { ...faulted, Kind: WixThrottled, carriedOut: "no" },
      500: faulted,
      501: faulted,
      502: faulted,
      503: faulted,
      504: faulted,
    };
    for (const [status, { Kind, ...claims }] of Object.entries(rows)) {
      it(`${status} is ${Kind.name}`, () => {
        const error = refusal(facts(Number(status)));
        assert.equal(error.constructor, Kind);
        assert.equal(error.name, Kind.name);
        const { remedy, passing, carriedOut } = error;
        assert.deepEqual({ remedy, passing, carriedOut }, claims);
        assert.equal(error.facts.status, Number(status));
      });
    }
  });

  describe("by code first, whatever the status", () => {
    const statuses = [400, 401, 403, 404, 409, 428, 500, 503];
    for (const { it: name, code, advice } of AREAS) {
      const Kind = OBJECTS.includes(code) ? WixNotFound : WixRejected;
      it(`${name} is ${Kind.name}`, () => {
        const kinds = statuses.map(
          (status) => refusal(facts(status, { code }), advice).constructor.name,
        );
        assert.deepEqual(
          kinds,
          statuses.map(() => Kind.name),
        );
      });
    }

    it("a documented refusal that comes with 429 is no throttling", () => {
      const error = refusal(
        facts(429, { code: "PRODUCT_LIMIT_EXCEEDED" }),
        RESELLERS_ADVICE,
      );
      assert.equal(error.name, "WixRejected");
    });

    it("a code that nobody documents leaves it to the status", () => {
      const names = [404, 403, 503, 429].map(
        (status) =>
          refusal(facts(status, { code: "BRAND_NEW" }), RESELLERS_ADVICE).name,
      );
      assert.deepEqual(names, [
        "WixRejected",
        "WixUnauthorised",
        "WixFaulted",
        "WixThrottled",
      ]);
    });

    it("a code is not looked for among the names that every object has", () => {
      for (const code of ["constructor", "toString", "__proto__"]) {
        const error = refusal(facts(503, { code }), RESELLERS_ADVICE);
        assert.equal(error.name, "WixFaulted", code);
      }
    });

    it("every endpoint knows the codes of its area", () => {
      const without = Object.entries(packageEndpoints)
        .filter(([, { advice }]) => advice !== RESELLERS_ADVICE)
        .map(([name]) => name);
      assert.deepEqual(without, []);
      assert.equal(siteEndpoints.transfer.advice, TRANSFER_ADVICE);
    });
  });

  describe("the message of every documented code", () => {
    for (const { it: name, code, status, advice } of AREAS) {
      it(name, () => {
        const { message } = refusal(
          facts(status, { code, said: "the words of Wix", attempts: 2 }),
          advice,
        );
        const [outcome = "", tried, answer, todo = "", ...more] =
          message.split("\n");
        assert.match(outcome, /^could not read the package: \S+ .*\S/);
        assert.ok(outcome.endsWith(` (${code}, request req-77)`), outcome);
        assert.ok(outcome.length <= 160, `the first line is short: ${outcome}`);
        assert.equal(
          tried,
          `tried: GET /resellers/v1/packages/{id} for account ${ACCOUNT}, 2 attempts`,
        );
        assert.equal(answer, `answer: ${status} the words of Wix`);
        assert.match(todo, /^what to do: \S+ .*\S$/);
        assert.deepEqual(more, []);
      });
    }

    it("no two codes say the same, but the two that mean one cycle", () => {
      const whats = Object.values(RESELLERS_ADVICE).map(({ what }) => what);
      assert.equal(new Set(whats).size, whats.length - 1);
    });
  });

  describe("the message of a status", () => {
    const line = (status: number, more: Partial<Facts> = {}, number = 0) =>
      refusal(facts(status, more)).message.split("\n")[number];

    it("names the request id even without a code", () => {
      assert.match(line(503) ?? "", /Wix answered 503 \(request req-77\)$/);
    });

    it("does without what is not known", () => {
      const { message } = refusal(facts(503, { requestId: undefined }));
      assert.equal(
        message.split("\n")[0],
        "could not read the package: Wix answered 503",
      );
      assert.match(message, /, 1 attempt$/m);
    });

    it("says what Wix said when nothing else is known", () => {
      assert.match(line(400, { said: "no such thing" }) ?? "", /no such thing/);
      assert.match(line(400) ?? "", /refused with 400/);
    });

    it("tells a wrong key from a missing permission, and names the settings", () => {
      assert.match(line(401) ?? "", /does not accept the API key/);
      assert.match(line(403) ?? "", /may not do this/);
      for (const status of [401, 403]) {
        const todo = line(status, {}, 3) ?? "";
        assert.match(todo, /WIX_API_KEY.*WIX_ACCOUNT_ID.*accountId/);
      }
    });

    it("says what to do about a limit, a fault and a refusal", () => {
      assert.match(line(429) ?? "", /limits the number of requests/);
      assert.match(line(429, {}, 3) ?? "", /later.*WIX_REQUESTS_PER_MINUTE/);
      assert.match(line(503, {}, 3) ?? "", /run again.*request id/);
      assert.match(line(400, {}, 3) ?? "", /mend what Wix names.*request id/);
    });

    it("of a redirect names where it may come from", () => {
      assert.match(line(302) ?? "", /redirect \(302\).*not followed/);
      assert.match(line(302, {}, 3) ?? "", /WIX_API_BASE_URL/);
    });
  });
});

describe("wix/answer: readRefusal", () => {
  const application = (error: unknown) => ({
    message: "outer",
    details: { applicationError: error },
  });
  const validation = (...fieldViolations: unknown[]) => ({
    message: "outer",
    details: { validationError: { fieldViolations } },
  });
  const rows: [
    it: string,
    body: unknown,
    code?: string | undefined,
    said?: string | undefined,
  ][] = [
    [
      "code and description",
      application({ code: "SITE_NOT_FOUND", description: "site 7", data: {} }),
      "SITE_NOT_FOUND",
      "site 7",
    ],
    ["a code alone", application({ code: "X" }), "X", "outer"],
    [
      "an application error of nulls",
      application({ code: null }),
      undefined,
      "outer",
    ],
    [
      "violations, all of them",
      validation(
        { field: "externalId", description: "too long", violatedRule: "MAX" },
        { field: "products", violatedRule: "CUSTOM" },
        { description: "no field" },
        {},
      ),
      undefined,
      "outer; externalId: too long; products: CUSTOM; body: no field; body: invalid",
    ],
    [
      "a violation without a message",
      {
        details: {
          validationError: {
            fieldViolations: [{ field: "siteId", description: "no id" }],
          },
        },
      },
      undefined,
      "siteId: no id",
    ],
    ["a message alone", { message: "just this" }, undefined, "just this"],
    ["the empty 5xx, by design", { message: "", details: {} }],
    ["nulls", { message: null, details: null }],
    [
      "null details inside",
      { details: { applicationError: null, validationError: null } },
    ],
    ["nothing", {}],
    ["an empty body", ""],
    ["white space", " \r\n "],
    [
      "no JSON",
      "<html>Bad gateway</html>",
      undefined,
      "<html>Bad gateway</html>",
    ],
    ["JSON that is no object", '"down"', undefined, '"down"'],
    ["a list", "[]", undefined, "[]"],
    ["null", "null", undefined, "null"],
    [
      "a code that is a number",
      application({ code: 7 }),
      undefined,
      JSON.stringify(application({ code: 7 })),
    ],
    ["half a JSON", '{"message":"cut', undefined, '{"message":"cut'],
  ];
  for (const [name, body, code, said] of rows) {
    it(name, () => {
      const text = typeof body === "string" ? body : JSON.stringify(body);
      const read = readRefusal(text);
      assert.equal(read.code, code);
      assert.equal(read.said, said);
    });
  }

  it("a long page is cut", () => {
    const { said = "" } = readRefusal(`<html>${"x".repeat(10_000)}`);
    assert.equal(said.length, 300);
  });
});

describe("wix/answer: parseJson", () => {
  it("reads JSON, and calls everything else undefined", () => {
    assert.deepEqual(parseJson('{"a":[1]}'), { a: [1] });
    assert.equal(parseJson("null"), null);
    for (const text of ["", "<html>", "{", "undefined"])
      assert.equal(parseJson(text), undefined, text);
  });
});
