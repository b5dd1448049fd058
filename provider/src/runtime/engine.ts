import { setMaxListeners } from "node:events";
import { fstatSync } from "node:fs";

/** How long what is under way may take to end by itself before the process exits. @unit milliseconds */
const GRACE_MS = 2_000;

/**
 * Aborted when the engine that started this process is gone; then the process ends soon after.
 *
 * The end of standard input says it: the engine holds the other end of that pipe, whatever way it dies. The parent's process
 * id does not, because a shell stands between. Anything but a pipe there (a terminal, `/dev/null`) says nothing.
 */
export function whileEngineLives(
  stdin: NodeJS.ReadStream = process.stdin,
): AbortSignal {
  const gone = new AbortController();
  // Each wait of the process listens to it, and Node takes more than ten listeners for a leak and warns on the user's display.
  setMaxListeners(0, gone.signal);
  const { isFIFO, isSocket } = kindOf(0);
  if (isFIFO || isSocket) {
    stdin.on("error", () => undefined);
    stdin.once("close", () => {
      gone.abort(new Error("Pulumi is gone, so nothing more is done"));
      // Not unref'd: the server of the host would keep the process alive for ever.
      setTimeout(() => {
        process.exit(1);
      }, GRACE_MS);
    });
    stdin.resume();
  }
  return gone.signal;
}

/** For the last word; the engine kills the process 5 s after it asked it to end. @unit milliseconds */
const LAST_WORD_MS = 2_000;

/**
 * Says a last word when the engine closes the provider at the end of an operation, and then ends the process.
 *
 * The engine sends SIGINT then, and still takes lines. A Ctrl-C in a terminal does not come here: providers are in a process group of
 * their own.
 *
 * @source sdk/go/common/resource/plugin/plugin.go of Pulumi 3.270 (seen)
 * @param say resolves when it is said
 */
export function beforeEngineCloses(say: () => Promise<void>): void {
  process.once("SIGINT", () => {
    const end = () => {
      process.exit(0);
    };
    setTimeout(end, LAST_WORD_MS).unref();
    void say().finally(end);
  });
}

function kindOf(descriptor: number): { isFIFO: boolean; isSocket: boolean } {
  try {
    const stat = fstatSync(descriptor);
    return { isFIFO: stat.isFIFO(), isSocket: stat.isSocket() };
  } catch {
    return { isFIFO: false, isSocket: false };
  }
}
