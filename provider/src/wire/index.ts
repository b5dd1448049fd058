export * from "./error";
export * from "./package";
export * from "./primitives";
export * from "./query";
