// Writes the reports of the public surface: `npm run api`.
import { apiReports } from "./reports";

const stale = apiReports({ write: true });
console.log(stale.length === 0 ? "up to date" : `written: ${stale.join(", ")}`);
