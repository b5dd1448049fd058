import type { WriteStream } from "node:tty";

const LINE_EVERY_MS = 15_000;
const TICK_MS = 1_000;

/** Where the user sees what is going on. */
export interface Progress {
  line(text: string): void;
  /** Names the step at once, and the time it has taken so far for as long as it runs. */
  during<T>(step: string, work: () => Promise<T>): Promise<T>;
}

/** For logs: whole lines, one per step and then one every 15 seconds. */
export function plainProgress(
  line: (text: string) => void,
  everyMs = LINE_EVERY_MS,
): Progress {
  return {
    line,
    async during(step, work) {
      line(`${step}...`);
      return ticking(everyMs, work, (time) => line(`${step}... ${time}`));
    },
  };
}

/** For a terminal: one line per step, rewritten every second. */
export function terminalProgress(stream: WriteStream): Progress {
  return {
    line: (text) => void stream.write(`${text}\n`),
    async during(step, work) {
      stream.write(`${step}...`);
      try {
        return await ticking(TICK_MS, work, (time) => {
          stream.cursorTo(0);
          stream.write(`${step}... ${time}`);
          stream.clearLine(1);
        });
      } finally {
        stream.write("\n");
      }
    },
  };
}

export function progressOn(stream: NodeJS.WriteStream): Progress {
  if (stream.isTTY) return terminalProgress(stream);
  return plainProgress((text) => void stream.write(`${text}\n`));
}

/** A duration as people say it: "45 s", "3 min 44 s". */
export function spoken(durationMs: number): string {
  const seconds = Math.round(durationMs / 1000);
  if (seconds < 60) return `${seconds} s`;
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

async function ticking<T>(
  everyMs: number,
  work: () => Promise<T>,
  tell: (time: string) => void,
): Promise<T> {
  const startedAt = performance.now();
  const timer = setInterval(
    () => tell(spoken(performance.now() - startedAt)),
    everyMs,
  );
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
