import { profileOf } from "../../domain/matching/profile.ts";
import { AppError } from "../../domain/shared/errors.ts";
import type { AnyRecord } from "../../domain/shared/record-content.ts";
import type { AppContext, MatchingSetup } from "../context.ts";
import { getRecords } from "../record/get-records.ts";
import type { CandidatePool } from "./rank-candidates.ts";

/** Candidates of the installation: the engine's hits, read again from the database as the principal may see them. */
export function databasePool(ctx: AppContext, { analyser, fields }: MatchingSetup): CandidatePool {
  return {
    engine: ctx.search,
    analyser,
    async profiles(kind, ids) {
      const records = await getRecords({ ctx, kind, ids, onlySearchable: true });
      return new Map(records.map((record) => [record.id, profileOf(record as AnyRecord, fields.guess)]));
    },
  };
}

/** The matching setup of this process.
 * @throws AppError `unavailable` where this process computes no matches */
export function requireMatching(ctx: AppContext): MatchingSetup {
  if (ctx.matching === null) {
    throw new AppError("unavailable", "此节点不计算匹配，请稍后再看或使用主服务。", { retryAfterSeconds: 60 });
  }
  return ctx.matching;
}
