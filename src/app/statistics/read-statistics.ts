import type { AppContext } from "../context.ts";
import { requireDuty } from "../duty.ts";
import { whileUnwritten } from "../while-unwritten.ts";
import { countAnswers } from "./count-answers.ts";
import { countScores } from "./count-scores.ts";
import { countStages } from "./count-stages.ts";
import { countSupply } from "./count-supply.ts";

/** Everything the page of statistics counts.
 * @throws AppError `unauthenticated`, `forbidden` */
export function readStatistics({ ctx }: { ctx: AppContext }) {
  requireDuty(ctx.principal, "readStatistics");
  return whileUnwritten(ctx, "statistics", async () => {
    // At once where the database has several connections.
    const [stages, supply, scores, answers] = await Promise.all([
      countStages({ ctx }),
      countSupply({ ctx }),
      countScores({ ctx }),
      countAnswers({ ctx }),
    ]);
    return { stages, supply, scores, answers };
  });
}
