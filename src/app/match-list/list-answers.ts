import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { Orm } from "../../db/database.ts";
import { matchAnswerTable, matchListTable } from "../../db/schema/match-list.ts";
import { actsFor } from "../../domain/shared/principal.ts";
import type { AnyRecord } from "../../domain/shared/record-content.ts";
import type { AppContext } from "../context.ts";
import { getRecords } from "../record/get-records.ts";
import { signInFirst } from "../scope.ts";

export type Answer = typeof matchAnswerTable.$inferSelect;

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
export const ofLatestVersion = sql`${matchAnswerTable.number} = (
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
