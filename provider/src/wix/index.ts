export * from "./client";
export * from "./clock";
export * from "./errors";
export type * from "./packages";
export type { Answered } from "./pipeline";
export { isOlder, type PackageReads } from "./packageReads";
export { Secret } from "./secret";
export { fetchTransport, TransportFailure, type Transport } from "./transport";
