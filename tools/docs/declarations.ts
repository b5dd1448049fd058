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

/** The docstring of an exported function, with what it throws. */
export function textOfFunction(file: string, name: string): string {
  const found = parse(file)
    .statements.filter(ts.isFunctionDeclaration)
    .find((one) => one.name?.text === name);
  if (!found) throw new Error(`${file} has no function ${name}`);
  const throws = ts
    .getJSDocTags(found)
    .filter(({ tagName }) => tagName.text === "throws")
    .map(({ comment }) => `An error ${ts.getTextOfJSDocComment(comment)}.`);
  return [textOf(found), ...throws].join("\n\n");
}

function parse(file: string): ts.SourceFile {
  const path = join(sources, file);
  return ts.createSourceFile(
    path,
    readFileSync(path, "utf8"),
    ts.ScriptTarget.Latest,
    true,
  );
}

function find(file: string, declaration: string) {
  const source = parse(file);
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
