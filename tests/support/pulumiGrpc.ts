import { createRequire } from "node:module";

/** gRPC and protobuf as `@pulumi/pulumi` itself uses them: they are its dependencies, not ours. */
const ofPulumi = createRequire(require.resolve("@pulumi/pulumi"));

type Grpc = typeof import("@grpc/grpc-js");
type StructModule = typeof import("google-protobuf/google/protobuf/struct_pb");
type EmptyModule = typeof import("google-protobuf/google/protobuf/empty_pb");

export const grpc = ofPulumi("@grpc/grpc-js") as Grpc;
export const { Struct } = ofPulumi(
  "google-protobuf/google/protobuf/struct_pb.js",
) as StructModule;
export const { Empty } = ofPulumi(
  "google-protobuf/google/protobuf/empty_pb.js",
) as EmptyModule;
