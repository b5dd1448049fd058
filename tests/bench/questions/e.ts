import { openFleet, type Traffic } from "../../fleet/fleet";
import type { Question } from "../question";

/** Time that the handlers and the simulator took; the wire itself is not part of it. */
export const e: Question = {
  title: "ten packages a customer read by the handlers, without Pulumi",
  ask: async ({ customers }) => {
    const count = customers * 10;
    const fleet = openFleet({
      customers: count,
      kinds: ["Package"],
      parallel: 200,
    });
    try {
      const { stored } = await fleet.up();
      const read = async (tool: string, work: () => Promise<Traffic>) => {
        const since = performance.now();
        const { reads, bytes } = await work();
        const seconds = (performance.now() - since) / 1000;
        return { tool, packages: count, requests: reads, bytes, seconds };
      };
      return [
        await read("pulumi-wix", () => fleet.refresh(stored, { parallel: 8 })),
        await read("(ii) one Get a read", () =>
          fleet.getEach(stored, { parallel: 8 }),
        ),
      ];
    } finally {
      fleet.close();
    }
  },
};
