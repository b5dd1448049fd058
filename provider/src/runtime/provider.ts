import {
  type Bag,
  type Env,
  type Handler,
  HANDLERS,
  type Kind,
  PartlyMade,
  type Voice,
} from "../resources";
import { compose, type Outside } from "./compose";
import { createOwners, type Owners } from "./owners";
import { createRows, type Rows } from "./rows";
import { deferred, within } from "./deferred";
import { summaryLine, waitLine } from "./limitLines";
import {
  keyVariable,
  type ReadConfig,
  readSettings,
  type Settings,
  type SettingsOrProblems,
  type Variables,
} from "./settings";

/** What the dynamic-provider host of Pulumi calls; the same shape as `pulumi.dynamic.ResourceProvider`. */
export interface DynamicProvider {
  configure(request: {
    config: { get(key: string): string | undefined };
  }): Promise<void>;
  check(
    olds: Bag,
    news: Bag,
  ): Promise<{ inputs: Bag; failures: { property: string; reason: string }[] }>;
  diff(
    id: string,
    olds: Bag,
    news: Bag,
  ): Promise<{
    changes?: boolean;
    replaces?: string[];
    deleteBeforeReplace?: boolean;
  }>;
  create(inputs: Bag): Promise<{ id: string; outs: Bag }>;
  read(
    id: string,
    state: Bag,
  ): Promise<{ id?: string; props?: Bag; inputs?: Bag }>;
  update(id: string, olds: Bag, news: Bag): Promise<{ outs: Bag }>;
  delete(id: string, state: Bag): Promise<void>;
}

/** What a process offers to Pulumi. */
export interface ProviderProcess {
  readonly forKind: (kind: Kind) => DynamicProvider;
  /** What the limit of requests cost so far; undefined when that is not worth a line. */
  readonly summary: () => string | undefined;
}

/** The host configures a provider before it uses it; an engine that never does is too old. @unit milliseconds */
const CONFIGURE_DEADLINE_MS = 60_000;

/**
 * The provider of one process: one client, one limiter and one set of gathered reads for all kinds.
 *
 * Configuration is awaited through a promise of its own, because the host hands a provider to concurrent calls before its
 * `configure` has ended, and goes on with it when `configure` has failed.
 *
 * @source cmd/dynamic-provider/index.js of @pulumi/pulumi 3.270 (seen)
 */
export function createProvider(
  outside: Outside,
  variables: Variables,
): ProviderProcess {
  const configured = deferred<SettingsOrProblems>();
  const owners = createOwners();
  const rows = createRows();
  const voice = rows.voice(outside.voice);
  let working: { readonly env: Env; readonly settings: Settings } | undefined;

  const settings = () =>
    within(
      configured.promise,
      CONFIGURE_DEADLINE_MS,
      `Pulumi did not configure the provider within ${CONFIGURE_DEADLINE_MS / 1000} s; pulumi-wix needs @pulumi/pulumi 3.268 or newer`,
    );

  const work = async (): Promise<Env> => {
    const read = await settings();
    if (!read.settings) throw new Error(read.problems.join("\n"));
    if (!read.settings.apiKey) throw new Error("no API key: set WIX_API_KEY");
    working ??= { env: start(read.settings), settings: read.settings };
    return working.env;
  };

  const start = (read: Settings): Env =>
    compose(read, {
      ...outside,
      voice,
      onWait: (wait) => {
        const line = waitLine(wait, read.requestsPerMinute);
        if (line !== undefined) voice.status(rows.current(), line);
      },
    });

  const forKind = (kind: Kind): DynamicProvider => {
    if (!Object.hasOwn(HANDLERS, kind)) {
      throw new Error(
        `this version of pulumi-wix knows no resource of kind ${String(kind)}; install the version that wrote the state`,
      );
    }
    return adapt(kind, {
      owners,
      rows,
      voice,
      configure: (get) => {
        configured.resolve(readSettings(get, variables));
        outside.forget?.(keyVariable(get));
      },
      problems: async () => (await settings()).problems,
      work,
    });
  };

  return {
    forKind,
    summary: () =>
      working &&
      summaryLine(
        working.env.wix.traffic(),
        working.settings.requestsPerMinute,
      ),
  };
}

