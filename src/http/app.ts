import { Hono } from "hono";
import { entityKinds } from "../domain/shared/entity.ts";
import { AppError } from "../domain/shared/errors.ts";
import { toSignIn } from "../web/account/to-sign-in.ts";
import { errorPage } from "../web/layout/error-page.tsx";
import { pageRoutes } from "../web/page-routes.ts";
import { type Api, newApi } from "./define-route.ts";
import type { AppDeps, AppEnv } from "./deps.ts";
import { settleFault } from "./error/fault.ts";
import { isApiPath, problem } from "./error/problem.ts";
import { addressGuard } from "./guard/address-guard.ts";
import { begin } from "./guard/begin.ts";
import { bodyGuard } from "./guard/body-guard.ts";
import { compressPages } from "./guard/compress-pages.ts";
import { hostGuard } from "./guard/host-guard.ts";
import { idempotency } from "./guard/idempotency.ts";
import { identify } from "./guard/identify.ts";
import { originGuard } from "./guard/origin-guard.ts";
import { programGuard } from "./guard/program-guard.ts";
import { limits, rateLimit } from "./guard/rate-limit.ts";
import { securityHeaders } from "./guard/security-headers.ts";
import { tokenGuard } from "./guard/token-guard.ts";
import { answerReadRoutes, answerWriteRoutes } from "./routes/answers.ts";
import { assetRoutes } from "./routes/assets.ts";
import { auditReadRoutes, auditWriteRoutes } from "./routes/audit.ts";
import { decisionReadRoutes, decisionWriteRoutes } from "./routes/decisions.ts";
import { disclosureReadRoutes, disclosureWriteRoutes } from "./routes/disclosure.ts";
import { expertPrivacyReadRoutes, expertPrivacyWriteRoutes } from "./routes/expert-privacy.ts";
import { fieldSuggestionRoutes } from "./routes/field-suggestions.ts";
import { healthRoutes } from "./routes/health.ts";
import { listMoveRoutes, listVersionRoutes } from "./routes/list-versions.ts";
import { listReadRoutes, listWriteRoutes } from "./routes/lists.ts";
import { matchRoutes } from "./routes/matches.ts";
import { openApiRoute } from "./routes/openapi.ts";
import { recordReadRoutes, recordWriteRoutes } from "./routes/records.ts";
import { searchRoutes } from "./routes/search.ts";
import { sheetReadRoutes, sheetWriteRoutes } from "./routes/sheets.ts";
import { weightsReadRoutes, weightsWriteRoutes } from "./routes/weights.ts";

/** Which limit holds where. */
const limited = [
  ["/search", limits.search],
  ["/api/v1/search", limits.search],
  ["/api/v1/suggest", limits.suggest],
  ["/shared/:token", limits.shared],
  ["/needs/assist", limits.suggest],
  ["/audit/export", limits.export],
  ["/experts/mine/export", limits.export],
  ["/achievements/mine/export", limits.export],
  ["/account/privacy/export", limits.export],
  ["/needs/:id/contact", limits.reveal],
  ["/experts/:id/contact", limits.reveal],
  ["/api/v1/needs/:id/contact-reveals", limits.reveal],
  ["/api/v1/experts/:id/contact-reveals", limits.reveal],
  ["/api/v1/audit/export", limits.export],
] as const;

/** The whole HTTP side: guards, JSON API and pages. The same app runs on Node and on Workers. */
export function createApp(deps: AppDeps): Hono<AppEnv> {
  const api = apiRoutes(deps);

  const app = new Hono<AppEnv>();
  app.onError((error, c) => {
    const told = settleFault(error, c);
    if (told.code === "unauthenticated" && deps.readOnly !== true && !isApiPath(c.req.path)) return toSignIn(c);
    return isApiPath(c.req.path) || deps.readOnly === true ? problem(c, told) : errorPage(c, told);
  });
  app.notFound(() => {
    throw new AppError("not_found", "没有这个地址，请检查链接是否完整。");
  });
  app.use(begin(deps), securityHeaders, hostGuard, addressGuard, tokenGuard, originGuard, bodyGuard, identify);
  app.use(programGuard);
  for (const [path, limit] of limited) app.use(path, rateLimit(limit));
  if (deps.readOnly !== true) {
    for (const path of ["/sign-up", "/join/:token"]) app.post(path, rateLimit(limits.signUp));
    for (const path of ["/lists/:id/paper", "/handbooks"]) app.post(path, rateLimit(limits.export));
    // Outside of what keeps answers: a kept one is kept as it was made, and compressed anew.
    app.use(compressPages);
    app.use(idempotency);
  }
  app.route("/", api);
  if (deps.readOnly !== true) {
    app.route("/", assetRoutes);
    app.route("/", pageRoutes);
  }
  return app;
}

/** The JSON API with its description. */
export function apiRoutes(deps: Pick<AppDeps, "readOnly" | "version">): Api {
  const api = newApi();
  healthRoutes(api);
  for (const kind of entityKinds) {
    recordReadRoutes(api, kind);
    if (deps.readOnly !== true) recordWriteRoutes(api, kind);
    matchRoutes(api, kind);
  }
  disclosureReadRoutes(api);
  expertPrivacyReadRoutes(api);
  decisionReadRoutes(api);
  weightsReadRoutes(api);
  auditReadRoutes(api);
  listReadRoutes(api);
  listVersionRoutes(api);
  sheetReadRoutes(api);
  answerReadRoutes(api);
  if (deps.readOnly !== true) {
    disclosureWriteRoutes(api);
    expertPrivacyWriteRoutes(api);
    decisionWriteRoutes(api);
    weightsWriteRoutes(api);
    fieldSuggestionRoutes(api);
    auditWriteRoutes(api);
    listWriteRoutes(api);
    listMoveRoutes(api);
    sheetWriteRoutes(api);
    answerWriteRoutes(api);
  }
  searchRoutes(api);
  openApiRoute(api, deps.version);
  return api;
}
