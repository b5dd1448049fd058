/** The four ways to a Pulumi CLI; their order is the order in which they are tried. */
export type Source = "path" | "cache" | "download" | "build";

/** A folder that holds a usable `pulumi`, and the version that it said it has. */
export interface Found {
  readonly binDir: string;
  readonly version: string;
}

/** Why a way led nowhere: one line, and what a failed program had written. */
export interface Miss {
  readonly whyNot: string;
  readonly output?: string;
}

export type Answer = Found | Miss;

export interface PulumiCli extends Found {
  readonly source: Source;
}

export interface Way {
  readonly source: Source;
  readonly look: () => Promise<Answer>;
}

/** How the user reads each way, in messages. */
export const TITLES: Readonly<Record<Source, string>> = {
  path: "on PATH",
  cache: "in the cache",
  download: "official download",
  build: "build from Go modules",
};

/**
 * The answer of the first way that finds a CLI; the ways after it are not asked.
 * Undefined when none does; `onMiss` has then been called once for each, in order.
 */
export async function firstFound(
  ways: readonly Way[],
  onMiss: (source: Source, miss: Miss) => void,
): Promise<PulumiCli | undefined> {
  for (const { source, look } of ways) {
    const answer = await look();
    if (isFound(answer)) return { ...answer, source };
    onMiss(source, answer);
  }
  return undefined;
}

export function isFound(answer: Answer): answer is Found {
  return "binDir" in answer;
}
