import { profileOf } from "../../domain/matching/profile.ts";
import { AppError } from "../../domain/shared/errors.ts";
import { audienceOf, type Principal } from "../../domain/shared/principal.ts";
import type { AnyRecord } from "../../domain/shared/record-content.ts";
import type { AppContext, MatchingSetup } from "../context.ts";
import { readFor } from "../record/read-rows.ts";
import type { CandidatePool, ListAudience } from "./rank-candidates.ts";

/** For whose eyes a principal's lists are computed. */
export function listAudienceOf(principal: Principal): ListAudience {
  return audienceOf(principal) === "internal" ? "internal" : "members";
}

/** Candidates of the installation: the engine's hits, read again from the database as the audience sees them. Which of its
 * members asks makes no difference, because lists are stored for all of them. */
export function databasePool(ctx: AppContext, matching: MatchingSetup, audience: ListAudience): CandidatePool {
  return {
    engine: ctx.search,
    analyser: matching.analyser,
    audience,
    async profiles(kind, ids) {
      const records = await readFor(ctx, audience, kind, ids);
      return new Map(records.map((record) => [record.id, profileOf(record as AnyRecord, matching.fields.guess)]));
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
