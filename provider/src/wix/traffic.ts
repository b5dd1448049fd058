/** What a process sent to Wix so far. */
export interface Traffic {
  readonly requests: number;
  /** Of them those that had been sent before. */
  readonly repeats: number;
  /** Of the requests those that Wix refused with 429. */
  readonly throttled: number;
  /** For how long requests waited for their turn under the limit. @unit milliseconds */
  readonly waitedMs: number;
}
