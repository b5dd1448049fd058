import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import type { ServiceError } from "@grpc/grpc-js";
import { ACCOUNTS } from "pulumi-wix-simulator";
import { type EngineLog, startEngineLog } from "./engineLog";
import { pidsOf, residentBytes } from "./processes";
import { grpc, Struct } from "./pulumiGrpc";
import { CANARY_KEY } from "./providerProcess";

export type Bag = Readonly<Record<string, unknown>>;

/** A package of the demo seed's bakery, as a program passes it. */
export const URN =
  "urn:pulumi:dev::shop::pulumi-nodejs:dynamic/wix:Package::bakery";
/** What the state of every stack holds. Written out here on purpose: it is pinned for ever. */
export const STUB = `exports.handler=()=>require("pulumi-wix/runtime").forKind("Package");`;

/** A gRPC error as the engine sees it. `partial`: the resource is kept. */
export class HostError extends Error {
  constructor(
    message: string,
    readonly partial:
      | {
          readonly id: string;
          readonly properties: Bag;
          readonly reasons: readonly string[];
        }
      | undefined,
  ) {
    super(message);
  }
}

export interface HostOptions {
  /** The directory of the program: what is installed there is what runs. */
  readonly program: string;
  /** Added to the settings for the simulator; undefined takes one away. */
  readonly variables?: Readonly<Record<string, string | undefined>>;
  /** The stack configuration. */
  readonly config?: Readonly<Record<string, string>>;
  readonly simulatorUrl: string;
}

/** The dynamic-provider process of `@pulumi/pulumi`, spoken to as the engine speaks to it. */
export interface Host {
  check(
    news: Bag,
    olds?: Bag,
  ): Promise<{
    inputs: Bag;
    failures: { property: string; reason: string }[];
  }>;
  diff(
    id: string,
    olds: Bag,
    news: Bag,
  ): Promise<{
    changes: "none" | "some" | "unknown";
    replaces: string[];
    deleteBeforeReplace: boolean;
  }>;
  create(inputs: Bag): Promise<{ id: string; state: Bag }>;
  /** An empty id: gone. */
  read(
    id: string,
    state: Bag,
  ): Promise<{ id: string; state: Bag; inputs: Bag | undefined }>;
  update(id: string, olds: Bag, news: Bag): Promise<Bag>;
  delete(id: string, state: Bag): Promise<void>;
  /** What the provider said to the engine. */
  readonly engine: EngineLog;
  /** Standard output and standard error, in the order of arrival. */
  output(): string;
  /** What the larger one of the shell and the process that it started holds in memory now. @unit bytes */
  memory(): number;
  /** Sends a signal to the process and to the shell that started it. */
  signal(name: NodeJS.Signals): void;
  /** As when the engine is gone, whatever way it died. */
  closeStdin(): void;
  /** Resolves when the process and all that it started has ended. */
  readonly ended: Promise<unknown>;
  stop(): Promise<void>;
}

export async function startHost(options: HostOptions): Promise<Host> {
  const engine = await startEngineLog();
  const child = spawnHost(options, engine.address);
  let output = "";
  const port = await new Promise<string>((resolve, reject) => {
    child.stdout?.on("data", (bytes: Buffer) => {
      output += bytes.toString();
      const [first, rest] = output.split("\n", 2);
      if (first !== undefined && rest !== undefined) resolve(first.trim());
    });
    child.stderr?.on("data", (bytes: Buffer) => {
      output += bytes.toString();
    });
    child.once("close", () => {
      reject(new Error(`the host ended before it listened:\n${output}`));
    });
  });
  const ended = once(child, "close");
  const client = new ResourceProviderClient(
    `127.0.0.1:${port}`,
    grpc.credentials.createInsecure(),
    {
      "grpc.max_receive_message_length": 400 * 1024 * 1024,
      // What grpc-go, and so the engine, takes. @source internal/transport/defaults.go, grpc/grpc-go
      "grpc.max_metadata_size": 16 * 1024 * 1024,
    },
  );
  await configure(client, options.config ?? {});
  return {
    ...verbs(client),
    engine,
    output: () => output,
    memory: () => Math.max(0, ...pidsOf(child.pid ?? 0).map(residentBytes)),
    signal: (name) => {
      if (child.pid !== undefined) process.kill(-child.pid, name);
    },
    closeStdin: () => child.stdin?.end(),
    ended,
    stop: async () => {
      client.close();
      killGroup(child);
      await ended;
      engine.close();
    },
  };
}

