import { durationText, type Traffic } from "../wix";

/** What is shorter than this is not worth a line. @unit milliseconds */
const WORTH_A_LINE_MS = 5_000;

const count = new Intl.NumberFormat("en-US");

/** What the limit cost an operation, for its end; undefined when that is not worth a line. */
export function summaryOf(
  { requests, repeats, throttled, waitedMs }: Traffic,
  requestsPerMinute: number,
): string | undefined {
  if (waitedMs < WORTH_A_LINE_MS && repeats === 0 && throttled === 0)
    return undefined;
  return [
    `Wix: ${count.format(requests)} requests`,
    ...(waitedMs >= WORTH_A_LINE_MS
      ? [
          `${durationText(waitedMs)} of waiting for the limit of ${requestsPerMinute} a minute`,
        ]
      : []),
    ...(throttled > 0 ? [`${throttled} refused by Wix's limit (429)`] : []),
    ...(repeats > 0 ? [`${repeats} repeated`] : []),
  ].join(", ");
}
