import type { EntityKind } from "../../../domain/shared/entity.ts";
import type { AnyRecord, RecordOf } from "../../../domain/shared/record-content.ts";

export type CandidateKind = Exclude<EntityKind, "need">;

/** Grades ≥ 0 by query and document; a pair not listed counts 0. */
export type Judgements = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** Queries against one kind of candidates, with what judges said of the pairs. */
export interface JudgedTask {
  /** Short and without spaces: names run files and rows of tables. */
  name: string;
  targetKind: CandidateKind;
  /** Tasks that name the same corpus share its index. */
  corpus: string;
  candidates(): Promise<AnyRecord[]>;
  queries: readonly RecordOf<"need">[];
  /** Null where nobody judged: the task can be ranked, not measured. */
  judgements: Judgements | null;
  /** Least grade that counts as a success among the first five. */
  successGrade: number;
}
