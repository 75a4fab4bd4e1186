import { labelledTexts } from "../../domain/matching/labelled-text.ts";
import { profileOf } from "../../domain/matching/profile.ts";
import { rankedText } from "../../domain/matching/project-record.ts";
import type { Weights } from "../../domain/matching/weights.ts";
import type { EntityKind } from "../../domain/shared/entity.ts";
import type { RecordOf } from "../../domain/shared/record-content.ts";
import { matchDescriber } from "./describe-match.ts";
import type { MatchItemView } from "./match-view.ts";
import type { MemoryPool } from "./memory-pool.ts";
import { rankCandidatesOfMany } from "./rank-candidates.ts";

/** Needs ranked together: enough to keep every processor busy, few enough that progress moves. */
const batchSize = 200;

export interface OfflineOptions {
  weights: Weights;
  regionName(code: string | null): string;
  currentYear: number;
  /** Places per need and kind, 1–100. */
  top: number;
}

/** One need's list of one kind, described. */
export interface OfflineList {
  need: RecordOf<"need">;
  targetKind: EntityKind;
  items: MatchItemView[];
}

/** Ranks the pool's candidates of each kind for every need in turn, without database or server. A need without any text
 * to match by yields empty lists. */
export async function* matchOffline(
  pool: MemoryPool,
  needs: readonly RecordOf<"need">[],
  targetKinds: readonly EntityKind[],
  { weights, regionName, currentYear, top }: OfflineOptions,
): AsyncGenerator<OfflineList> {
  const matchable = needs.filter((need) => labelledTexts(need).length > 0);
  for (let from = 0; from < matchable.length; from += batchSize) {
    const wanted = matchable.slice(from, from + batchSize).flatMap((need) => {
      const subject = { profile: profileOf(need, pool.fields.guess), text: rankedText("need", need.content) };
      return targetKinds.map((targetKind) => ({ need, subject, targetKind, limit: top, weights, currentYear }));
    });
    const lists = await rankCandidatesOfMany(pool, wanted);
    for (const [at, list] of lists.entries()) {
      const { need, targetKind } = wanted[at]!;
      const commonness = list.statistics;
      const describe = matchDescriber(need, { analyser: pool.analyser, commonness, weights, regionName });
      const items = list.items.map((pair) => describe(pool.records[targetKind].get(pair.profile.id)!, pair).item);
      yield { need, targetKind, items };
    }
  }
}
