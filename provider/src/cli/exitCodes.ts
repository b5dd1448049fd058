/** The exit codes of every command. Drift has the code that Pulumi itself uses for `--expect-no-changes`. */
export const EXIT = {
  inSync: 0,
  /** Failed, or could not tell. */
  failed: 1,
  /** Bad usage or settings. */
  usage: 2,
  drift: 7,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
