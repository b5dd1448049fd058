import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import ts from "typescript";

/** A member of an interface or a class of the sdk, as a reader of its documentation wants it. */
export interface Member {
  readonly name: string;
  readonly optional: boolean;
  readonly type: string;
  readonly text: string;
}

const sources = resolve(__dirname, "../../sdk/src");

/** The public members of a declaration that have a docstring or a type, in the order of the source. */
export function membersOf(file: string, declaration: string): Member[] {
  const { source, found } = find(file, declaration);
  return found.members.flatMap((member) => {
    const isField =
      ts.isPropertySignature(member) || ts.isPropertyDeclaration(member);
    if (!isField || ts.isPrivateIdentifier(member.name)) return [];
    return [
      {
        name: member.name.getText(source),
        optional: member.questionToken !== undefined,
        type: simple(member.type?.getText(source) ?? ""),
        text: textOf(member),
      },
    ];
  });
}

/** The docstring of a declaration, without its tags. */
export const textOfDeclaration = (file: string, declaration: string): string =>
  textOf(find(file, declaration).found);

function find(file: string, declaration: string) {
  const path = join(sources, file);
  const source = ts.createSourceFile(
    path,
    readFileSync(path, "utf8"),
    ts.ScriptTarget.Latest,
    true,
  );
  const found = source.statements.find(
    (one): one is ts.InterfaceDeclaration | ts.ClassDeclaration =>
      (ts.isInterfaceDeclaration(one) || ts.isClassDeclaration(one)) &&
      one.name?.text === declaration,
  );
  if (!found) throw new Error(`${file} declares no ${declaration}`);
  return { source, found };
}

const textOf = (node: ts.Node): string =>
  ts
    .getJSDocCommentsAndTags(node)
    .filter(ts.isJSDoc)
    .map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? "")
    .join("\n\n")
    .replaceAll(/\{@link (\w+)\}/g, "`$1`");

/** The type without what every argument and every output has. */
const simple = (type: string): string => {
  const inner = /^pulumi\.(?:Input|Output)<([^]*)>$/.exec(type)?.[1];
  return (inner ?? type)
    .replaceAll("pulumi.Input<ProductArgs>", "ProductArgs")
    .replaceAll(" | undefined", "")
    .replaceAll(/\s+/g, " ");
};
