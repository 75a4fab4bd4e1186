import { and, asc, eq } from "drizzle-orm";
import { isAmong } from "../../db/is-among.ts";
import { matchAnswerTable, matchListVersionTable } from "../../db/schema/match-list.ts";
import { recordTable } from "../../db/schema/record.ts";
import { type ListedPair, pairKey } from "../../domain/match-list/listed-pair.ts";
import type { PairSide } from "../../domain/match-list/match-list.ts";
import type { EntityKind } from "../../domain/shared/entity.ts";
import { AppError, type InputIssue } from "../../domain/shared/errors.ts";
import type { AppContext } from "../context.ts";
import { sendNotices } from "../notice/send-notices.ts";
import { disclosedTo } from "../scope.ts";
import { within } from "../within.ts";
import { latestVersion, setStatus } from "./approve-list.ts";
import { lockList, requireListCan } from "./list-scope.ts";

/** Rows of one INSERT: thirteen parameters each, far below the protocol's 65,535. */
const rowsAtOnce = 1_000;

type NewAnswer = typeof matchAnswerTable.$inferInsert;

/** Sends the approved version: both parties of every pair that have not answered it yet are asked, and told in their inbox.
 * @throws AppError `not_found`; `precondition_failed`, with one issue for each record that the other party may not read */
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
    for (let from = 0; from < answers.length; from += rowsAtOnce)
      await tx.insert(matchAnswerTable).values(answers.slice(from, from + rowsAtOnce));
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

/** A party can answer only about what it may read: the counterpart the need, the need's side the candidate. */
async function requireReadable(ctx: AppContext, pairs: readonly ListedPair[]): Promise<void> {
  const needs = await shownRows(ctx, "need", new Set(pairs.map(({ needId }) => needId)));
  const targets = new Map<string, Shown>();
  for (const kind of ["expert", "achievement"] as const) {
    const ids = pairs.flatMap(({ target }) => (target.kind === kind ? [target.id] : []));
    for (const [id, row] of await shownRows(ctx, kind, new Set(ids))) targets.set(id, row);
  }
  const issues = new Map<string, InputIssue>();
  for (const pair of pairs) {
    const need = needs.get(pair.needId);
    const target = targets.get(pair.target.id);
    if (need === undefined) issues.set(pair.needId, { where: needPlace(pair), ...undisclosed });
    else if (!isOpenTo(need, pair.targetOrganizationId))
      issues.set(pairKey(pair), { where: `${needPlace(pair)}：${pair.targetTitle}`, ...restricted });
    if (target === undefined || !isOpenTo(target, pair.needOrganizationId))
      issues.set(pair.target.id, { where: pair.targetTitle, ...unreadable });
  }
  if (issues.size === 0) return;
  throw new AppError("precondition_failed", `有 ${issues.size} 处还不能给对方看，名单没有发送。`, {
    reason: "not_disclosed",
    issues: [...issues.values()],
  });
}

const undisclosed = {
  found: "企业还没有确认对外文本，或需求还没有设为登录后可见",
  expected: "企业确认脱敏文本，并设为登录后可见或公开",
  fix: "请企业确认后再发送，或把这项需求移出名单",
};
const restricted = {
  found: "需求只对指定单位公开，不包括这个候选所在的单位",
  expected: "候选所在单位在需求的公开范围内",
  fix: "请企业把该单位加入公开范围，或把这个候选移出名单",
};
const unreadable = {
  found: "资料没有设为登录后可见，或已撤回、停用",
  expected: "需求方能看到候选的资料",
  fix: "请其单位或本人公开资料，或把这个候选移出名单",
};

function needPlace({ needNumber, needTitle }: ListedPair): string {
  return needNumber === null ? needTitle : `${needNumber} ${needTitle}`;
}

/** Organisations alone that may see a record; null = every account. */
type Shown = readonly string[] | null;

function isOpenTo(shown: Shown, organizationId: string | null): boolean {
  return shown === null || organizationId === null || shown.includes(organizationId);
}

/** The records of those ids that are disclosed to accounts, and to which of them. */
async function shownRows(ctx: AppContext, kind: EntityKind, ids: ReadonlySet<string>): Promise<Map<string, Shown>> {
  const { id, restrictedTo } = recordTable(kind);
  const rows = await ctx.db.orm
    .select({ id, restrictedTo })
    .from(recordTable(kind))
    .where(and(isAmong(id, ids), disclosedTo("members", kind)));
  return new Map(rows.map((row) => [row.id, row.restrictedTo]));
}
