import { format } from "prettier";
import { customerSchema } from "../../sdk/src/customers/customerFile";
import { customersPage } from "./customers";
import { dataFunctionsPage } from "./dataFunctions";
import { errorsPage } from "./errors";
import { RESOURCE_PAGES, resourcePage } from "./resources";
import { testingPage } from "./testing";

/** A page as the formatter leaves it, so that generating and formatting agree. */
const page = (write: () => string) => (): Promise<string> =>
  format(write(), { parser: "markdown" });

/** The generated pages by their path from the root of the repository. A test fails when one is stale. */
export const PAGES: Readonly<Record<string, () => Promise<string>>> = {
  "sdk/customer.schema.json": () =>
    format(JSON.stringify(customerSchema()), { parser: "json" }),
  "docs/errors.md": page(errorsPage),
  "docs/customers.md": page(customersPage),
  "docs/testing.md": page(testingPage),
  "docs/resources/data-functions.md": page(dataFunctionsPage),
  ...Object.fromEntries(
    Object.entries(RESOURCE_PAGES).map(([path, one]) => [
      path,
      page(() => resourcePage(one)),
    ]),
  ),
};
