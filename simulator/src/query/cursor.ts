import { z } from "zod";
import { Filter, Sort } from "pulumi-wix-provider/wire";

/** What a cursor carries: the question, and the place from which it goes on. It does not carry the limit. */
export const Cursor = z.strictObject({
  scope: z.string(),
  filter: Filter.optional(),
  sort: z.array(Sort),
  from: z.array(z.union([z.string(), z.number(), z.boolean()])),
  towards: z.enum(["next", "prev"]),
});
export type Cursor = z.output<typeof Cursor>;

/** Opaque to callers: nothing may be read out of it, and a change of its text makes it invalid. */
export const writeCursor = (cursor: Cursor): string =>
  Buffer.from(JSON.stringify(cursor)).toString("base64url");

export function readCursor(text: string): Cursor | undefined {
  try {
    return Cursor.parse(
      JSON.parse(Buffer.from(text, "base64url").toString("utf8")),
    );
  } catch {
    return undefined;
  }
}
