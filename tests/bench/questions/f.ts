import { tools } from "../tools";
import type { Question, Row } from "../question";

const LIMIT = 200;
const LATENCY_MS = 50;

/** The time that the limit itself asks for, when nothing was sent in the minute before. @unit seconds */
const floorOf = (requests: number) => 60 * Math.max(0, requests / LIMIT - 1);

export const f: Question = {
  title: `a tenth of the customers, ${LATENCY_MS} ms away, under a limit of ${LIMIT} requests a minute`,
  ask: async ({ customers, tofu }) => {
    const count = Math.ceil(customers / 10);
    const rows: Row[] = [];
    for (const open of tools(["wix", "oneGet"], tofu)) {
      const { tool, close } = await open(count, {
        latencyMs: LATENCY_MS,
        requestsPerMinute: LIMIT,
      });
      try {
        for (const step of ["create", "refresh"] as const) {
          const seen = await tool[step]();
          const requests = seen.reads + seen.writes;
          rows.push({
            tool: tool.name,
            step,
            customers: count,
            requests,
            refused: seen.refused,
            seconds: seen.seconds,
            "floor seconds": floorOf(requests),
            ...(seen.failed === undefined ? {} : { failed: seen.failed }),
          });
        }
      } finally {
        await close();
      }
    }
    return rows;
  },
};
