import {
  CountSitesRequest,
  CountSitesResponse,
  QuerySitesRequest,
  QuerySitesResponse,
  TransferSiteRequest,
  TransferSiteResponse,
} from "pulumi-wix-provider/wire";
import { route, type Route } from "../http/route";
import { countSites, querySites } from "./query";
import { transferSite } from "./transfer";

export const SITE_ROUTES: readonly Route[] = [
  route({
    method: "POST",
    template: "/b2b-site-management/v1/transfer-site",
    kind: "write",
    account: "by-route",
    request: TransferSiteRequest,
    response: TransferSiteResponse,
    handle: transferSite,
  }),
  route({
    method: "POST",
    template: "/site-list/v2/sites/query",
    kind: "read",
    request: QuerySitesRequest,
    response: QuerySitesResponse,
    handle: querySites,
  }),
  route({
    method: "POST",
    template: "/site-list/v2/sites/count",
    kind: "read",
    request: CountSitesRequest,
    response: CountSitesResponse,
    handle: countSites,
  }),
];
