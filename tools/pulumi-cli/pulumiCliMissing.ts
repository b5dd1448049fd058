import { MINIMUM_VERSION } from "./version";
import { type Miss, type Source, TITLES } from "./ways";

/** How many lines of a failed program's output are worth a place in the message. */
const SHOWN_LINES = 10;

/** None of the four ways led to a CLI. The message lists each with its reason, and then what the user can do. */
export class PulumiCliMissing extends Error {
  override readonly name = "PulumiCliMissing";

  constructor(readonly misses: ReadonlyMap<Source, Miss>) {
    super(
      [
        `No usable Pulumi CLI (${MINIMUM_VERSION} or a newer 3.x) could be had. These ways were tried:`,
        ...[...misses].map(told),
        "Any one of these helps:",
        "  - install Pulumi (https://www.pulumi.com/docs/install) and put it on PATH;",
        "  - allow this machine to reach Pulumi's site, for the official download;",
        "  - install Go 1.26 or newer, put it on PATH, and allow it to download modules.",
      ].join("\n"),
    );
  }
}

function told([source, { whyNot, output }]: [Source, Miss], index: number) {
  const lines = (output ?? "").trim().split("\n").slice(-SHOWN_LINES);
  // One line of output is the reason itself.
  const shown = lines.length > 1 ? lines.map((line) => `       ${line}`) : [];
  return [`  ${index + 1}. ${TITLES[source]}: ${whyNot}`, ...shown].join("\n");
}
