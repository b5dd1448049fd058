import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
} from "yaml";

export type Path = readonly PropertyKey[];

/** From and to, of the value at the path; of its key when it is a map, or has no value; of what is around it when it is not there. */
export function rangeOf(
  document: Document | undefined,
  path: Path,
  part?: "key",
): [number, number] {
  let node: unknown = document?.contents;
  let range: [number, number] = [0, 1];
  for (const [depth, key] of path.entries()) {
    const resolved = resolve(node, document);
    const pair = isMap(resolved)
      ? resolved.items.find(
          (item) =>
            isScalar(item.key) && String(item.key.value) === String(key),
        )
      : undefined;
    const child =
      pair ?? (isSeq(resolved) ? resolved.items[Number(key)] : undefined);
    if (child === undefined) break;
    node = isPair(child) ? child.value : child;
    const last = depth === path.length - 1;
    const shown =
      last && part !== "key" && isScalar(node) && node.value !== null
        ? node
        : isPair(child)
          ? child.key
          : child;
    range = spanOf(shown) ?? range;
  }
  return range;
}

const resolve = (node: unknown, document: Document | undefined): unknown =>
  isAlias(node) && document ? node.resolve(document) : node;

/** From and to, of a node that the file itself has. */
export function spanOf(node: unknown): [number, number] | undefined {
  const span = isNode(node) ? node.range : undefined;
  return span ? [span[0], span[1]] : undefined;
}
