import { setMaxListeners } from "node:events";
import { fstatSync } from "node:fs";

/** How long what is under way may take to end by itself before the process exits. @unit milliseconds */
const GRACE_MS = 2_000;

/**
 * Aborted when the engine that started this process is gone or closes it; then the process ends soon after.
 *
 * That the engine is gone, the end of standard input says: the engine holds the other end of that pipe, whatever way it dies. The
 * parent's process id does not, because a shell stands between. Anything but a pipe there (a terminal, `/dev/null`) says nothing.
 *
 * At the end of an operation the engine sends SIGINT, still takes lines, and kills the process after 5 s. A Ctrl-C in a terminal does
 * not come here: providers are in a process group of their own.
 *
 * @source sdk/go/common/resource/plugin/plugin.go of Pulumi 3.259 (seen)
 * @param lastWord what is said when the engine closes the process; resolves when it is said
 */
export function whileEngineLives(
  lastWord: () => Promise<void>,
  stdin: NodeJS.ReadStream = process.stdin,
): AbortSignal {
  const gone = new AbortController();
  // Each wait of the process listens to it, and Node takes more than ten listeners for a leak and warns on the user's display.
  setMaxListeners(0, gone.signal);
  const leave = (code: number) => {
    gone.abort(new Error("Pulumi is gone, so nothing more is done"));
    // Not unref'd: the server of the host would keep the process alive for ever.
    setTimeout(() => process.exit(code), GRACE_MS); // the host has no other way to end
  };
  process.once("SIGINT", () => {
    leave(0);
    void lastWord().finally(() => process.exit(0)); // said, and the engine waits for the end
  });
  const { isFIFO, isSocket } = kindOf(0);
  if (isFIFO || isSocket) {
    stdin.on("error", () => undefined);
    stdin.once("close", () => {
      leave(1);
    });
    stdin.resume();
  }
  return gone.signal;
}

function kindOf(descriptor: number): { isFIFO: boolean; isSocket: boolean } {
  try {
    const stat = fstatSync(descriptor);
    return { isFIFO: stat.isFIFO(), isSocket: stat.isSocket() };
  } catch {
    return { isFIFO: false, isSocket: false };
  }
}
