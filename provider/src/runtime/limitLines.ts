import { durationText, type LimitWait, type Traffic } from "../wix";

/** A wait that is shorter is not worth a line. @unit milliseconds */
const WORTH_A_LINE_MS = 5_000;

const count = new Intl.NumberFormat("en-US");

/** What a row says before a request waits for the limit; undefined when the wait is short. */
export const waitLine = (
  { ms, ahead }: LimitWait,
  requestsPerMinute: number,
): string | undefined =>
  ms < WORTH_A_LINE_MS
    ? undefined
    : `waiting for Wix's limit of ${requestsPerMinute} requests a minute: about ${durationText(ms)}, ${ahead} requests go before`;

/** What the limit cost an operation, for its end; undefined when that is not worth a line. */
export function summaryLine(
  { requests, repeats, throttled, waitedMs }: Traffic,
  requestsPerMinute: number,
): string | undefined {
  const waited = waitedMs >= WORTH_A_LINE_MS;
  if (!waited && repeats === 0 && throttled === 0) return undefined;
  return [
    `Wix: ${count.format(requests)} requests`,
    ...(waited
      ? [
          `${durationText(waitedMs)} of waiting for the limit of ${requestsPerMinute} a minute`,
        ]
      : []),
    ...(throttled > 0 ? [`${throttled} refused by Wix's limit (429)`] : []),
    ...(repeats > 0 ? [`${repeats} repeated`] : []),
  ].join(", ");
}
