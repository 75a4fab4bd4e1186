import { listRunItems, type MatchItem, type MatchRun } from "../../db/match-runs.ts";
import { cutsAbove, findCounterfactual } from "../../domain/matching/counterfactual.ts";
import { orientPair } from "../../domain/matching/pair.ts";
import { type GuessField, profileOf } from "../../domain/matching/profile.ts";
import { openQuestions } from "../../domain/matching/questions.ts";
import type { FactorMeans } from "../../domain/matching/score.ts";
import type { Weights } from "../../domain/matching/weights.ts";
import { beijingYear } from "../../domain/shared/beijing-time.ts";
import type { AnyRecord } from "../../domain/shared/record-content.ts";
import type { AppContext } from "../context.ts";
import type { MatchExplanation } from "./match-view.ts";

/** Places of the first screen: what stands below them is seldom looked at. */
const firstPlaces = 10;

/** What to ask about one stored place, and what would move it up. */
export async function adviseMatch(
  ctx: AppContext,
  run: MatchRun,
  item: MatchItem,
  records: { subject: AnyRecord; target: AnyRecord },
  weights: Weights,
  guessField: GuessField,
): Promise<Pick<MatchExplanation, "questions" | "counterfactual">> {
  const facts = {
    pair: orientPair(profileOf(records.subject, guessField), profileOf(records.target, guessField)),
    values: item.factors,
    // Written by computeMatches, which stores the means of every factor.
    means: run.summary.means as FactorMeans,
    weights,
    currentYear: beijingYear(run.createdAt),
  };
  const above = item.rank > firstPlaces ? (await listRunItems(ctx.db.orm, run.id, firstPlaces)).at(-1) : undefined;
  const place = above === undefined ? null : { score: above.score, places: firstPlaces };
  return {
    questions: openQuestions(facts),
    counterfactual: findCounterfactual(facts, cutsAbove(item.score, weights, place)),
  };
}
