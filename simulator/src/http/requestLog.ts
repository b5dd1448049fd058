/** One request as it arrived, and what became of it. Never holds the key: only a short hash of it. */
export interface LogEntry {
  /** From 1; goes on after the log was cleared. */
  readonly sequence: number;
  readonly time: string;
  readonly requestId: string;
  readonly method: string;
  /** `METHOD /template/{id}`; `unknown` for a route that the simulator does not have. */
  readonly route: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly kind: "read" | "write" | "unknown";
  readonly accountId?: string;
  /** The first 8 hexadecimal digits of the SHA-256 of the `Authorization` header. */
  readonly keyFingerprint?: string;
  readonly idempotencyKey?: string;
  readonly body?: unknown;
  /** `null` while the request is under way, and for one that never got an answer. */
  status: number | null;
  /** Application code of a refusal. */
  code?: string;
  /** `kind` of the fault that the request met, and when. */
  fault?: string;
  /** The world was changed. */
  committed: boolean;
  /** Answered from the memory of idempotency keys. */
  replayed: boolean;
  /** A defect of the simulator itself. */
  error?: string;
}

export interface RequestLog {
  /** Shown from the moment of arrival, so that a test can act while a request hangs. */
  open(entry: Omit<LogEntry, "sequence">): LogEntry;
  entries(): readonly LogEntry[];
  clear(): void;
}

/** The oldest entries are dropped beyond this number. */
export const MAX_LOG_ENTRIES = 100_000;

export function requestLog(): RequestLog {
  let entries: LogEntry[] = [];
  let last = 0;
  return {
    open: (fields) => {
      const entry = { sequence: ++last, ...fields };
      entries.push(entry);
      // Dropped in blocks: shifting an array of this size at each request would be slow.
      if (entries.length > MAX_LOG_ENTRIES * 1.1)
        entries = entries.slice(-MAX_LOG_ENTRIES);
      return entry;
    },
    entries: () => entries,
    clear: () => {
      entries = [];
    },
  };
}
