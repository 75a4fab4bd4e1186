import { and, desc, eq } from "drizzle-orm";
import { needReviewTable } from "../../db/schema/review.ts";
import type { AppContext } from "../context.ts";

export type NeedReview = typeof needReviewTable.$inferSelect;

/** The newest return of a need; null when it never went back. For readers to whom the need is their own. */
export async function latestReview({ ctx, needId }: { ctx: AppContext; needId: string }): Promise<NeedReview | null> {
  const rows = await ctx.db.orm
    .select()
    .from(needReviewTable)
    .where(and(eq(needReviewTable.needId, needId), eq(needReviewTable.decision, "return")))
    .orderBy(desc(needReviewTable.needVersion))
    .limit(1);
  return rows[0] ?? null;
}
