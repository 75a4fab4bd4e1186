import { and, eq, ne, or, sql } from "drizzle-orm";
import { z } from "zod";
import type { Orm } from "../../db/database.ts";
import { matchAnswerTable, matchListTable } from "../../db/schema/match-list.ts";
import { answerNames } from "../../domain/match-list/match-list.ts";
import { AppError, notFound } from "../../domain/shared/errors.ts";
import type { Principal } from "../../domain/shared/principal.ts";
import { recordTitle } from "../../domain/shared/record-content.ts";
import { text } from "../../domain/shared/text-fields.ts";
import { appendAudit } from "../audit/append-audit.ts";
import type { AppContext } from "../context.ts";
import { hasDuty } from "../duty.ts";
import { introducePair, partPair } from "../introduction/introduce-pair.ts";
import { sendNotices } from "../notice/send-notices.ts";
import { parseInput } from "../parse-input.ts";
import { getRecords } from "../record/get-records.ts";
import { signInFirst } from "../scope.ts";
import { type Answer, askedOf, ofLatestVersion } from "./list-answers.ts";
import { listScope } from "./list-scope.ts";
import { within } from "./within.ts";

const inputSchema = z
  .strictObject({ status: z.enum(["accepted", "declined"]), reason: text(500) })
  .refine(({ status, reason }) => status === "accepted" || reason !== "", {
    message: "谢绝时请写明原因，会转告对方",
    path: ["reason"],
  });

/**
 * What a party says to a pair. The other party is told, with the reason; when both agree, the need is opened to the
 * counterpart, and when the need's side declines later, closed again. Staff may enter what a party told them.
 * @throws AppError `not_found`; `precondition_failed` once the list is closed or taken back; `invalid_input`
 */
export async function answerPair({ ctx, id, input }: { ctx: AppContext; id: string; input: unknown }): Promise<Answer> {
  if (ctx.principal.kind === "visitor") throw signInFirst();
  const { status, reason } = parseInput(inputSchema, input);
  return ctx.db.transaction(async (tx) => {
    const inside = within(ctx, tx);
    // What both say at once is taken one after the other: else neither would see that the other agrees.
    const { listId } = await findAnswer(inside, id);
    await tx.execute(sql`select 1 from match_list where id = ${listId} for update`);
    const answer = await findAnswer(inside, id);
    if (answer.status === status && answer.reason === reason) return answer;
    const answered: Answer = {
      ...answer,
      status,
      reason,
      answeredBy: ctx.principal.id,
      answeredAt: ctx.now(),
      version: answer.version + 1,
    };
    await tx.update(matchAnswerTable).set(answered).where(eq(matchAnswerTable.id, id));
    if (!speaksForItself(ctx.principal, answered)) await auditAnswer(inside, answered);
    const other = await otherSide(tx, answered);
    await tellOther(inside, answered, other);
    const isNew = answer.status !== status;
    if (isNew && status === "accepted" && other?.status === "accepted") await introducePair(inside, answered, other);
    if (answer.status === "accepted" && status === "declined" && other !== undefined)
      await partPair(inside, answered, other);
    return answered;
  });
}

/** The party's own people answer; for others, and where the party has no organisation here, somebody answers in its place. */
function speaksForItself(principal: Principal, { organizationId }: Answer): boolean {
  const own = principal.kind === "user" || principal.kind === "token" ? principal.organizationId : null;
  return organizationId !== null && organizationId === own;
}

async function auditAnswer(ctx: AppContext, answer: Answer): Promise<void> {
  const { listId, needId, targetId, side, status, reason, organizationId } = answer;
  await appendAudit(ctx, ctx.db.orm, {
    action: "list.answer",
    subjectKind: "list",
    subjectId: listId,
    reason,
    details: { needId, targetId, side, status },
    onBehalfOf: organizationId,
  });
}

async function findAnswer({ db, principal }: AppContext, id: string): Promise<Answer> {
  const inCharge = hasDuty(principal, "curateLists") ? (listScope(principal) ?? sql`true`) : undefined;
  const rows = await db.orm
    .select({ answer: matchAnswerTable, status: matchListTable.status })
    .from(matchAnswerTable)
    .innerJoin(matchListTable, eq(matchListTable.id, matchAnswerTable.listId))
    .where(and(eq(matchAnswerTable.id, id), ofLatestVersion, or(askedOf(principal), inCharge)));
  const found = rows[0];
  if (found === undefined) throw notFound("对接答复");
  if (found.status !== "sent") throw new AppError("precondition_failed", "名单已收回或结束，不再接受答复。");
  return found.answer;
}

async function otherSide(tx: Orm, answer: Answer): Promise<Answer | undefined> {
  const rows = await tx
    .select()
    .from(matchAnswerTable)
    .where(
      and(
        eq(matchAnswerTable.listId, answer.listId),
        eq(matchAnswerTable.number, answer.number),
        eq(matchAnswerTable.needId, answer.needId),
        eq(matchAnswerTable.targetId, answer.targetId),
        ne(matchAnswerTable.side, answer.side),
      ),
    );
  return rows[0];
}

async function tellOther(ctx: AppContext, answer: Answer, other: Answer | undefined): Promise<void> {
  if (other?.organizationId == null) return;
  const kind = answer.side === "need" ? answer.targetKind : "need";
  const id = answer.side === "need" ? answer.targetId : answer.needId;
  const [subject] = await getRecords({ ctx, kind, ids: [id] });
  const about = subject === undefined ? "一项对接" : `“${recordTitle(kind, subject.content as never)}”`;
  const who = answer.side === "need" ? "需求方" : "对方";
  await sendNotices(ctx, [
    {
      organizationId: other.organizationId,
      title: `${about}：${who}已${answerNames[answer.status]}`,
      body: answer.reason,
      // Who is deleted is taken out of inboxes by the id in the address.
      link: `/answers#${id}`,
    },
  ]);
}
