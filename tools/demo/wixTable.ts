import type { World } from "pulumi-wix-simulator";

/** What exists at the simulated Wix, as lines of a table: what the partner pays for. */
export function wixTable(
  world: World,
  productNames: ReadonlyMap<string, string>,
): string {
  const rows = world
    .packages()
    .flatMap((pkg) =>
      pkg.productInstances.map((one) => [
        pkg.externalId ?? "",
        productNames.get(one.catalogProductId) ?? one.catalogProductId,
        one.status,
        one.siteId ?? "(floating)",
      ]),
    );
  if (rows.length === 0) return "(nothing)";
  const all = [["PACKAGE", "PRODUCT", "STATUS", "SITE"], ...rows];
  const widths = all[0]?.map((_, column) =>
    Math.max(...all.map((row) => row[column]?.length ?? 0)),
  );
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths?.[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
