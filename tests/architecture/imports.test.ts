import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import ts from "typescript";

const root = resolve(__dirname, "../..");

/** Layer to the layers that it may import. A file in no layer fails, so a new folder is placed here on purpose. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  "provider/src/wire": [],
  "provider/src/wix": ["provider/src/wire"],
  "provider/src/resources": ["provider/src/wix", "provider/src/wire"],
  "provider/src/drift": ["provider/src/resources", "provider/src/wix"],
  "provider/src/runtime": [
    "provider/src/resources",
    "provider/src/wix",
    "provider/src/wire",
  ],
  "provider/src/cli": ["provider/src/runtime", "provider/src/drift"],
  "simulator/src": ["provider/src/wire"],
  "sdk/src": [
    "provider/src/runtime",
    "provider/src/cli",
    "provider/src/wix",
    "provider/src/wire",
  ],
};

/** Where a package name leads. */
const PACKAGES: Record<string, string> = {
  "pulumi-wix-provider/wire": "provider/src/wire",
  "pulumi-wix-provider/wix": "provider/src/wix",
  "pulumi-wix-provider/runtime": "provider/src/runtime",
  "pulumi-wix-provider/cli": "provider/src/cli",
  "pulumi-wix-simulator": "simulator/src",
};

const PULUMI_ALLOWED = ["sdk/src"];

interface Import {
  readonly from: string;
  readonly specifier: string;
}

const layerOf = (path: string): string | undefined =>
  Object.keys(MAY_IMPORT).find((layer) => `${path}/`.startsWith(`${layer}/`));

/** Why an import is not allowed; undefined when it is. `file` and what it imports are relative to the root. */
function offence({ from, specifier }: Import): string | undefined {
  const layer = layerOf(from);
  if (layer === undefined) return "lives in no declared layer";
  if (specifier.startsWith("@pulumi/")) {
    return PULUMI_ALLOWED.includes(layer) ? undefined : `imports ${specifier}`;
  }
  const target = specifier.startsWith(".")
    ? layerOf(join(dirname(from), specifier))
    : PACKAGES[specifier];
  if (target === undefined) {
    return specifier.startsWith(".") || specifier.startsWith("pulumi-wix")
      ? `imports ${specifier}, which is in no layer`
      : undefined;
  }
  return target === layer || MAY_IMPORT[layer]?.includes(target)
    ? undefined
    : `imports ${target}`;
}

const sources = ["provider/src", "simulator/src", "sdk/src"]
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map(
      (name) => join(root, folder, name),
    ),
  )
  .filter((path) => path.endsWith(".ts"));

const importsOf = (path: string): Import[] =>
  ts
    .preProcessFile(readFileSync(path, "utf8"))
    .importedFiles.map(({ fileName }) => ({
      from: relative(root, path),
      specifier: fileName,
    }));

describe("imports", () => {
  it("there are sources to look at", () => {
    assert.ok(sources.length > 50);
  });

  for (const path of sources) {
    it(`of ${relative(root, path)} follow the arrows`, () => {
      assert.ok(layerOf(relative(root, path)), "lives in no declared layer");
      const offences = importsOf(path).map(offence).filter(Boolean);
      assert.deepEqual(offences, []);
    });
  }

  it("make no circle between files", () => {
    const graph = new Map(
      sources.map((path) => [
        path,
        importsOf(path)
          .filter(({ specifier }) => specifier.startsWith("."))
          .map(({ specifier }) => resolve(dirname(path), specifier))
          .flatMap((target) =>
            [`${target}.ts`, join(target, "index.ts")].filter((one) =>
              sources.includes(one),
            ),
          ),
      ]),
    );
    assert.deepEqual(circleIn(graph), undefined);
  });

  const planted: [string, string, string, boolean][] = [
    ["a lower layer", "provider/src/wix/call.ts", "../wire", true],
    ["a higher layer", "provider/src/wix/call.ts", "../resources", false],
    [
      "pulumi in the provider",
      "provider/src/wix/a.ts",
      "@pulumi/pulumi",
      false,
    ],
    ["pulumi in the sdk", "sdk/src/a.ts", "@pulumi/pulumi", true],
    [
      "the client in the simulator",
      "simulator/src/a.ts",
      "pulumi-wix-provider/wix",
      false,
    ],
    [
      "the simulator in the client",
      "provider/src/wix/a.ts",
      "pulumi-wix-simulator",
      false,
    ],
    ["tests", "provider/src/wix/a.ts", "../../../tests/support/stage", false],
    ["an undeclared folder", "provider/src/other/a.ts", "../wire", false],
    ["a library", "provider/src/wix/a.ts", "node-fetch", true],
  ];
  for (const [what, from, specifier, allowed] of planted) {
    it(`a planted import of ${what} is ${allowed ? "allowed" : "found"}`, () => {
      assert.equal(offence({ from, specifier }) === undefined, allowed);
    });
  }
});

/** The first circle found, as its files. */
function circleIn(
  graph: ReadonlyMap<string, readonly string[]>,
): string[] | undefined {
  const done = new Set<string>();
  const walk = (node: string, trail: string[]): string[] | undefined => {
    if (trail.includes(node))
      return [...trail.slice(trail.indexOf(node)), node];
    if (done.has(node)) return undefined;
    for (const next of graph.get(node) ?? []) {
      const circle = walk(next, [...trail, node]);
      if (circle) return circle.map((path) => relative(root, path));
    }
    done.add(node);
    return undefined;
  };
  for (const node of graph.keys()) {
    const circle = walk(node, []);
    if (circle) return circle;
  }
  return undefined;
}
