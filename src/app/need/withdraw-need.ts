import { and, eq, inArray, isNotNull, ne } from "drizzle-orm";
import { z } from "zod";
import type { Orm } from "../../db/database.ts";
import { enqueue } from "../../db/outbox.ts";
import type { RecordRow } from "../../db/records.ts";
import { contactTable } from "../../db/schema/contact.ts";
import { introductionTable } from "../../db/schema/disclosure.ts";
import { matchAnswerTable, matchListTable, matchSheetTable } from "../../db/schema/match-list.ts";
import { needTable } from "../../db/schema/record.ts";
import { type NeedStatus, needCan, needContent, needTitle } from "../../domain/need/need.ts";
import { withdrawReasonCodes, withdrawReasons } from "../../domain/need/withdrawal.ts";
import { AppError } from "../../domain/shared/errors.ts";
import { actsFor } from "../../domain/shared/principal.ts";
import { text } from "../../domain/shared/text-fields.ts";
import { appendAudit } from "../audit/append-audit.ts";
import type { AppContext } from "../context.ts";
import { type NewNotice, sendNotices } from "../notice/send-notices.ts";
import { parseInput } from "../parse-input.ts";
import { loadVersion, writeVersion } from "../record/write-version.ts";
import { scopeFor } from "../scope.ts";
import { within } from "../within.ts";

const inputSchema = z
  .strictObject({ reason: z.enum(withdrawReasonCodes), note: text(500) })
  .refine(({ reason, note }) => reason !== "other" || note !== "", {
    message: "选“其他”时请写说明",
    path: ["note"],
  });

interface WithdrawNeed {
  ctx: AppContext;
  id: string;
  ifVersion: number;
}

/**
 * Takes a need that was handed in out of search and matching; it stays stored, for its firm and for staff. Whoever keeps it on a list,
 * and the organisations asked about it or introduced to it, are told why; requests for an introduction are declined with that reason.
 * @throws AppError `not_found`, `stale_version`, `invalid_input`; `precondition_failed` where its state does not allow it
 */
export async function withdrawNeed({ ctx, id, ifVersion, input }: WithdrawNeed & { input: unknown }): Promise<void> {
  const scope = scopeFor(ctx.principal, "withdraw", "need");
  const { reason, note } = parseInput(inputSchema, input);
  const why = note === "" ? withdrawReasons[reason] : `${withdrawReasons[reason]}：${note}`;
  await ctx.db.transaction(async (tx) => {
    const ref = { kind: "need", id, ifVersion } as const;
    const row = await loadVersion(tx, ref, scope);
    if (row.status === "draft" || !needCan("cancel", row.status as NeedStatus)) {
      throw new AppError("precondition_failed", "这条需求当前的状态不能撤回。", { reason: row.status });
    }
    await writeVersion(tx, ref, { status: "cancelled" }, ctx.now());
    const decided = { status: "declined", reason: why, decidedBy: ctx.principal.id, decidedAt: ctx.now() } as const;
    const asked = and(eq(introductionTable.needId, id), eq(introductionTable.status, "requested"));
    const parties = await partiesOf(tx, id);
    await tx.update(introductionTable).set(decided).where(asked);
    await sendNotices(within(ctx, tx), [...(await toStaff(tx, row, why)), ...toParties(row, parties, why)]);
    const owner = row.organizationId;
    await appendAudit(ctx, tx, {
      action: "need.withdraw",
      subjectKind: "need",
      subjectId: id,
      reason: why,
      details: { from: row.status, reason, told: parties.length },
      onBehalfOf: owner !== null && !actsFor(ctx.principal).includes(owner) ? owner : null,
    });
  });
}

/** Removes a draft: nobody but its authors ever saw it.
 * @throws AppError `not_found`, `stale_version`; `precondition_failed` once it was handed in */
export async function deleteDraft({ ctx, id, ifVersion }: WithdrawNeed): Promise<void> {
  const scope = scopeFor(ctx.principal, "withdraw", "need");
  await ctx.db.transaction(async (tx) => {
    const row = await loadVersion(tx, { kind: "need", id, ifVersion }, scope);
    if (row.status !== "draft") {
      throw new AppError("precondition_failed", "这条需求已经提交，只能撤回，不能删除。", { reason: row.status });
    }
    await tx.delete(contactTable).where(and(eq(contactTable.subjectKind, "need"), eq(contactTable.subjectId, id)));
    await tx.delete(needTable).where(and(eq(needTable.id, id), eq(needTable.version, ifVersion)));
    await enqueue(tx, [{ kind: "need", id, version: ifVersion + 1 }], ctx.now());
  });
}

/** Organisations that were asked about the need, or that know its firm or asked to. */
async function partiesOf(tx: Orm, needId: string): Promise<string[]> {
  const asked = await tx
    .selectDistinct({ id: matchAnswerTable.organizationId })
    .from(matchAnswerTable)
    .where(
      and(
        eq(matchAnswerTable.needId, needId),
        eq(matchAnswerTable.side, "counterpart"),
        ne(matchAnswerTable.status, "declined"),
        isNotNull(matchAnswerTable.organizationId),
      ),
    );
  const introduced = await tx
    .selectDistinct({ id: introductionTable.organizationId })
    .from(introductionTable)
    .where(
      and(
        eq(introductionTable.needId, needId),
        inArray(introductionTable.status, ["requested", "approved", "confidential"]),
      ),
    );
  return [...new Set([...asked, ...introduced].map(({ id }) => id!))];
}

async function toStaff(tx: Orm, row: RecordRow, why: string): Promise<NewNotice[]> {
  const lists = await tx
    .select({ id: matchListTable.id, title: matchListTable.title, createdBy: matchListTable.createdBy })
    .from(matchSheetTable)
    .innerJoin(matchListTable, eq(matchListTable.id, matchSheetTable.listId))
    .where(and(eq(matchSheetTable.needId, row.id), ne(matchListTable.status, "closed")));
  const title = needTitle(needContent.parse(row.content));
  return lists.map((list) => ({
    userId: list.createdBy,
    title: `名单“${list.title}”中的需求“${title}”已由需求方撤回`,
    body: `原因：${why}`,
    link: `/lists/${list.id}`,
  }));
}

/** Parties know the need by the wording that was confirmed for them. */
function toParties({ redaction }: RecordRow, organizationIds: readonly string[], why: string): NewNotice[] {
  const name = redaction?.texts.title ?? "";
  return organizationIds.map((organizationId) => ({
    organizationId,
    title: name === "" ? "一项向您推荐的需求已由需求方撤回" : `需求“${name}”已由需求方撤回`,
    body: `原因：${why}`,
    link: "/answers",
  }));
}
