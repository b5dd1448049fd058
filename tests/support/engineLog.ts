import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { type LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import type { handleUnaryCall } from "@grpc/grpc-js";
import { Empty, grpc } from "./pulumiGrpc";

/** A line that a provider said to the engine. */
export interface LogLine {
  readonly severity: "warning" | "info" | "other";
  readonly text: string;
  readonly urn: string;
  readonly ephemeral: boolean;
}

/** The part of an engine that providers speak to. */
export interface EngineLog {
  /** `host:port` */
  readonly address: string;
  readonly lines: readonly LogLine[];
  close(): void;
}

const severityOf = (line: LogRequest): LogLine["severity"] => {
  const severity = line.getSeverity();
  if (severity === LogSeverity.WARNING) return "warning";
  return severity === LogSeverity.INFO ? "info" : "other";
};

export async function startEngineLog(): Promise<EngineLog> {
  const lines: LogLine[] = [];
  const log: handleUnaryCall<LogRequest, InstanceType<typeof Empty>> = (
    call,
    answer,
  ) => {
    const line = call.request;
    lines.push({
      severity: severityOf(line),
      text: line.getMessage(),
      urn: line.getUrn(),
      ephemeral: line.getEphemeral(),
    });
    answer(null, new Empty());
  };
  const server = new grpc.Server();
  server.addService({ log: EngineService.log }, { log });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync(
      "127.0.0.1:0",
      grpc.ServerCredentials.createInsecure(),
      (error, bound) => (error ? reject(error) : resolve(bound)),
    );
  });
  return {
    address: `127.0.0.1:${port}`,
    lines,
    close: () => server.forceShutdown(),
  };
}
