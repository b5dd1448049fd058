/** The oldest Pulumi CLI this project is run with. */
export const MINIMUM_VERSION = "3.254.0";

/** What `goBuild` makes; a test holds it equal to the pin in engine/go.mod. */
export const ENGINE_VERSION = "3.259.0";

type Numbers = readonly [number, number, number];

/**
 * The version at the start of a program's answer, without a leading `v` and without pre-release or build marks.
 * Undefined when it does not begin with one.
 */
export function versionIn(answer: string): string | undefined {
  return /^v?(\d+\.\d+\.\d+)/.exec(answer.trim())?.[1];
}

/** Negative when `left` is older than `right`; usable by `sort`. */
export function compareVersions(left: string, right: string): number {
  const [a, b] = [numbersOf(left), numbersOf(right)];
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

/** True from the minimum to the last 3.x: the SDK and the engine must share their major version. */
export function fits(version: string): boolean {
  return (
    compareVersions(version, MINIMUM_VERSION) >= 0 &&
    numbersOf(version)[0] === numbersOf(MINIMUM_VERSION)[0]
  );
}

function numbersOf(version: string): Numbers {
  const [major = 0, minor = 0, patch = 0] = version.split(".").map(Number);
  return [major, minor, patch];
}
