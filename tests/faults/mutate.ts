// Preloaded into a run of the matrix: compiles one file of the provider with the defect that MUTATION names.
import Module from "node:module";
import { join } from "node:path";
import { ROOT } from "../support/layout";
import { MUTATIONS } from "./mutations";

interface Compiling {
  _compile: (this: Module, source: string, path: string) => unknown;
}

const name = process.env.MUTATION ?? "";
const mutation = MUTATIONS[name];
if (!mutation) throw new RangeError(`there is no mutation "${name}"`);

const compiling = Module.prototype as unknown as Compiling;
const { _compile: compile } = compiling;
compiling._compile = function (source, path) {
  if (path !== join(ROOT, "provider", "dist", mutation.file))
    return compile.call(this, source, path);
  const parts = source.split(mutation.find);
  if (parts.length !== 2)
    throw new Error(
      `${mutation.file} holds "${mutation.find}" ${parts.length - 1} times, so the mutation does not fit any more`,
    );
  return compile.call(this, parts.join(mutation.replace), path);
};
