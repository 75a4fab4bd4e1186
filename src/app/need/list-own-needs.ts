import { and, count, desc, eq, inArray, type SQL, sql } from "drizzle-orm";
import { introductionTable } from "../../db/schema/disclosure.ts";
import { matchAnswerTable, matchListTable } from "../../db/schema/match-list.ts";
import { needTable } from "../../db/schema/record.ts";
import { needActions } from "../../domain/need/need.ts";
import { AppError } from "../../domain/shared/errors.ts";
import { actsFor } from "../../domain/shared/principal.ts";
import type { RecordOf } from "../../domain/shared/record-content.ts";
import type { AppContext } from "../context.ts";
import { ofLatestVersion } from "../match-list/list-answers.ts";
import { shown, shownFields } from "../record/read-rows.ts";
import { mayCreate, owned, signInFirst } from "../scope.ts";
import { checkContent } from "./check-content.ts";

/** A need of one's own and how far it has come. */
export interface OwnNeed {
  need: RecordOf<"need">;
  /** 体检, 0–100. */
  score: number;
  /** Pairs of sent lists that wait for the reader's answer. */
  waiting: number;
  /** Requests to be introduced that wait for a decision. */
  requests: number;
}

export interface OwnNeedsPage {
  items: OwnNeed[];
  total: number;
  page: number;
  pages: number;
}

export const ownNeedsPerPage = 20;

/**
 * The needs of the organisations the principal acts for and those it wrote: drafts and returned ones first, then by last change.
 * @param page 1-based; beyond the last, the last
 * @throws AppError `unauthenticated`; `forbidden` for those who post no needs
 */
export async function listOwnNeeds({ ctx, page }: { ctx: AppContext; page: number }): Promise<OwnNeedsPage> {
  const { principal } = ctx;
  if (principal.kind === "visitor") throw signInFirst();
  if (!mayCreate(principal, "need")) throw new AppError("forbidden", "您的账号不发布需求。", { reason: "own_needs" });
  const isOwn = "organizationId" in principal ? owned(principal, "need") : eq(needTable.createdBy, principal.id);
  const total = await ctx.db.orm.$count(needTable, isOwn);
  const pages = Math.max(1, Math.ceil(total / ownNeedsPerPage));
  const at = Math.min(Math.max(1, page), pages);
  const isOpen: SQL = inArray(needTable.status, [...needActions.submit]);
  const rows = await ctx.db.orm
    .select(shownFields(ctx, "need"))
    .from(needTable)
    .where(isOwn)
    .orderBy(sql`${isOpen} desc`, desc(needTable.updatedAt), desc(needTable.seq))
    .limit(ownNeedsPerPage)
    .offset((at - 1) * ownNeedsPerPage);
  const needs = rows.map((row) => shown("need", row));
  const ids = needs.map(({ id }) => id);
  const [waiting, requests] = [await waitingAnswers(ctx, ids), await openRequests(ctx, ids)];
  const items = needs.map((need) => ({
    need,
    score: checkContent(ctx, need.content, null).score,
    waiting: waiting.get(need.id) ?? 0,
    requests: requests.get(need.id) ?? 0,
  }));
  return { items, total, page: at, pages };
}

async function waitingAnswers(ctx: AppContext, ids: readonly string[]): Promise<Map<string, number>> {
  const organizations = actsFor(ctx.principal);
  if (ids.length === 0 || organizations.length === 0) return new Map();
  const { needId, side, status, organizationId, listId } = matchAnswerTable;
  const rows = await ctx.db.orm
    .select({ needId, waiting: count() })
    .from(matchAnswerTable)
    .innerJoin(matchListTable, eq(matchListTable.id, listId))
    .where(
      and(
        inArray(needId, [...ids]),
        eq(side, "need"),
        eq(status, "waiting"),
        inArray(organizationId, [...organizations]),
        eq(matchListTable.status, "sent"),
        ofLatestVersion,
      ),
    )
    .groupBy(needId);
  return new Map(rows.map((row) => [row.needId, row.waiting]));
}

async function openRequests(ctx: AppContext, ids: readonly string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const { needId, status } = introductionTable;
  const rows = await ctx.db.orm
    .select({ needId, requests: count() })
    .from(introductionTable)
    .where(and(inArray(needId, [...ids]), eq(status, "requested")))
    .groupBy(needId);
  return new Map(rows.map((row) => [row.needId, row.requests]));
}
