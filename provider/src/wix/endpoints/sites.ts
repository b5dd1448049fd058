import {
  CountSitesRequest,
  CountSitesResponse,
  QuerySitesRequest,
  QuerySitesResponse,
  TransferSiteRequest,
  TransferSiteResponse,
} from "../../wire";
import { TRANSFER_ADVICE } from "../advice/transfer";
import { endpoint } from "../endpoint";

/** @source Sites, and B2B Site Management, dev.wix.com */
export const siteEndpoints = {
  query: endpoint({
    method: "POST",
    route: "/site-list/v2/sites/query",
    access: "read",
    repeat: "harmless",
    doing: "look up sites",
    request: QuerySitesRequest,
    response: QuerySitesResponse,
  }),
  count: endpoint({
    method: "POST",
    route: "/site-list/v2/sites/count",
    access: "read",
    repeat: "harmless",
    doing: "count sites",
    request: CountSitesRequest,
    response: CountSitesResponse,
  }),
  /** Has no idempotency key. A repeat of one that was carried out finds the site gone from its source. */
  transfer: endpoint({
    method: "POST",
    route: "/b2b-site-management/v1/transfer-site",
    access: "write",
    repeat: "look-first",
    doing: "transfer the site",
    advice: TRANSFER_ADVICE,
    request: TransferSiteRequest,
    response: TransferSiteResponse,
  }),
} as const;
