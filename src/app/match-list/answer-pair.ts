import { and, eq, ne, or, sql } from "drizzle-orm";
import { z } from "zod";
import type { Orm } from "../../db/database.ts";
import { matchAnswerTable, matchListTable } from "../../db/schema/match-list.ts";
import { needTable, recordTable } from "../../db/schema/record.ts";
import { answerNames } from "../../domain/match-list/match-list.ts";
import type { EntityKind } from "../../domain/shared/entity.ts";
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
import { within } from "../within.ts";
import { type Answer, askedOf, ofLatestVersion } from "./list-answers.ts";
import { listScope } from "./list-scope.ts";

const inputSchema = z
  .strictObject({ status: z.enum(["accepted", "declined"]), reason: text(500) })
  .refine(({ status, reason }) => status === "accepted" || reason !== "", {
    message: "谢绝时请写明原因，会转告对方",
    path: ["reason"],
  });

interface AnswerPair {
  ctx: AppContext;
  id: string;
  /** Version of the answer its author saw: a colleague's answer given since is not written over unseen. */
  ifVersion?: number | undefined;
  input: unknown;
}

/**
 * What a party says to a pair. The other party is told, with the reason; when both agree, the need is opened to the
 * counterpart, and when the need's side declines later, closed again. Staff may enter what a party told them.
 * @throws AppError `not_found`; `stale_version` where somebody answered since; `precondition_failed` once the list is closed or taken
 * back; `invalid_input`
 */
export async function answerPair({ ctx, id, ifVersion, input }: AnswerPair): Promise<Answer> {
  if (ctx.principal.kind === "visitor") throw signInFirst();
  const { status, reason } = parseInput(inputSchema, input);
  return ctx.db.transaction(async (tx) => {
    const inside = within(ctx, tx);
    // What both say at once is taken one after the other: else neither would see that the other agrees.
    const { listId } = await findAnswer(inside, id);
    await tx.execute(sql`select 1 from match_list where id = ${listId} for update`);
    const answer = await findAnswer(inside, id);
    if (answer.status === status && answer.reason === reason) return answer;
    if (ifVersion !== undefined && ifVersion !== answer.version) throw answeredSince(answer, ifVersion);
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

function answeredSince({ status, reason, version }: Answer, sent: number): AppError {
  const said = reason === "" ? answerNames[status] : `${answerNames[status]}（${reason}）`;
  return new AppError("stale_version", `这一项刚有人答复过：${said}。您的答复没有保存，要改成您的请再按一次。`, {
    issues: [{ where: "version", found: String(sent), expected: String(version) }],
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

/** Tells the other side, by its own record's name and by what it may read of the one that answered. */
async function tellOther(ctx: AppContext, answer: Answer, other: Answer | undefined): Promise<void> {
  if (other?.organizationId == null) return;
  const { side, targetKind, needId, targetId, status, reason } = answer;
  const own = side === "need" ? ({ kind: targetKind, id: targetId } as const) : ({ kind: "need", id: needId } as const);
  const theirs = await ownName(ctx, own, other.organizationId);
  const need = side === "need" ? await wordingOf(ctx, needId) : theirs;
  const target = side === "need" ? theirs : await nameOf(ctx, targetKind, targetId);
  const who = side === "need" ? "需求方" : "对方";
  await sendNotices(ctx, [
    {
      organizationId: other.organizationId,
      title: `${need} ↔ ${target}：${who}已${answerNames[status]}`,
      body: reason,
      // Who is deleted is taken out of inboxes by the id in the address.
      link: `/answers#${needId}-${targetId}`,
    },
  ]);
}

/** A record by the name its owner gave it, whatever others may read of it. */
async function ownName(
  { db }: AppContext,
  { kind, id }: { kind: EntityKind; id: string },
  organizationId: string,
): Promise<string> {
  const table = recordTable(kind);
  const rows = await db.orm
    .select({ content: table.content })
    .from(table)
    .where(and(eq(table.id, id), eq(table.organizationId, organizationId)));
  return rows[0] === undefined ? "一份资料" : `“${recordTitle(kind, rows[0].content as never)}”`;
}

/** A profile or an achievement by its name; both sides of a list that was sent may read it. */
async function nameOf(ctx: AppContext, kind: EntityKind, id: string): Promise<string> {
  const [record] = await getRecords({ ctx, kind, ids: [id] });
  return record === undefined ? "一份资料" : `“${recordTitle(kind, record.content as never)}”`;
}

/** A need by the name that was confirmed for others: its own side reads more of it than the other may. */
async function wordingOf({ db }: AppContext, needId: string): Promise<string> {
  const rows = await db.orm.select({ redaction: needTable.redaction }).from(needTable).where(eq(needTable.id, needId));
  const title = rows[0]?.redaction?.texts.title ?? "";
  return title === "" ? "一项需求" : `“${title}”`;
}
