import assert from "node:assert/strict";
import { WixError } from "../../../provider/src/wix/errors";
import {
  ACCOUNT,
  guid,
  PACKAGE,
  PLAN,
  SITE,
} from "../../support/packageFixtures";
import {
  lostAnswer,
  refusedConnection,
  type Scripted,
  scriptedWix,
} from "../../support/scriptedWix";

const INSTANCE = guid("e", 1);
const purchase = {
  products: [{ catalogProductId: PLAN, countryCode: "BR" }],
};
type Client = ReturnType<typeof scriptedWix>["packages"];
const wire = { id: PACKAGE, accountId: ACCOUNT, productInstances: [] };
const answered = { body: { updatedPackage: wire } };
const headers = { "x-wix-request-id": "req-1" };
const TRIED = `tried: PATCH /resellers/v1/packages/update/{packageId}/{externalId} for account ${ACCOUNT}`;

/** The error of a call that is not repeated after an open answer. */
const failure = async (...answers: Scripted[]): Promise<WixError> => {
  const { packages } = scriptedWix(answers);
  const error = await packages
    .updateExternalId(ACCOUNT, PACKAGE, "mine")
    .catch((reason: unknown) => reason);
  assert.ok(error instanceof WixError, String(error));
  return error;
};

describe("wix/pipeline: what an error says", () => {
  const refusedFive = Array.from({ length: 5 }, () => refusedConnection());
  const rows: [
    it: string,
    answers: Scripted[],
    name: string,
    lines: (string | RegExp)[],
  ][] = [
    [
      "no connection",
      refusedFive,
      "WixUnreachable",
      [
        "could not change the external id of the package: Wix could not be reached",
        `${TRIED}, 5 attempts`,
        "answer: connect ECONNREFUSED 127.0.0.1:443",
        /check the network, WIX_API_BASE_URL and HTTPS_PROXY/,
      ],
    ],
    [
      "a lost answer",
      [lostAnswer()],
      "WixUnreachable",
      [
        "could not change the external id of the package: no usable answer came back",
        `${TRIED}, 1 attempt`,
        "answer: socket hang up",
        /run again: .*looked up before anything is sent twice/,
      ],
    ],
    [
      "an answer that is no JSON",
      [{ body: "<html>hotel</html>", headers }],
      "WixContractBroken",
      [
        "could not change the external id of the package: the answer is no JSON (request req-1)",
        `${TRIED}, 1 attempt`,
        "answer: 200 <html>hotel</html>",
        /report it to pulumi-wix with the request id/,
      ],
    ],
    [
      "an answer of another shape, with what is wrong in it",
      [{ body: { updatedPackage: { ...wire, accountId: 7 } }, headers }],
      "WixContractBroken",
      [
        "could not change the external id of the package: the answer is not what Wix documents (request req-1)",
        `${TRIED}, 1 attempt`,
        /answer: 200 .*expected string, received number/,
        /updatedPackage\.accountId/,
        /report it to pulumi-wix with the request id/,
      ],
    ],
    [
      "an empty answer",
      [{ body: "" }],
      "WixContractBroken",
      [
        "could not change the external id of the package: the answer is no JSON",
        `${TRIED}, 1 attempt`,
        "answer: 200",
        /run again/,
      ],
    ],
    [
      "the lowest status that is no success",
      [{ status: 300, headers }],
      "WixContractBroken",
      [
        /redirect \(300\).*not followed \(request req-1\)/,
        TRIED + ", 1 attempt",
        "answer: 300",
        /WIX_API_BASE_URL/,
      ],
    ],
  ];
  for (const [what, answers, name, lines] of rows) {
    it(`of ${what}`, async () => {
      const error = await failure(...answers);
      assert.equal(error.name, name);
      const said = error.message.split("\n");
      assert.equal(said.length, lines.length, error.message);
      lines.forEach((line, at) => {
        if (typeof line === "string") assert.equal(said[at], line);
        else assert.match(said[at] ?? "", line);
      });
    });
  }

  it("of a write in a run that may only read", async () => {
    const { packages } = scriptedWix([], { readOnly: true });
    await assert.rejects(packages.cancel(ACCOUNT, PACKAGE), {
      message: [
        "could not cancel the package: this run may only read (WIX_READ_ONLY), nothing was sent",
        `tried: DELETE /resellers/v1/packages/{id} for account ${ACCOUNT}, 0 attempts`,
        "what to do: run without WIX_READ_ONLY to let Wix be changed",
      ].join("\n"),
    });
  });

  const doings: [
    could: string,
    call: (packages: Client) => Promise<unknown>,
  ][] = [
    ["buy the package", (packages) => packages.create(ACCOUNT, purchase)],
    ["read the package", (packages) => packages.get(ACCOUNT, PACKAGE)],
    ["look up packages", (packages) => packages.query({}).next()],
    ["cancel the package", (packages) => packages.cancel(ACCOUNT, PACKAGE)],
    [
      "cancel the product instance",
      (packages) => packages.cancelInstance(ACCOUNT, INSTANCE),
    ],
    [
      "adjust the product instance",
      (packages) =>
        packages.adjust(ACCOUNT, INSTANCE, { catalogProductId: PLAN }),
    ],
    [
      "assign the product instance to the site",
      (packages) => packages.assign(ACCOUNT, INSTANCE, SITE),
    ],
    [
      "take the product instance off its site",
      (packages) => packages.unassign(ACCOUNT, INSTANCE),
    ],
  ];
  for (const [could, call] of doings) {
    it(`could not ${could}`, async () => {
      const { packages } = scriptedWix([{ status: 409 }]);
      await assert.rejects(call(packages), {
        message: new RegExp(`^could not ${could}: `),
      });
    });
  }

  it("any 2xx is a success", async () => {
    for (const status of [200, 201, 204, 299]) {
      const { packages } = scriptedWix([{ ...answered, status }]);
      assert.equal(
        (await packages.updateExternalId(ACCOUNT, PACKAGE, "x")).id,
        PACKAGE,
      );
    }
  });
});

describe("wix/pipeline: successes pay repeats back", () => {
  it("after a storm that used them up", async () => {
    const storm = Array.from({ length: 125 }, () => refusedConnection());
    const calm = Array.from({ length: 20 }, () => answered);
    const { packages, script } = scriptedWix([
      ...storm,
      ...calm,
      refusedConnection(),
      answered,
    ]);
    const call = () => packages.updateExternalId(ACCOUNT, PACKAGE, "mine");
    // Twenty-five calls of five tries each: a hundred repeats.
    for (let time = 0; time < 25; time += 1) await assert.rejects(call());
    for (let time = 0; time < 20; time += 1) await call();
    await call();
    assert.equal(script.raw.length, 147);
  });

  it("and not without them", async () => {
    const storm = Array.from({ length: 125 }, () => refusedConnection());
    const { packages, script } = scriptedWix([...storm, refusedConnection()]);
    const call = () => packages.updateExternalId(ACCOUNT, PACKAGE, "mine");
    for (let time = 0; time < 26; time += 1) await assert.rejects(call());
    assert.equal(script.raw.length, 126);
  });
});
