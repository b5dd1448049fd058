import { durationText } from "../wix";
import type { Env } from "./handler";

/**
 * Waits for the next look, and says on the resource's row what for and when it comes: the limit of requests may make it later.
 *
 * @param what such as `waiting for 2 of 3 services`
 */
export async function untilNextLook(
  { env, urn }: { readonly env: Env; readonly urn: string | undefined },
  what: string,
  ms: number,
): Promise<void> {
  const { wix, voice, signal } = env;
  const inAll = Math.max(ms, wix.limitWaitMs());
  voice.status(urn, `${what}, next look in ${durationText(inAll)}`);
  await wix.clock.sleep(ms, signal);
}
