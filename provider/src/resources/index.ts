import type { Handler } from "./handler";
import { packageHandler } from "./package";
import { productInstanceAssignmentHandler } from "./productInstanceAssignment";
import { siteTransferHandler } from "./siteTransfer";

/** The kinds, each with its handler. The list is the table of contents. */
export const HANDLERS = {
  SiteTransfer: siteTransferHandler,
  Package: packageHandler,
  ProductInstanceAssignment: productInstanceAssignmentHandler,
} as const satisfies Record<string, Handler>;

export type Kind = keyof typeof HANDLERS;

export { UNKNOWN, type Bag } from "./bag";
export { type Env, type Handler, PartlyMade, type Voice } from "./handler";
export { createMoves } from "./moves";
