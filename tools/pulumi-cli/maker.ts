import { CommandFailed } from "./command";
import type { Kit } from "./kit";
import { staged } from "./staged";
import type { Miss, Source, Way } from "./ways";

/** A way that adds to the cache. Its failures are answers; only an abort is thrown. */
export const maker = (
  source: Source,
  kit: Kit,
  fill: (room: string) => Promise<string>,
): Way => ({
  source,
  async look() {
    try {
      return await staged(kit, fill);
    } catch (error) {
      kit.signal.throwIfAborted();
      return missOf(error);
    }
  },
});

function missOf(error: unknown): Miss {
  if (error instanceof CommandFailed)
    return { whyNot: error.message, output: error.output };
  return { whyNot: error instanceof Error ? error.message : String(error) };
}
