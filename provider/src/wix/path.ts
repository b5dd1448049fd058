const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * Fills a route template such as `/resellers/v1/packages/{id}`; every value is percent-encoded.
 *
 * @throws {RangeError} for a missing or empty value, for `.` and `..`, which a server would resolve as folders, and for half a character
 * (a lone surrogate), which no encoding can carry.
 */
export function fillRoute(
  template: string,
  values: Readonly<Record<string, string>>,
): string {
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name] ?? "";
    if (
      value === "" ||
      value === "." ||
      value === ".." ||
      LONE_SURROGATE.test(value)
    ) {
      throw new RangeError(
        `the route ${template} cannot take ${JSON.stringify(value)} as {${name}}`,
      );
    }
    return encodeURIComponent(value);
  });
}
