import { Hono } from "hono";
import type { AppEnv } from "../http/deps.ts";
import { disclosureRoutes } from "./disclosure/disclosure-routes.tsx";
import { homeRoutes } from "./home/home-routes.tsx";
import { matchRoutes } from "./matches/match-routes.tsx";
import { needFormRoutes } from "./need-form/need-form-routes.tsx";
import { recordRoutes } from "./record/record-routes.tsx";
import { searchRoutes } from "./search/search-routes.tsx";

/** Every page. The form stands before the detail pages: `/needs/new` is no need's id. */
export const pageRoutes = new Hono<AppEnv>()
  .route("/", homeRoutes)
  .route("/", searchRoutes)
  .route("/", needFormRoutes)
  .route("/", matchRoutes)
  .route("/", disclosureRoutes)
  .route("/", recordRoutes);
