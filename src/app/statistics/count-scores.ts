import { and, desc, eq, isNull, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { searchable } from "../../db/records.ts";
import { matchItemTable, matchRunTable } from "../../db/schema/match.ts";
import { needTable } from "../../db/schema/record.ts";
import { bands } from "../../domain/matching/score-bands.ts";
import { type AnyRecord, recordTitle } from "../../domain/shared/record-content.ts";
import type { AppContext } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { getRecords } from "../record/get-records.ts";
import { countedScope } from "./counted.ts";
import { countedPerPage } from "./list-counted.ts";

export const scoredKinds = ["expert", "achievement"] as const;
export type ScoredKind = (typeof scoredKinds)[number];

/** As `countBands` puts a score into a band. */
const bandOfItem = sql<number>`least(floor(${matchItemTable.score} * ${sql.raw(String(bands))})::int, ${sql.raw(String(bands - 1))})`;

/** Places of the newest lists, made for staff and not out of date, of needs in the principal's scope. */
function current(ctx: AppContext): SQL | undefined {
  const { subjectKind, subjectId, targetKind, audience, seq, staleAt } = matchRunTable;
  const newer = sql`exists (select 1 from match_run as newer where newer.subject_kind = ${subjectKind}
    and newer.subject_id = ${subjectId} and newer.target_kind = ${targetKind}
    and newer.audience = ${audience} and newer.seq > ${seq})`;
  return and(
    countedScope(ctx.principal, "need"),
    searchable("need"),
    eq(subjectKind, "need"),
    eq(audience, "internal"),
    isNull(staleAt),
    sql`not ${newer}`,
  );
}

/** How many places of current lists have a score in each band, by the candidate's kind.
 * @returns `bands` numbers a kind, the lowest band first
 * @throws AppError `unauthenticated`, `forbidden` */
export async function countScores({ ctx }: { ctx: AppContext }): Promise<Record<ScoredKind, number[]>> {
  const places = Array.from(
    { length: bands },
    (_, at) => sql`sum(${matchRunTable.scoreBands}[${sql.raw(String(at + 1))}])::int`,
  );
  const rows = await ctx.db.orm
    .select({ kind: matchRunTable.targetKind, places: sql<number[]>`json_build_array(${sql.join(places, sql`, `)})` })
    .from(matchRunTable)
    .innerJoin(needTable, eq(needTable.id, matchRunTable.subjectId))
    .where(current(ctx))
    .groupBy(matchRunTable.targetKind);
  const of = (kind: ScoredKind) => rows.find((row) => row.kind === kind)?.places ?? Array<number>(bands).fill(0);
  return { expert: of("expert"), achievement: of("achievement") };
}

/** A place of a list. */
export interface ScoredPair {
  need: { id: string; title: string };
  target: { id: string; title: string };
  /** 0–1 */
  score: number;
  rank: number;
}

const inputSchema = z.strictObject({
  kind: z.enum(scoredKinds),
  band: z
    .int()
    .min(0)
    .max(bands - 1),
  page: z.int().min(1).max(10_000).default(1),
});

/** The places behind a number of `countScores`, the highest score first. One whose records left the principal's sight since
 * counts, and is not named.
 * @throws AppError `unauthenticated`, `forbidden`, `invalid_input` */
export async function listScored({
  ctx,
  input,
}: {
  ctx: AppContext;
  input: z.input<typeof inputSchema>;
}): Promise<{ items: ScoredPair[]; total: number }> {
  const { kind, band, page } = parseInput(inputSchema, input);
  const { score, rank, targetId, runId } = matchItemTable;
  const rows = await ctx.db.orm
    .select({ needId: matchRunTable.subjectId, targetId, score, rank, inAll: sql<number>`(count(*) over ())::int` })
    .from(matchItemTable)
    .innerJoin(matchRunTable, eq(matchRunTable.id, runId))
    .innerJoin(needTable, eq(needTable.id, matchRunTable.subjectId))
    .where(and(current(ctx), eq(matchRunTable.targetKind, kind), eq(bandOfItem, band)))
    .orderBy(desc(score), runId, rank)
    .offset((page - 1) * countedPerPage)
    .limit(countedPerPage);
  const titles = async (of: AnyRecord["kind"], ids: readonly string[]) => {
    const records = await getRecords({ ctx, kind: of, ids: [...new Set(ids)] });
    return new Map(records.map(({ id, content }) => [id, recordTitle(of, content as never)]));
  };
  const needs = await titles(
    "need",
    rows.map(({ needId }) => needId),
  );
  const targets = await titles(
    kind,
    rows.map((row) => row.targetId),
  );
  const items = rows.flatMap((row) => {
    const [need, target] = [needs.get(row.needId), targets.get(row.targetId)];
    if (need === undefined || target === undefined) return [];
    return [
      {
        need: { id: row.needId, title: need },
        target: { id: row.targetId, title: target },
        score: row.score,
        rank: row.rank,
      },
    ];
  });
  return { items, total: rows[0]?.inAll ?? 0 };
}
