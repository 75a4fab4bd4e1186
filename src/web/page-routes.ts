import { Hono } from "hono";
import type { AppEnv } from "../http/deps.ts";
import { accountRoutes } from "./account/account-routes.tsx";
import { passwordRoutes } from "./account/password-routes.tsx";
import { recoveryRoutes } from "./account/recovery-routes.tsx";
import { secondFactorRoutes } from "./account/second-factor-routes.tsx";
import { signInRoutes } from "./account/sign-in-routes.tsx";
import { tokenRoutes } from "./account/token-routes.tsx";
import { adminOrganizationRoutes } from "./admin/organization-routes.tsx";
import { adminUserRoutes } from "./admin/user-routes.tsx";
import { answerRoutes } from "./answers/answer-routes.tsx";
import { auditRoutes } from "./audit/audit-routes.tsx";
import { disclosureRoutes } from "./disclosure/disclosure-routes.tsx";
import { displayRoutes } from "./display/display-routes.ts";
import { helpRoutes } from "./help/help-routes.tsx";
import { homeRoutes } from "./home/home-routes.tsx";
import { listRoutes } from "./lists/list-routes.tsx";
import { matchRoutes } from "./matches/match-routes.tsx";
import { needFormRoutes } from "./need-form/need-form-routes.tsx";
import { needListsRoutes } from "./need-lists/need-lists-routes.ts";
import { reviewRoutes } from "./need-review/review-routes.ts";
import { withdrawalRoutes } from "./need-withdrawal/withdrawal-routes.ts";
import { memberRoutes } from "./organization/member-routes.tsx";
import { signUpRoutes } from "./organization/sign-up-routes.tsx";
import { ownNeedsRoutes } from "./own-needs/own-needs-routes.tsx";
import { ownProfilesRoutes } from "./own-profiles/own-profiles-routes.tsx";
import { paperRoutes } from "./paper/paper-routes.tsx";
import { privacyRoutes } from "./privacy/privacy-routes.tsx";
import { profileFormRoutes } from "./profile-form/profile-form-routes.tsx";
import { recordRoutes } from "./record/record-routes.tsx";
import { searchRoutes } from "./search/search-routes.tsx";
import { searchListRoutes } from "./searches/search-list-routes.tsx";
import { shareRoutes } from "./share/share-routes.tsx";
import { statisticsRoutes } from "./statistics/statistics-routes.tsx";
import { liveRoutes } from "./workbench/live-routes.ts";
import { workbenchRoutes } from "./workbench/workbench-routes.tsx";

/** Every page. The form stands before the detail pages: `/needs/new` is no need's id. */
export const pageRoutes = new Hono<AppEnv>()
  .route("/", homeRoutes)
  .route("/", helpRoutes)
  .route("/", displayRoutes)
  .route("/", signInRoutes)
  .route("/", secondFactorRoutes)
  .route("/", passwordRoutes)
  .route("/", accountRoutes)
  .route("/", recoveryRoutes)
  .route("/", searchRoutes)
  .route("/", searchListRoutes)
  .route("/", ownNeedsRoutes)
  .route("/", ownProfilesRoutes)
  .route("/", needFormRoutes)
  .route("/", reviewRoutes)
  .route("/", withdrawalRoutes)
  .route("/", needListsRoutes)
  .route("/", profileFormRoutes)
  .route("/", listRoutes)
  .route("/", shareRoutes)
  .route("/", statisticsRoutes)
  .route("/", paperRoutes)
  .route("/", liveRoutes)
  .route("/", workbenchRoutes)
  .route("/", answerRoutes)
  .route("/", matchRoutes)
  .route("/", tokenRoutes)
  .route("/", signUpRoutes)
  .route("/", memberRoutes)
  .route("/", adminOrganizationRoutes)
  .route("/", adminUserRoutes)
  .route("/", auditRoutes)
  .route("/", disclosureRoutes)
  .route("/", privacyRoutes)
  .route("/", recordRoutes);
