import { and, asc, count, desc, eq, gt, inArray, type SQL, sql } from "drizzle-orm";
import type { Orm } from "../../db/database.ts";
import { isAmong } from "../../db/is-among.ts";
import { matchAnswerTable, matchListTable } from "../../db/schema/match-list.ts";
import { actsFor, type Principal } from "../../domain/shared/principal.ts";
import type { AnyRecord } from "../../domain/shared/record-content.ts";
import type { AppContext } from "../context.ts";
import { getRecords } from "../record/get-records.ts";
import { readNames } from "../record/read-names.ts";
import { isOnlyExpert, signInFirst } from "../scope.ts";

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
export const ofLatestVersion = sql`(${matchAnswerTable.listId}, ${matchAnswerTable.number}) in (
  select version.list_id, max(version.number) from match_list_version as version group by version.list_id)`;

/** Which of the pairs, all of them by default. */
export interface AnswersInput {
  /** Only those without an answer. @default false */
  waiting?: boolean;
  limit?: number;
  offset?: number;
  /** In the order of their ids, those after this one; "" from the first. @default waiting ones first */
  after?: string;
}

/** The pairs the principal's organisations were asked about and that are still open to answers, waiting ones first. */
export async function listAnswers({ ctx, input }: { ctx: AppContext; input?: AnswersInput }): Promise<AskedPair[]> {
  const rows = await askedRows(ctx, input);
  const records = new Map<string, AnyRecord>();
  const read = async (kind: AnyRecord["kind"], wanted: readonly string[]) => {
    for (const record of await getRecords({ ctx, kind, ids: [...new Set(wanted)] }))
      records.set(record.id, record as AnyRecord);
  };
  const targets = (kind: "expert" | "achievement") =>
    rows.filter(({ answer }) => answer.targetKind === kind).map(({ answer }) => answer.targetId);
  await read(
    "need",
    rows.map(({ answer }) => answer.needId),
  );
  await read("expert", targets("expert"));
  await read("achievement", targets("achievement"));
  const others = await otherAnswers(
    ctx.db.orm,
    rows.map(({ answer }) => answer),
  );
  return rows.map(({ answer, listTitle }) => ({
    answer,
    listTitle,
    need: records.get(answer.needId) ?? null,
    target: records.get(answer.targetId) ?? null,
    other: others.get(pairKey(answer, answer.side === "need" ? "counterpart" : "need")) ?? "waiting",
  }));
}

/** What the principal's organisations are asked for by name. */
export interface NamedPair {
  listTitle: string;
  /** null where it may no longer be read. */
  need: string | null;
  target: string | null;
}

/** The first pairs of `listAnswers`, by their names alone. */
export async function nameAnswers({ ctx, input }: { ctx: AppContext; input: AnswersInput }): Promise<NamedPair[]> {
  const rows = await askedRows(ctx, input);
  const targets = (kind: "expert" | "achievement") =>
    rows.filter(({ answer }) => answer.targetKind === kind).map(({ answer }) => answer.targetId);
  const needIds = rows.map(({ answer }) => answer.needId);
  const names = new Map([
    ...(await readNames(ctx, "need", needIds)),
    ...(await readNames(ctx, "expert", targets("expert"))),
    ...(await readNames(ctx, "achievement", targets("achievement"))),
  ]);
  const titleOf = (id: string) => names.get(id)?.title ?? null;
  return rows.map(({ answer, listTitle }) => ({
    listTitle,
    need: titleOf(answer.needId),
    target: titleOf(answer.targetId),
  }));
}

async function askedRows(ctx: AppContext, { waiting = false, limit, offset = 0, after }: AnswersInput = {}) {
  const { id, listId, needId } = matchAnswerTable;
  const order = after === undefined ? [desc(isWaiting), asc(listId), asc(needId), asc(id)] : [asc(id)];
  const query = ctx.db.orm
    .select({ answer: matchAnswerTable, listTitle: matchListTable.title })
    .from(matchAnswerTable)
    .innerJoin(matchListTable, eq(matchListTable.id, matchAnswerTable.listId))
    .where(and(openTo(ctx.principal), waiting ? isWaiting : undefined, after === undefined ? undefined : gt(id, after)))
    .orderBy(...order)
    .offset(offset);
  return limit === undefined ? query : query.limit(limit);
}

/** How many pairs `listAnswers` has, and how many of them wait. */
export async function countAsked({ ctx }: { ctx: AppContext }): Promise<{ all: number; waiting: number }> {
  const rows = await ctx.db.orm
    .select({ all: count(), waiting: sql<number>`(count(*) filter (where ${isWaiting}))::int` })
    .from(matchAnswerTable)
    .innerJoin(matchListTable, eq(matchListTable.id, matchAnswerTable.listId))
    .where(openTo(ctx.principal));
  return rows[0]!;
}

/** Of those, the ones of lists that still take answers. */
function openTo(principal: Principal): SQL | undefined {
  return and(askedOf(principal), eq(matchListTable.status, "sent"));
}

const isWaiting = eq(matchAnswerTable.status, "waiting");

/** The answers of the latest version the principal may give: those of its organisations; of an expert without other roles, those about the own profile.
 * @throws AppError `unauthenticated` */
export function askedOf(principal: Principal): SQL | undefined {
  if (principal.kind === "visitor") throw signInFirst();
  const organizations = actsFor(principal);
  if (organizations.length === 0) return sql`false`;
  const { organizationId, side, targetId } = matchAnswerTable;
  const own = isOnlyExpert(principal)
    ? and(eq(side, "counterpart"), eq(targetId, principal.expertId ?? ""))
    : undefined;
  return and(inArray(organizationId, [...organizations]), own, ofLatestVersion);
}

/** What each side said of those needs, by pair. */
async function otherAnswers(orm: Orm, asked: readonly Answer[]): Promise<Map<string, Answer["status"]>> {
  if (asked.length === 0) return new Map();
  const { listId, number, needId, targetId, side, status } = matchAnswerTable;
  const rows = await orm
    .select({ listId, number, needId, targetId, side, status })
    .from(matchAnswerTable)
    .where(
      and(
        isAmong(listId, new Set(asked.map((answer) => answer.listId))),
        isAmong(needId, new Set(asked.map((answer) => answer.needId))),
      ),
    );
  return new Map(rows.map((answer) => [pairKey(answer, answer.side), answer.status]));
}

type PairOf = Pick<Answer, "listId" | "number" | "needId" | "targetId">;

function pairKey({ listId, number, needId, targetId }: PairOf, side: Answer["side"]): string {
  return [listId, number, needId, targetId, side].join(" ");
}
