import type { Role } from "../../domain/account/role.ts";
import type { Principal, UserPrincipal } from "../../domain/shared/principal.ts";
import type { AppContext } from "../context.ts";
import { hasDuty } from "../duty.ts";
import { isAsked } from "../match-list/is-asked.ts";
import { signInFirst } from "../scope.ts";
import { whileUnwritten } from "../while-unwritten.ts";
import { findApprovals, findLists, findReviews, findUndisclosed, findUnlisted } from "./bureau-tasks.ts";
import { findDrafts, findIntroductions, findReturned, findStaleMatches, findUnconfirmed } from "./need-tasks.ts";
import { findAnswers, findIndexFailures, findSecondFactors, findSensitiveDeeds, findUnread } from "./office-tasks.ts";
import {
  findClaims,
  findConfidentiality,
  findConsents,
  findDueProfiles,
  findOpportunities,
  findOwnConsent,
} from "./profile-tasks.ts";
import { type FindTask, type Task, type TaskCode, taskCodes } from "./task.ts";

/** Whose work each kind is, and how it is found. */
const tasks: Readonly<Record<TaskCode, readonly [concerns: (principal: UserPrincipal) => boolean, find: FindTask]>> = {
  answers: [isAsked, findAnswers],
  introductions: [is("enterprise", "broker", "liaison", "staff"), findIntroductions],
  approvals: [(principal) => hasDuty(principal, "approveOrganizations"), findApprovals],
  reviews: [is("staff"), findReviews],
  listsToSend: [is("staff"), findLists("approved")],
  indexFailures: [is("admin"), findIndexFailures],
  secondFactors: [is("admin"), findSecondFactors],
  returned: [is("enterprise", "broker", "liaison"), findReturned],
  confidentiality: [is("university", "expert"), findConfidentiality],
  redaction: [is("enterprise", "broker", "liaison"), findUnconfirmed],
  undisclosed: [is("staff"), findUndisclosed],
  listsAnswered: [is("staff"), findLists("sent")],
  listsInDraft: [is("staff"), findLists("draft")],
  ownConsent: [is("expert"), findOwnConsent],
  claims: [is("university"), findClaims],
  consents: [is("university"), findConsents],
  unconfirmedProfiles: [is("university"), findDueProfiles],
  unlisted: [is("staff"), findUnlisted],
  opportunities: [is("university", "expert"), findOpportunities],
  staleMatches: [is("enterprise", "broker", "liaison"), findStaleMatches],
  sensitiveDeeds: [(principal) => hasDuty(principal, "readAudit"), findSensitiveDeeds],
  drafts: [is("enterprise", "broker", "liaison"), findDrafts],
  unread: [() => true, findUnread],
};

function is(...roles: readonly Role[]): (principal: Principal) => boolean {
  return (principal) => principal.kind === "user" && principal.roles.some((role) => roles.includes(role));
}

/** Some work falls due with time alone: within this it shows. */
const dueWithinMs = 60_000;

/** What waits for the principal, the most urgent first; kinds of which nothing waits are left out.
 * @param limit items named of each kind
 * @throws AppError `unauthenticated` for all but signed-in people */
export async function listTasks({ ctx, limit }: { ctx: AppContext; limit: number }): Promise<Task[]> {
  const { principal } = ctx;
  if (principal.kind !== "user") throw signInFirst();
  const minute = Math.floor(ctx.now().getTime() / dueWithinMs);
  return whileUnwritten(ctx, `tasks ${limit} ${minute}`, () => readTasks(ctx, principal, limit));
}

async function readTasks(ctx: AppContext, principal: UserPrincipal, limit: number): Promise<Task[]> {
  const own = taskCodes.filter((code) => tasks[code][0](principal));
  // At once where the database has several connections.
  const found = await Promise.all(own.map(async (code) => ({ code, ...(await tasks[code][1](ctx, limit)) })));
  return found.filter(({ count }) => count > 0);
}
