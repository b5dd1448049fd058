import type { Context } from "hono";
import { Hono } from "hono";
import { z } from "zod";
import { SettingsPatch } from "../settings";
import { SeedSchema, type Seed } from "../seed";
import { FaultRule } from "../http/faultPlan";
import type { World } from "../world";
import { Change } from "../world/change";
import type { WorldState } from "./state";

/** One of them or a list. */
const manyOf = <S extends z.ZodType>(schema: S, json: unknown): z.output<S>[] =>
  z.array(schema).parse(Array.isArray(json) ? json : [json]);

/** Entries after this sequence number only: for callers that look again and again. */
const LogSince = z.object({ after: z.coerce.number().int().default(0) });

const Time = z.strictObject({ advanceMs: z.int().min(0) });

/** What the control API says no to: a body that fits no schema, or a name that is not there. Always 400. */
const refusalText = (error: unknown): string => {
  if (error instanceof z.ZodError) return z.prettifyError(error);
  return error instanceof Error ? error.message : String(error);
};

/** The control API: the same as {@link World}, over HTTP. It is no part of Wix and is not in the request log. */
export function controlRoutes(world: World, state: () => WorldState): Hono {
  const app = new Hono();
  app.onError((error, c) => c.json({ error: refusalText(error) }, 400));

  app.get("/state", (c) => c.json(state()));
  app.get("/log", (c) => {
    const { after } = LogSince.parse(c.req.query());
    const log = world.log();
    return c.json({
      entries: log.filter(({ sequence }) => sequence > after),
      // Of the whole log: by these a caller sees that it was cleared, or that the simulator started anew.
      first: log[0]?.sequence ?? 0,
      last: log.at(-1)?.sequence ?? 0,
    });
  });
  app.delete("/log", (c) => {
    world.clearLog();
    return c.json({});
  });
  app.get("/counters", (c) => c.json(world.counters()));
  app.post("/seed", async (c) => {
    const seed = await jsonOf(c);
    SeedSchema.parse(seed);
    world.reset(seed as Seed);
    return c.json(state());
  });
  app.get("/settings", (c) => c.json(world.settings()));
  app.patch("/settings", async (c) =>
    c.json(world.settings(SettingsPatch.parse(await jsonOf(c)))),
  );
  app.post("/faults", async (c) => {
    world.faults(...manyOf(FaultRule, await jsonOf(c)));
    return c.json({});
  });
  app.delete("/faults", (c) => {
    world.clearFaults();
    return c.json({});
  });
  app.post("/change", async (c) => {
    world.change(...manyOf(Change, await jsonOf(c)));
    return c.json({});
  });
  app.post("/time", async (c) => {
    world.advance(Time.parse(await jsonOf(c)).advanceMs);
    return c.json({ now: new Date(world.now()).toISOString() });
  });
  app.all("/*", (c) =>
    c.json({ error: `no control route ${c.req.method} ${c.req.path}` }, 404),
  );
  return app;
}

async function jsonOf(c: Context): Promise<unknown> {
  const text = await c.req.text();
  try {
    return JSON.parse(text);
  } catch {
    throw new Error("the body is not JSON");
  }
}
