import { tools } from "../tools";
import type { Question, Row } from "../question";

const CUSTOMERS = 5;

export const g: Question = {
  title: "the answer to one purchase gets lost, then up is run again",
  ask: async ({ tofu }) => {
    const rows: Row[] = [];
    for (const open of tools(["wix", "oneGet"], tofu)) {
      const { tool, simulator, close } = await open(CUSTOMERS, {});
      try {
        simulator.world.faults({
          route: "POST /resellers/v2/packages",
          when: "after",
          fault: { kind: "reset" },
        });
        const first = await tool.create();
        const second = await tool.noop();
        rows.push({
          tool: tool.name,
          declared: CUSTOMERS,
          bought: simulator.world.packages().length,
          "first up": first.failed ?? "succeeds",
          "second up": second.failed ?? "succeeds",
        });
      } finally {
        await close();
      }
    }
    return rows;
  },
};
