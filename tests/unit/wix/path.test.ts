import assert from "node:assert/strict";
import fc from "fast-check";
import { fillRoute } from "../../../provider/src/wix/path";
import { anyText } from "../../support/packageFixtures";

const ROUTE = "/resellers/v1/packages/update/{packageId}/{externalId}";
const fill = (externalId: string) =>
  fillRoute(ROUTE, { packageId: "p-1", externalId });
const PREFIX = "/resellers/v1/packages/update/p-1/";

describe("wix/path", () => {
  const rows: [value: string, encoded: string][] = [
    ["plain-1.2_3~", "plain-1.2_3~"],
    ["a/b", "a%2Fb"],
    ["a\\b", "a%5Cb"],
    ["a b", "a%20b"],
    ["a+b", "a%2Bb"],
    ["a?b=c&d", "a%3Fb%3Dc%26d"],
    ["a#b", "a%23b"],
    ["50%", "50%25"],
    ["%2e%2e", "%252e%252e"],
    ["%2F", "%252F"],
    ["a:b@c;d,e$f", "a%3Ab%40c%3Bd%2Ce%24f"],
    ["[a]{b}|c^d`e", "%5Ba%5D%7Bb%7D%7Cc%5Ed%60e"],
    ['"<a>"', "%22%3Ca%3E%22"],
    ["ü", "%C3%BC"],
    ["日本", "%E6%97%A5%E6%9C%AC"],
    ["🧁", "%F0%9F%A7%81"],
    ["a\nb\tc\0d", "a%0Ab%09c%00d"],
    ["...", "..."],
    [".a", ".a"],
    ["../x", "..%2Fx"],
    ["{packageId}", "%7BpackageId%7D"],
    ["$&", "%24%26"],
  ];
  for (const [value, encoded] of rows) {
    it(`${JSON.stringify(value)} becomes ${encoded}`, () => {
      assert.equal(fill(value), PREFIX + encoded);
    });
  }

  for (const value of ["", ".", ".."]) {
    it(`${JSON.stringify(value)} is refused, with the place that cannot take it`, () => {
      assert.throws(
        () => fill(value),
        (error: unknown) => {
          assert.ok(error instanceof RangeError);
          assert.ok(error.message.includes(ROUTE), error.message);
          assert.ok(error.message.includes(JSON.stringify(value)));
          assert.ok(error.message.includes("{externalId}"));
          return true;
        },
      );
    });
  }

  it("a missing value is refused", () => {
    assert.throws(() => fillRoute(ROUTE, { packageId: "p-1" }), /externalId/);
  });

  it("half a surrogate pair, which no URL can carry, is refused the same way", () => {
    assert.throws(() => fill("a\ud800b"), {
      name: "RangeError",
      message: /externalId/,
    });
  });

  it("a route without places stays as it is", () => {
    assert.equal(
      fillRoute("/resellers/v2/packages", {}),
      "/resellers/v2/packages",
    );
  });

  it("whatever the value, a server reads it back as one segment", () => {
    fc.assert(
      fc.property(
        anyText(100).filter((value) => !["", ".", ".."].includes(value)),
        (value) => {
          const { pathname, search, hash } = new URL(
            `https://wix.test${fill(value)}`,
          );
          assert.deepEqual([search, hash], ["", ""]);
          assert.ok(pathname.startsWith(PREFIX));
          const rest = pathname.slice(PREFIX.length);
          assert.ok(!rest.includes("/"));
          assert.equal(decodeURIComponent(rest), value);
        },
      ),
    );
  });
});
