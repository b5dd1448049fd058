/** Timers that are over only when a test says so. */
export interface HeldTimers {
  /** Moves the time on and calls what is due. @unit milliseconds */
  readonly tick: (ms: number) => void;
  /** How many timers are set and neither over nor cleared. */
  readonly pending: number;
  readonly release: () => void;
}

/** Holds the timers of whatever is called from now on, up to `release`. */
export function holdTimers(): HeldTimers {
  const kept = Object.fromEntries(
    ["setTimeout", "clearTimeout"].map((name) => [
      name,
      globalThis[name as "setTimeout"] as unknown,
    ]),
  );
  const held = new Map<
    number,
    { readonly at: number; readonly call: () => void }
  >();
  let now = 0;
  let last = 0;
  Object.assign(globalThis, {
    setTimeout: (call: () => void, ms = 0): number => {
      last += 1;
      held.set(last, { at: now + ms, call });
      return last;
    },
    clearTimeout: (timer: number) => held.delete(timer),
  });
  return {
    tick: (ms) => {
      now += ms;
      for (const [timer, { at, call }] of [...held]) {
        if (at > now) continue;
        held.delete(timer);
        call();
      }
    },
    get pending() {
      return held.size;
    },
    release: () => {
      Object.assign(globalThis, kept);
    },
  };
}
