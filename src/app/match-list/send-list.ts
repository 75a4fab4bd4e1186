import { and, asc, eq, inArray } from "drizzle-orm";
import { matchAnswerTable, matchListVersionTable } from "../../db/schema/match-list.ts";
import { needTable } from "../../db/schema/record.ts";
import type { ListedPair } from "../../domain/match-list/listed-pair.ts";
import type { PairSide } from "../../domain/match-list/match-list.ts";
import { AppError } from "../../domain/shared/errors.ts";
import type { AppContext } from "../context.ts";
import { sendNotices } from "../notice/send-notices.ts";
import { disclosedTo } from "../scope.ts";
import { latestVersion, setStatus } from "./approve-list.ts";
import { lockList, requireListCan } from "./list-scope.ts";
import { within } from "./within.ts";

type NewAnswer = typeof matchAnswerTable.$inferInsert;

/** Sends the approved version: both parties of every pair that have not answered it yet are asked, and told in their inbox.
 * @throws AppError `not_found`; `precondition_failed`, with one issue for each need whose firm has not confirmed what others may read */
export async function sendList({ ctx, listId }: { ctx: AppContext; listId: string }): Promise<{ asked: number }> {
  return ctx.db.transaction(async (tx) => {
    const inside = within(ctx, tx);
    const list = await lockList(tx, ctx.principal, listId);
    requireListCan("send", list);
    const version = await latestVersion(inside, listId);
    if (version === undefined) throw new AppError("precondition_failed", "名单还没有审定，不能发送。");
    await requireReadable(inside, version.pairs);
    const said = await answersBefore(inside, listId);
    const answers = version.pairs.flatMap((pair) =>
      (["need", "counterpart"] as const).map((side) => ({
        ...newAnswer(inside, listId, version.number, pair, side),
        ...said.get(`${side} ${pair.needId} ${pair.target.id}`),
      })),
    );
    await tx.insert(matchAnswerTable).values(answers);
    const waiting = answers.filter(({ status }) => status === "waiting");
    const asked = countByOrganization(waiting);
    await sendNotices(
      inside,
      [...asked].map(([organizationId, pairs]) => ({
        organizationId,
        title: `“${list.title}”：${pairs} 项对接等待答复`,
        body: "请逐项查看推荐理由，选择同意或谢绝；谢绝请写明原因，便于对方了解。",
        link: "/answers",
      })),
    );
    await tx
      .update(matchListVersionTable)
      .set({ sentAt: ctx.now() })
      .where(and(eq(matchListVersionTable.listId, listId), eq(matchListVersionTable.number, version.number)));
    await setStatus(inside, list, "send", { number: version.number, asked: waiting.length });
    return { asked: waiting.length };
  });
}

type Said = Pick<NewAnswer, "status" | "reason" | "answeredBy" | "answeredAt">;

/** What the parties of earlier versions said: nobody is asked twice about one pair. */
async function answersBefore(ctx: AppContext, listId: string): Promise<Map<string, Said>> {
  const rows = await ctx.db.orm
    .select()
    .from(matchAnswerTable)
    .where(eq(matchAnswerTable.listId, listId))
    .orderBy(asc(matchAnswerTable.number));
  return new Map(
    rows.map(({ side, needId, targetId, status, reason, answeredBy, answeredAt }) => [
      `${side} ${needId} ${targetId}`,
      { status, reason, answeredBy, answeredAt },
    ]),
  );
}

function newAnswer(ctx: AppContext, listId: string, number: number, pair: ListedPair, side: PairSide): NewAnswer {
  return {
    id: ctx.newId(),
    listId,
    number,
    needId: pair.needId,
    targetKind: pair.target.kind,
    targetId: pair.target.id,
    side,
    organizationId: side === "need" ? pair.needOrganizationId : pair.targetOrganizationId,
    status: "waiting",
    reason: "",
    version: 1,
  };
}

function countByOrganization(answers: readonly NewAnswer[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { organizationId } of answers) {
    if (organizationId != null) counts.set(organizationId, (counts.get(organizationId) ?? 0) + 1);
  }
  return counts;
}

/** A counterpart can answer only what it may read. */
async function requireReadable(ctx: AppContext, pairs: readonly ListedPair[]): Promise<void> {
  const ids = [...new Set(pairs.map(({ needId }) => needId))];
  const rows = await ctx.db.orm
    .select({ id: needTable.id })
    .from(needTable)
    .where(and(inArray(needTable.id, ids), disclosedTo("members", "need")));
  const readable = new Set(rows.map(({ id }) => id));
  const closed = pairs.filter(({ needId, place }) => place === 1 && !readable.has(needId));
  if (closed.length === 0) return;
  throw new AppError("precondition_failed", `有 ${closed.length} 项需求还不能给对方看，名单没有发送。`, {
    reason: "not_disclosed",
    issues: closed.map(({ needNumber, needTitle }) => ({
      where: needNumber === null ? needTitle : `${needNumber} ${needTitle}`,
      found: "企业还没有确认对外文本，或没有向登录单位公开",
      expected: "企业确认脱敏文本并向登录单位公开",
      fix: "请企业确认后再发送，或把这项需求移出名单",
    })),
  });
}
