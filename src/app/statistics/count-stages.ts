import { and, count } from "drizzle-orm";
import { needTable } from "../../db/schema/record.ts";
import type { AppContext } from "../context.ts";
import { countedScope, type Stage, stageCondition, stages } from "./counted.ts";

/** How many needs reached each stage. A need that was published, listed and sent counts in all three.
 * @throws AppError `unauthenticated`, `forbidden` */
export async function countStages({ ctx }: { ctx: AppContext }): Promise<Record<Stage, number>> {
  const scope = countedScope(ctx.principal, "need");
  const counts: Partial<Record<Stage, number>> = {};
  for (const stage of stages) {
    const rows = await ctx.db.orm
      .select({ needs: count() })
      .from(needTable)
      .where(and(scope, stageCondition(stage)));
    counts[stage] = rows[0]!.needs;
  }
  return counts as Record<Stage, number>;
}
