import { and, asc, eq, inArray, ne, or, sql } from "drizzle-orm";
import { z } from "zod";
import type { Orm } from "../../db/database.ts";
import { introductionTable } from "../../db/schema/disclosure.ts";
import { matchAnswerTable, matchListTable } from "../../db/schema/match-list.ts";
import { answerNames } from "../../domain/match-list/match-list.ts";
import { AppError, notFound } from "../../domain/shared/errors.ts";
import { actsFor } from "../../domain/shared/principal.ts";
import { type AnyRecord, recordTitle } from "../../domain/shared/record-content.ts";
import { text } from "../../domain/shared/text-fields.ts";
import type { AppContext } from "../context.ts";
import { hasDuty } from "../duty.ts";
import { sendNotices } from "../notice/send-notices.ts";
import { parseInput } from "../parse-input.ts";
import { getRecords } from "../record/get-records.ts";
import { signInFirst } from "../scope.ts";
import { listScope } from "./list-scope.ts";
import { within } from "./within.ts";

export type Answer = typeof matchAnswerTable.$inferSelect;

const inputSchema = z
  .strictObject({ status: z.enum(["accepted", "declined"]), reason: text(500) })
  .refine(({ status, reason }) => status === "accepted" || reason !== "", {
    message: "谢绝时请写明原因，会转告对方",
    path: ["reason"],
  });

/** A pair somebody was asked about, with both records as the asked may read them. */
export interface AskedPair {
  answer: Answer;
  listTitle: string;
  /** null where it may no longer be read. */
  need: AnyRecord | null;
  target: AnyRecord | null;
  /** What the other side said so far. */
  other: Answer["status"];
}

/** Answers to an earlier version of a list are history. */
const ofLatestVersion = sql`${matchAnswerTable.number} = (
  select max(number) from match_list_version as version where version.list_id = ${matchAnswerTable.listId})`;

/** The pairs the principal's organisations were asked about and that are still open to answers, waiting ones first. */
export async function listAnswers({ ctx }: { ctx: AppContext }): Promise<AskedPair[]> {
  if (ctx.principal.kind === "visitor") throw signInFirst();
  const organizations = actsFor(ctx.principal);
  if (organizations.length === 0) return [];
  const rows = await ctx.db.orm
    .select({ answer: matchAnswerTable, listTitle: matchListTable.title })
    .from(matchAnswerTable)
    .innerJoin(matchListTable, eq(matchListTable.id, matchAnswerTable.listId))
    .where(
      and(
        inArray(matchAnswerTable.organizationId, [...organizations]),
        eq(matchListTable.status, "sent"),
        ofLatestVersion,
      ),
    )
    .orderBy(asc(matchAnswerTable.listId), asc(matchAnswerTable.needId), asc(matchAnswerTable.id));
  const ids = (kind: "expert" | "achievement") =>
    rows.filter(({ answer }) => answer.targetKind === kind).map(({ answer }) => answer.targetId);
  const records = new Map<string, AnyRecord>();
  const read = async (kind: AnyRecord["kind"], wanted: readonly string[]) => {
    for (const record of await getRecords({ ctx, kind, ids: [...new Set(wanted)] }))
      records.set(record.id, record as AnyRecord);
  };
  await read(
    "need",
    rows.map(({ answer }) => answer.needId),
  );
  await read("expert", ids("expert"));
  await read("achievement", ids("achievement"));
  const others = await otherAnswers(
    ctx.db.orm,
    rows.map(({ answer }) => answer.listId),
  );
  return rows
    .map(({ answer, listTitle }) => ({
      answer,
      listTitle,
      need: records.get(answer.needId) ?? null,
      target: records.get(answer.targetId) ?? null,
      other: others.get(pairKey(answer, answer.side === "need" ? "counterpart" : "need"))?.status ?? "waiting",
    }))
    .toSorted((a, b) => Number(a.answer.status !== "waiting") - Number(b.answer.status !== "waiting"));
}

/**
 * What a party says to a pair. The other party is told, with the reason; when both agree, the need is opened to the
 * counterpart. Staff may enter what a party told them.
 * @throws AppError `not_found`; `precondition_failed` once the list is closed or taken back; `invalid_input`
 */
export async function answerPair({ ctx, id, input }: { ctx: AppContext; id: string; input: unknown }): Promise<Answer> {
  if (ctx.principal.kind === "visitor") throw signInFirst();
  const { status, reason } = parseInput(inputSchema, input);
  return ctx.db.transaction(async (tx) => {
    const inside = within(ctx, tx);
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
    const other = await otherSide(tx, answered);
    await tellOther(inside, answered, other);
    if (status === "accepted" && other?.status === "accepted") await introduce(inside, answered, other);
    return answered;
  });
}

async function findAnswer({ db, principal }: AppContext, id: string): Promise<Answer> {
  const asked = inArray(matchAnswerTable.organizationId, ["", ...actsFor(principal)]);
  const inCharge = hasDuty(principal, "curateLists") ? (listScope(principal) ?? sql`true`) : undefined;
  const rows = await db.orm
    .select({ answer: matchAnswerTable, status: matchListTable.status })
    .from(matchAnswerTable)
    .innerJoin(matchListTable, eq(matchListTable.id, matchAnswerTable.listId))
    .where(and(eq(matchAnswerTable.id, id), ofLatestVersion, or(asked, inCharge)));
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
      link: "/answers",
    },
  ]);
}

/** Both agreed: the counterpart may read the need as an approved introduction allows. */
async function introduce({ db, newId, now }: AppContext, answer: Answer, other: Answer): Promise<void> {
  const counterpart = answer.side === "counterpart" ? answer : other;
  const firm = answer.side === "need" ? answer : other;
  if (counterpart.organizationId === null) return;
  const open = await db.orm
    .select({ id: introductionTable.id })
    .from(introductionTable)
    .where(
      and(
        eq(introductionTable.needId, answer.needId),
        eq(introductionTable.organizationId, counterpart.organizationId),
        eq(introductionTable.targetId, answer.targetId),
        inArray(introductionTable.status, ["approved", "confidential"]),
      ),
    );
  if (open.length > 0) return;
  await db.orm.insert(introductionTable).values({
    id: newId(),
    needId: answer.needId,
    organizationId: counterpart.organizationId,
    targetKind: answer.targetKind,
    targetId: answer.targetId,
    status: "approved",
    requestedBy: counterpart.answeredBy ?? "",
    requestedAt: now(),
    message: "",
    decidedBy: firm.answeredBy,
    decidedAt: now(),
    version: 1,
  });
}

async function otherAnswers(orm: Orm, listIds: readonly string[]): Promise<Map<string, Answer>> {
  if (listIds.length === 0) return new Map();
  const rows = await orm
    .select()
    .from(matchAnswerTable)
    .where(inArray(matchAnswerTable.listId, [...new Set(listIds)]));
  return new Map(rows.map((answer) => [pairKey(answer, answer.side), answer]));
}

function pairKey({ listId, number, needId, targetId }: Answer, side: Answer["side"]): string {
  return [listId, number, needId, targetId, side].join(" ");
}