/** The way the engine starts it: by the script of the npm package, in the directory of the program. */
function spawnHost(options: HostOptions, engineAddress: string): ChildProcess {
  const { program, simulatorUrl, variables = {} } = options;
  const found = createRequire(join(program, "index.js")).resolve(
    "@pulumi/pulumi/package.json",
  );
  const settings = {
    WIX_API_KEY: CANARY_KEY,
    WIX_ACCOUNT_ID: ACCOUNTS.main,
    WIX_API_BASE_URL: simulatorUrl,
    ...variables,
  };
  const foreign = /^(?:WIX_|PULUMI_|NODE_OPTIONS$)/;
  const inherited = Object.entries(process.env).filter(
    ([name]) => !foreign.test(name),
  );
  return spawn(
    "sh",
    [join(dirname(found), "pulumi-resource-pulumi-nodejs"), engineAddress],
    {
      cwd: program,
      detached: true,
      stdio: "pipe",
      env: {
        ...Object.fromEntries(inherited),
        PULUMI_NODEJS_PROJECT: "shop",
        ...Object.fromEntries(
          Object.entries(settings).filter(([, value]) => value !== undefined),
        ),
      },
    },
  );
}

function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // Ended already.
  }
}

const struct = (bag: Bag) => Struct.fromJavaScript(bag as never);
const bagOf = (
  value: { toJavaScript(): unknown } | undefined,
): Bag | undefined => value?.toJavaScript() as Bag | undefined;

async function configure(
  client: ResourceProviderClient,
  config: Bag,
): Promise<void> {
  const request = new pb.ConfigureRequest().setArgs(struct(config));
  await asPromise<pb.ConfigureResponse>((done) =>
    client.configure(request, done),
  );
}

function verbs(
  client: ResourceProviderClient,
): Pick<Host, "check" | "diff" | "create" | "read" | "update" | "delete"> {
  return {
    check: async (news, olds = {}) => {
      const request = new pb.CheckRequest()
        .setUrn(URN)
        .setOlds(struct(olds))
        .setNews(struct(news));
      const answer = await asPromise<pb.CheckResponse>((done) =>
        client.check(request, done),
      );
      return {
        inputs: bagOf(answer.getInputs()) ?? {},
        failures: answer.getFailuresList().map((one) => ({
          property: one.getProperty(),
          reason: one.getReason(),
        })),
      };
    },
    diff: async (id, olds, news) => {
      const request = new pb.DiffRequest()
        .setId(id)
        .setUrn(URN)
        .setOlds(struct(olds))
        .setNews(struct(news));
      const answer = await asPromise<pb.DiffResponse>((done) =>
        client.diff(request, done),
      );
      const { DIFF_NONE, DIFF_SOME } = pb.DiffResponse.DiffChanges;
      const changes = answer.getChanges();
      return {
        changes:
          changes === DIFF_NONE
            ? "none"
            : changes === DIFF_SOME
              ? "some"
              : "unknown",
        replaces: answer.getReplacesList(),
        deleteBeforeReplace: answer.getDeletebeforereplace(),
      };
    },
    create: async (inputs) => {
      const request = new pb.CreateRequest()
        .setUrn(URN)
        .setProperties(struct(inputs));
      const answer = await asPromise<pb.CreateResponse>((done) =>
        client.create(request, done),
      );
      return { id: answer.getId(), state: bagOf(answer.getProperties()) ?? {} };
    },
    read: async (id, state) => {
      const request = new pb.ReadRequest()
        .setId(id)
        .setUrn(URN)
        .setProperties(struct(state));
      const answer = await asPromise<pb.ReadResponse>((done) =>
        client.read(request, done),
      );
      return {
        id: answer.getId(),
        state: bagOf(answer.getProperties()) ?? {},
        inputs: bagOf(answer.getInputs()),
      };
    },
    update: async (id, olds, news) => {
      const request = new pb.UpdateRequest()
        .setId(id)
        .setUrn(URN)
        .setOlds(struct(olds))
        .setNews(struct(news));
      const answer = await asPromise<pb.UpdateResponse>((done) =>
        client.update(request, done),
      );
      return bagOf(answer.getProperties()) ?? {};
    },
    delete: async (id, state) => {
      const request = new pb.DeleteRequest()
        .setId(id)
        .setUrn(URN)
        .setProperties(struct(state));
      await asPromise((done) => client.delete(request, done));
    },
  };
}

function asPromise<Answer>(
  call: (done: (error: ServiceError | null, answer: Answer) => void) => unknown,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    call((error, answer) => {
      if (error) reject(hostError(error));
      else resolve(answer);
    });
  });
}

/** As the engine reads it. @source cmd/dynamic-provider/index.js, `grpcResponseFromError`, of @pulumi/pulumi 3.270 */
function hostError({ details, metadata }: ServiceError): HostError {
  const [packed] = metadata.get("grpc-status-details-bin");
  if (!(packed instanceof Buffer)) return new HostError(details, undefined);
  const detail = Status.deserializeBinary(packed)
    .getDetailsList()
    .map((any) =>
      any.unpack(
        (bytes) => pb.ErrorResourceInitFailed.deserializeBinary(bytes),
        "pulumirpc.ErrorResourceInitFailed",
      ),
    )
    .find((one) => one !== null);
  return new HostError(
    details,
    detail && {
      id: detail.getId(),
      properties: bagOf(detail.getProperties()) ?? {},
      reasons: detail.getReasonsList(),
    },
  );
}
