import type { Transport } from "pulumi-wix-provider/wix";
import type { Simulation } from "pulumi-wix-simulator";
import type { SimulatedTime } from "./simulatedTime";

type Answer = Awaited<ReturnType<Transport>>;

export interface WireOptions {
  /** From the sending of a request to its arrival, and from there to the answer. @unit milliseconds */
  readonly halfwayMs: number;
  /** Called when a request was carried out. */
  readonly onCarriedOut?: (answer: Answer) => void;
}

/** The way to a simulated Wix, in simulated time and without a socket. */
export const simulatedWire =
  (
    time: SimulatedTime,
    { fetch }: Simulation,
    { halfwayMs, onCarriedOut }: WireOptions,
  ): Transport =>
  async ({ method, url, headers, body, key }) => {
    await time.sleep(halfwayMs);
    const answer = await time.during(async () => {
      const response = await fetch(
        new Request(url, {
          method,
          headers: { ...headers, authorization: key.reveal() },
          ...(body === undefined ? {} : { body }),
        }),
      );
      const carriedOut: Answer = {
        status: response.status,
        text: await response.text(),
        header: (name) => response.headers.get(name) ?? undefined,
      };
      onCarriedOut?.(carriedOut);
      return carriedOut;
    });
    await time.sleep(halfwayMs);
    return answer;
  };
