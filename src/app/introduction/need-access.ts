import { and, desc, eq, inArray } from "drizzle-orm";
import { introductionTable } from "../../db/schema/disclosure.ts";
import { organizationTable } from "../../db/schema/organization.ts";
import { type IntroductionStatus, openIntroductions } from "../../domain/disclosure/introduction.ts";
import { levelOf } from "../../domain/disclosure/need-fields.ts";
import { needCan } from "../../domain/need/need.ts";
import { notFound } from "../../domain/shared/errors.ts";
import { actsFor, audienceOf } from "../../domain/shared/principal.ts";
import type { RecordOf } from "../../domain/shared/record-content.ts";
import type { AppContext } from "../context.ts";
import { readRow, shown } from "../record/read-rows.ts";
import { wholeLevel } from "../record/shown-level.ts";
import { scopeFor } from "../scope.ts";

/** One introduction as either side sees it. */
export interface IntroductionView {
  id: string;
  organizationId: string;
  organizationName: string;
  status: IntroductionStatus;
  message: string;
  requestedAt: Date;
  decidedAt: Date | null;
  reason: string;
  confidentialityAcceptedAt: Date | null;
  /** The reader speaks for the organisation that is introduced. */
  isOurs: boolean;
}

/** A need, how far its reader sees into it, and what leads further. */
export interface NeedAccess {
  need: RecordOf<"need">;
  /** 0–4 */
  level: number;
  /** The reader answers for the need, or is in charge of it. */
  isOwn: boolean;
  mayRevealContact: boolean;
  /** The reader's organisation may ask to be introduced. */
  mayRequest: boolean;
  /** To the need's side all introductions, to others those of their own organisation; the newest first. */
  introductions: IntroductionView[];
}

/** @throws AppError `not_found` */
export async function needAccess({ ctx, id }: { ctx: AppContext; id: string }): Promise<NeedAccess> {
  const { principal } = ctx;
  const row = await readRow(ctx, "need", id, scopeFor(principal, "read", "need"));
  if (row === undefined) throw notFound("技术需求");
  const need = shown("need", row);
  const isOwn = row.level === wholeLevel;
  const organizations = actsFor(principal);
  const introductions = isOwn || organizations.length > 0 ? await introductionsOf() : [];
  const asks = principal.kind === "user" && principal.organizationKind === "institution" && !isOwn;
  const open = introductions.some(({ isOurs, status }) => isOurs && openIntroductions.includes(status));
  return {
    need,
    level: row.level,
    isOwn,
    mayRevealContact: principal.kind !== "visitor" && row.level >= levelOf("contact", row.disclosure),
    mayRequest: needCan("match", need.status) && (asks ? !open : isOwn && audienceOf(principal) === "internal"),
    introductions,
  };

  async function introductionsOf(): Promise<IntroductionView[]> {
    const { organizationId } = introductionTable;
    const rows = await ctx.db.orm
      .select({ introduction: introductionTable, organizationName: organizationTable.name })
      .from(introductionTable)
      .innerJoin(organizationTable, eq(organizationTable.id, organizationId))
      .where(and(eq(introductionTable.needId, id), isOwn ? undefined : inArray(organizationId, [...organizations])))
      .orderBy(desc(introductionTable.requestedAt), desc(introductionTable.id));
    return rows.map(({ introduction, organizationName }) => ({
      id: introduction.id,
      organizationId: introduction.organizationId,
      organizationName,
      status: introduction.status,
      message: introduction.message,
      requestedAt: introduction.requestedAt,
      decidedAt: introduction.decidedAt,
      reason: introduction.reason,
      confidentialityAcceptedAt: introduction.confidentialityAcceptedAt,
      isOurs: organizations.includes(introduction.organizationId),
    }));
  }
}
