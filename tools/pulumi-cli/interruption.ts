import { setTimeout as sleep } from "node:timers/promises";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
const ARRIVAL_MS = 500;

/**
 * Runs the work with a signal that aborts when this process is told to end.
 *
 * When the work has cleaned up, the same signal is sent again and has its usual effect.
 */
export async function interruptible<T>(
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  let received: NodeJS.Signals | undefined;
  const onSignal = (name: NodeJS.Signals) => {
    received ??= name;
    controller.abort(new Error(`interrupted by ${name}`));
  };
  for (const name of SIGNALS) process.on(name, onSignal);
  try {
    return await work(controller.signal);
  } finally {
    for (const name of SIGNALS) process.off(name, onSignal);
    if (received) {
      process.kill(process.pid, received);
      // Where another part of the program listens too, the signal arrives only in a later turn of the event loop.
      await sleep(ARRIVAL_MS);
    }
  }
}
