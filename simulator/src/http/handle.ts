import { Package } from "pulumi-wix-provider/wire";
import { z } from "zod";
import type { Core } from "../core";
import type { Ground } from "../ground";
import { refused, schemaRefusal } from "../refusal";
import { packageView } from "../world/view";
import { refuseCredentials, type Credentials } from "./admission";
import { read, refusal, type Answer, type Route } from "./route";

export interface Incoming extends Credentials {
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Body;
}

/** What came as a body: absent and empty are the same. */
export type Body = { readonly json: unknown } | { readonly unreadable: string };

export interface Handled extends Answer {
  readonly replayed: boolean;
  readonly retryAfterMs?: number;
}

/** One request from its headers to its answer. Whole in one tick, so that no two requests interleave. */
export function handle(core: Core, route: Route, incoming: Incoming): Handled {
  const ground = core.ground();
  const waitMs = core.epoch.limiter.admit(
    incoming.authorization ?? "",
    ground.settings.requestsPerMinute,
    ground.now,
  );
  if (waitMs > 0) {
    const answer = refusal({
      kind: "plain",
      status: 429,
      message: "too many requests",
    });
    return { ...answer, replayed: false, retryAfterMs: waitMs };
  }
  const denied = refuseCredentials(
    ground.store,
    incoming,
    route.account ?? "refuse",
  );
  if (denied !== undefined) return { ...refusal(denied), replayed: false };
  return answerKeyed(core, ground, route, incoming);
}

function answerKeyed(
  core: Core,
  ground: Ground,
  route: Route,
  incoming: Incoming,
): Handled {
  const { settings, store, now } = ground;
  if ("unreadable" in incoming.body) {
    const why = refused(400, "INVALID_JSON", incoming.body.unreadable);
    return { ...refusal(why), replayed: false };
  }
  const json = incoming.body.json ?? {};
  const early = route.precheck?.(json);
  if (early !== undefined) return { ...refusal(early), replayed: false };
  const parsed = route.request.safeParse(json);
  if (!parsed.success)
    return { ...refusal(schemaRefusal(parsed.error, json)), replayed: false };

  const accountId = incoming.accountId ?? "";
  const { params, query, path } = incoming;
  const carryOut = () =>
    route.handle({ ground, accountId, params, query, body: parsed.data });
  const key = route.keyed
    ? (parsed.data as { idempotencyKey?: string }).idempotencyKey
    : undefined;
  if (key === undefined)
    return { ...checked(route, carryOut()), replayed: false };

  const mainAccountId = store.mainAccountOf(accountId);
  const call = { route, path, key, accountId, mainAccountId, body: json, now };
  const known = core.epoch.keys.recall(call, settings, (first) =>
    currentAnswer(ground, first),
  );
  if (known !== undefined) return { ...checked(route, known), replayed: true };
  const answer = carryOut();
  core.epoch.keys.remember(call, settings, answer);
  return { ...checked(route, answer), replayed: false };
}

const Answered = z.looseObject({
  idempotencyKey: z.string().optional(),
  package: Package,
});

/** The package of a remembered answer, as it is now. */
function currentAnswer({ store, settings }: Ground, first: Answer): Answer {
  const answered = Answered.safeParse(first.body);
  const pkg = answered.success
    ? store.packages.get(answered.data.package.id)
    : undefined;
  if (!answered.success || pkg === undefined) return first;
  const { idempotencyKey } = answered.data;
  return read({ idempotencyKey, package: packageView(store, pkg, settings) });
}

/** An answer that the wire schemas do not accept is a defect of the simulator: loud, never passed on. */
function checked(route: Route, answer: Answer): Answer {
  if (answer.status !== 200) return answer;
  // As it will be read: undefined members vanish on the way.
  const parsed = route.response.safeParse(
    JSON.parse(JSON.stringify(answer.body)),
  );
  if (parsed.success) return answer;
  throw new Error(
    `the simulator made an answer that its own schema refuses: ${z.prettifyError(parsed.error)}`,
  );
}
