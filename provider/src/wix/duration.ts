/** A time as people say it, rounded up to whole seconds: `12 s`, `3 min 20 s`, `2 h 5 min`. */
export function durationText(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return parts(minutes, "min", seconds % 60, "s");
  return parts(Math.floor(minutes / 60), "h", minutes % 60, "min");
}

const parts = (whole: number, unit: string, rest: number, smaller: string) =>
  rest === 0 ? `${whole} ${unit}` : `${whole} ${unit} ${rest} ${smaller}`;
