import { and, asc, desc, gt, inArray, lt, ne, type SQL, sql } from "drizzle-orm";
import { needTable } from "../../db/schema/record.ts";
import { needActions } from "../../domain/need/need.ts";
import { recordTitle } from "../../domain/shared/record-content.ts";
import type { AppContext } from "../context.ts";
import { requireDuty } from "../duty.ts";
import { shown, shownFields } from "../record/read-rows.ts";
import { scopeFor } from "../scope.ts";

/** Needs that firms handed in themselves and nobody has looked at; what the bureau imported it has seen. */
export const awaitsReview: SQL = and(
  inArray(needTable.status, [...needActions.accept]),
  ne(needTable.source, "excel"),
)!;

export interface WaitingNeed {
  id: string;
  title: string;
}

/** What waits for review besides one need. */
export interface WaitingReviews {
  /** How many others. */
  others: number;
  /** The one handed in before it or, where none was, the newest; null = none. */
  next: WaitingNeed | null;
  /** The one handed in after it. */
  previous: WaitingNeed | null;
}

/** Needs in one's charge that wait for review, around one of them, in the order in which the home page names them: the newest first.
 * @throws AppError `forbidden` for everybody but staff */
export async function waitingReviews({ ctx, needId }: { ctx: AppContext; needId: string }): Promise<WaitingReviews> {
  requireDuty(ctx.principal, "curateLists");
  const { id, seq } = needTable;
  const others = and(scopeFor(ctx.principal, "own", "need"), awaitsReview, ne(id, needId));
  const here = sql`(select here.seq from need as here where here.id = ${needId})`;
  const first = async (condition: SQL | undefined, order: SQL) => {
    const rows = await ctx.db.orm
      .select(shownFields(ctx, "need"))
      .from(needTable)
      .where(and(others, condition))
      .orderBy(order)
      .limit(1);
    return rows.map((row) => ({ id: row.id, title: recordTitle("need", shown("need", row).content) }))[0] ?? null;
  };
  return {
    others: await ctx.db.orm.$count(needTable, others),
    next: (await first(lt(seq, here), desc(seq))) ?? (await first(undefined, desc(seq))),
    previous: await first(gt(seq, here), asc(seq)),
  };
}
