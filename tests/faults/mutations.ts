/** A defect put into the compiled provider, to show that the matrix falls short of it. */
export interface Mutation {
  /** The compiled file, from `provider/dist`. */
  readonly file: string;
  /** Must stand in the file just once. */
  readonly find: string;
  readonly replace: string;
  /** Where in the matrix it shows; every variant is tried. */
  readonly stories: string;
  readonly faults: string;
}

export const MUTATIONS: Readonly<Record<string, Mutation>> = {
  "no look for the mark before a purchase": {
    file: "resources/package/create.js",
    find: "await env.wix.packageReads.marked(accountId, mark)",
    replace: "[]",
    stories: "customer",
    faults: "killed after",
  },
  "a random key for each purchase": {
    file: "resources/package/mark.js",
    find: '["create", purchase]',
    replace: '["create", purchase, Math.random()]',
    stories: "customer",
    faults: "killed after",
  },
  "no look after a lost answer": {
    file: "resources/package/buy.js",
    find: "const LOOKS_S = [0, 2, 5, 10, 20, 30]",
    replace: "const LOOKS_S = []",
    stories: "customer",
    faults: "reset after",
  },
  "no wait for services to settle": {
    file: "resources/settle.js",
    find: "left(live) > 0;",
    replace: "false;",
    stories: "customer",
    faults: "429",
  },
  "no look before an unassign": {
    file: "resources/productInstanceAssignment/verbs.js",
    find: "const onOurSite = (live) => {",
    replace:
      "let looks = 0;\nconst onOurSite = (live) => {\nif (looks++ < 2) return true;",
    stories: "unassignMoved",
    faults: "500 before",
  },
  "a deletion that does not ask who else stands for the package": {
    file: "runtime/provider.js",
    find: "owners.hasAnother(objectOf(kind, id), state)",
    replace: "false",
    stories: "renameWithoutAlias",
    faults: "500 before",
  },
  "a half-made package that is not kept": {
    file: "runtime/provider.js",
    find: "id: error.objectId,",
    replace: "",
    stories: "customer",
    faults: "mismatch after",
  },
};
