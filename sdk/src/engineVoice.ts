import { createRequire } from "node:module";
import type { EngineClient as Client } from "@pulumi/pulumi/proto/engine_grpc_pb";
import * as engine from "@pulumi/pulumi/proto/engine_pb";
import type { Voice } from "pulumi-wix-provider/runtime";

/** The same copy of gRPC that Pulumi's own SDK uses: credentials of another copy are not recognised. */
const ofPulumi = createRequire(require.resolve("@pulumi/pulumi"));

export interface EngineVoice extends Voice {
  /** A line that stays, for the operation as a whole. Resolves when the engine took it, or did not. */
  note(text: string): Promise<void>;
}

/**
 * Speaks through the engine's own log, so that a line lands on the resource's row of Pulumi's display.
 *
 * The host gives its providers no such thing, so this dials the engine, whose address is the first argument of the process.
 * Without an engine (tests, a provider attached by hand) it is silent. What is said is no part of the work: a line that
 * cannot be delivered is dropped.
 *
 * @param address `host:port` of the engine
 */
export function engineVoice(address: string | undefined): EngineVoice {
  let client: Client | undefined;
  const say = (
    urn: string | undefined,
    text: string,
    severity: engine.LogSeverity,
    ephemeral: boolean,
    done: () => void = () => undefined,
  ) => {
    if (address === undefined) {
      done();
      return;
    }
    client ??= dial(address);
    const line = new engine.LogRequest();
    line.setSeverity(severity);
    line.setMessage(text);
    line.setUrn(urn ?? "");
    line.setEphemeral(ephemeral);
    client.log(line, done);
  };
  return {
    status: (urn, text) => {
      say(urn, text, engine.LogSeverity.INFO, true);
    },
    note: (text) =>
      new Promise((resolve) => {
        say(undefined, text, engine.LogSeverity.INFO, false, resolve);
      }),
    warn: (urn, text) => {
      say(urn, text, engine.LogSeverity.WARNING, false);
    },
  };
}

function dial(address: string): Client {
  const { EngineClient } = ofPulumi("@pulumi/pulumi/proto/engine_grpc_pb") as {
    EngineClient: typeof Client;
  };
  const { credentials } = ofPulumi(
    "@grpc/grpc-js",
  ) as typeof import("@grpc/grpc-js");
  return new EngineClient(address, credentials.createInsecure());
}