const objectOf = (kind: Kind, id: string): string => `${kind} ${id}`;

interface Process {
  readonly rows: Rows;
  readonly owners: Owners;
  readonly voice: Voice;
  configure(get: ReadConfig): void;
  problems(): Promise<readonly string[]>;
  /** @throws when the settings are not usable */
  work(): Promise<Env>;
}

/** One handler in the shape that the host calls. */
function adapt(kind: Kind, process: Process): DynamicProvider {
  const handler: Handler = HANDLERS[kind];
  const { owners, voice, rows } = process;
  const run = <Result>(
    bag: Bag,
    verb: () => Promise<Result>,
  ): Promise<Result> =>
    cleanly(bag, () =>
      rows.during(typeof bag.__urn === "string" ? bag.__urn : undefined, verb),
    );
  return {
    configure: ({ config }) => {
      process.configure((key) => config.get(key));
      return Promise.resolve();
    },
    check: (olds, news) =>
      run(news, async () => {
        const problems = await process.problems();
        const { inputs, faults } = handler.check(olds, news);
        return {
          inputs: toJson({ ...inputs, ...rows.keep(olds, news) }),
          failures: [
            ...problems.map((reason) => ({ property: "", reason })),
            ...faults,
          ],
        };
      }),
    diff: (id, olds, news) =>
      run(news, () => {
        owners.asked(objectOf(kind, id), olds, news);
        const { changes, replaces } = handler.diff(olds, news);
        return Promise.resolve({
          ...(changes === undefined ? {} : { changes }),
          replaces: [...replaces],
          // Also for a replacement that the user asks for: what is made first would find the old object, and the deletion that
          // follows would take it away.
          deleteBeforeReplace: true,
        });
      }),
    create: (inputs) =>
      run(inputs, async () => {
        const env = await process.work();
        const { id, state } = await handler
          .create(env, inputs)
          .catch((error: unknown) => {
            if (error instanceof PartlyMade) {
              owners.made(objectOf(kind, error.objectId), inputs);
            }
            throw error;
          });
        owners.made(objectOf(kind, id), inputs);
        return { id, outs: toJson(state) };
      }),
    read: (id, state) =>
      run(state, async () => {
        const found = await handler.read(await process.work(), id, state);
        return found
          ? {
              id: found.id,
              props: toJson(found.state),
              inputs: toJson(found.inputs),
            }
          : {};
      }),
    update: (id, olds, news) =>
      run(news, async () => ({
        outs: toJson(
          await handler.update(await process.work(), id, olds, news),
        ),
      })),
    delete: (id, state) =>
      run(state, async () => {
        if (owners.hasAnother(objectOf(kind, id), state)) {
          voice.warn(
            typeof state.__urn === "string" ? state.__urn : undefined,
            `wix:${kind} ${id} stays as it is: another resource of this program stands for it`,
          );
          return;
        }
        await handler.delete(await process.work(), id, state);
      }),
  };
}

/** What the engine can carry: the host cannot encode `undefined`. */
const toJson = (bag: Bag): Bag => JSON.parse(JSON.stringify(bag)) as Bag;

/**
 * Runs a verb and lets nothing of an error reach the host but what it may see. The host takes any error with an `id` for a
 * half-made resource, and prints stacks to the user; `properties` without `__provider` would make the resource unreadable.
 *
 * @source cmd/dynamic-provider/index.js of @pulumi/pulumi 3.270 (seen)
 */
async function cleanly<Result>(
  bag: Bag,
  verb: () => Promise<Result>,
): Promise<Result> {
  try {
    return await verb();
  } catch (error) {
    const clean = new Error(
      error instanceof Error ? error.message : String(error),
    );
    clean.stack = "";
    if (error instanceof PartlyMade) {
      throw Object.assign(clean, {
        id: error.objectId,
        properties: { ...toJson(error.state), __provider: bag.__provider },
        reasons: [...error.reasons],
      });
    }
    throw clean;
  }
}
