import { and, type SQL, sql } from "drizzle-orm";
import { needTable } from "../../db/schema/record.ts";
import type { AppContext } from "../context.ts";
import { countedScope, type Stage, stageCondition, stages } from "./counted.ts";

/** How many needs reached each stage. A need that was published, listed and sent counts in all three.
 * @throws AppError `unauthenticated`, `forbidden` */
export async function countStages({ ctx }: { ctx: AppContext }): Promise<Record<Stage, number>> {
  const needsOf = (stage: Stage): SQL<number> => sql`(count(*) filter (where ${stageCondition(stage)}))::int`;
  const counts = Object.fromEntries(stages.map((stage) => [stage, needsOf(stage)])) as Record<Stage, SQL<number>>;
  const rows = await ctx.db.orm
    .select(counts)
    .from(needTable)
    .where(and(countedScope(ctx.principal, "need"), stageCondition("collected")));
  return rows[0]!;
}
