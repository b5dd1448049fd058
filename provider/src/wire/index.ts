export * from "./account";
export * from "./error";
export * from "./package";
export * from "./primitives";
export * from "./query";
export * from "./site";
export * from "./transfer";
