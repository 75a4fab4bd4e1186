import type { HeldOutCheck } from "../../domain/matching/learn-weights.ts";
import { type FactorName, factorLabels, factorNames, type Weights } from "../../domain/matching/weights.ts";
import type { WeightsVersion } from "../../domain/matching/weights-version.ts";
import type { EntityKind } from "../../domain/shared/entity.ts";
import { type AnyRecord, recordTitle } from "../../domain/shared/record-content.ts";
import type { AppContext } from "../context.ts";
import { getRecords } from "../record/get-records.ts";
import type { ReplayedMove, ReplaySummary } from "./replay-lists.ts";

/** Why weights are proposed; stored with the version. */
export interface WeightsEvidence {
  judgements: number;
  needs: number;
  comparisons: number;
  overruled: number;
  heldOut: HeldOutCheck;
  replay: ReplaySummary;
}

export interface FactorChange {
  factor: FactorName;
  label: string;
  before: number;
  after: number;
}

export interface NamedMove extends ReplayedMove {
  /** null where the principal may not see the record, or it is gone. */
  need: string | null;
  target: string | null;
}

/** A proposal, or what learning found where it proposes nothing, as an admin reads it. */
export interface WeightsReport {
  /** null where nothing is proposed. */
  version: WeightsVersion | null;
  /** The version compared with. */
  base: string;
  changes: FactorChange[];
  evidence: WeightsEvidence;
  moves: NamedMove[];
}

/** Puts names to a proposal. */
export async function weightsReport(
  ctx: AppContext,
  version: WeightsVersion | null,
  before: Weights,
  after: Weights["factors"],
  evidence: WeightsEvidence,
): Promise<WeightsReport> {
  const changes = factorNames.map((factor) => ({
    factor,
    label: factorLabels[factor],
    before: before.factors[factor],
    after: after[factor],
  }));
  return { version, base: before.version, changes, evidence, moves: await named(ctx, evidence.replay.moves) };
}

async function named(ctx: AppContext, moves: readonly ReplayedMove[]): Promise<NamedMove[]> {
  const refs = moves.flatMap(({ needId, targetKind, targetId }): [EntityKind, string][] => [
    ["need", needId],
    [targetKind, targetId],
  ]);
  const titles = new Map<string, string>();
  for (const kind of new Set(refs.map(([each]) => each))) {
    const ids = [...new Set(refs.filter(([each]) => each === kind).map(([, id]) => id))];
    for (const record of await getRecords({ ctx, kind, ids })) {
      titles.set(`${kind} ${record.id}`, recordTitle(kind, (record as AnyRecord).content));
    }
  }
  return moves.map((move) => ({
    ...move,
    need: titles.get(`need ${move.needId}`) ?? null,
    target: titles.get(`${move.targetKind} ${move.targetId}`) ?? null,
  }));
}
