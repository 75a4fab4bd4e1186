import type { MatchItem, MatchRun } from "../../db/match-runs.ts";
import type { AnyRecord } from "../../domain/shared/record-content.ts";

/** Why a stored list no longer says what a new one would, and how that is put to its reader. */
export const staleLabels = {
  subject_changed: "资料有修改",
  candidates_changed: "候选资料有增减或修改",
  weights_changed: "评分权重有调整",
  dictionary_changed: "分词词典有更新",
  index_rebuilt: "检索索引已重建",
  vectors_learnt: "语义向量已更新",
  fields_learnt: "领域推测已更新",
} as const;
export type Staleness = keyof typeof staleLabels;

/** The reason a list is out of date; null while it is current. `now` names what a list computed now would be made of. */
export function stalenessOf(
  run: MatchRun,
  now: Pick<MatchRun, "subjectVersion" | "weightsVersion" | "analyser" | "modelVersion">,
): Staleness | null {
  if (run.subjectVersion !== now.subjectVersion) return "subject_changed";
  if (run.weightsVersion !== now.weightsVersion) return "weights_changed";
  if (run.analyser !== now.analyser) return "dictionary_changed";
  if (run.modelVersion !== now.modelVersion) return "fields_learnt";
  return run.staleReason;
}

/** Whether a place of a members' list rests on wording its record no longer has; it may be hidden by now. */
export function isOutdated(run: MatchRun, item: MatchItem, target: AnyRecord): boolean {
  return run.audience === "members" && item.targetVersion !== target.version;
}
