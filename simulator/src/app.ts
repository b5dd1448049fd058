import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import { controlRoutes } from "./control/routes";
import { stateOf } from "./control/state";
import type { Core } from "./core";
import { serveRoute, serveUnknown } from "./http/serveRoute";
import type { Route } from "./http/route";
import { ACCOUNT_ROUTES } from "./accounts/routes";
import { PACKAGE_ROUTES } from "./packages/routes";
import { PAGE, PAGE_HEADERS } from "./page/page";
import { SITE_ROUTES } from "./sites/routes";
import type { World } from "./world";

/** Every endpoint of Wix that the simulator has. */
export const ROUTES: readonly Route[] = [
  ...PACKAGE_ROUTES,
  ...SITE_ROUTES,
  ...ACCOUNT_ROUTES,
];

/** `/packages/{id}` as Hono writes it: `/packages/:id`. */
const patternOf = (template: string): string =>
  template.replaceAll(/\{(\w+)\}/g, ":$1");

export function createApp(
  core: Core,
  world: World,
): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.route(
    "/__simulator",
    controlRoutes(world, () => stateOf(core, world)),
  );
  app.get("/", () => new Response(PAGE, { headers: PAGE_HEADERS }));
  for (const route of ROUTES) {
    app.on(route.method, patternOf(route.template), (c) =>
      serveRoute(core, route, c),
    );
  }
  // A caller that hung up while it was sending; there is nobody left to answer.
  app.onError(() => new Response(null, { status: 500 }));
  app.notFound((c) => serveUnknown(core, c));
  return app;
}
