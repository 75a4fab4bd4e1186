import type { LexicalParams } from "../../../domain/matching/weights.ts";
import type { RankHit, RankRequest } from "../../engine.ts";
import type { Bitset } from "../bitset.ts";
import { allowedDocuments } from "../facets.ts";
import { planQuery, type RankPlan, toHits } from "../ranking/rank-segments.ts";
import { type WeighedQuery, weighQuery } from "../ranking/weigh-query.ts";
import { sharedIntegers } from "../segment/postings.ts";
import type { Segment } from "../segment/segment.ts";
import { runPlans } from "./run-plans.ts";

/** What ranking each request alone gives, worked out by threads on the segments as they stand at the call: writes may go on meanwhile.
 * @param requests all of the segments' kind
 * @param threads how many, ≥ 1 */
export async function rankMany(
  segments: readonly Segment[],
  requests: readonly RankRequest[],
  params: LexicalParams,
  threads: number,
): Promise<RankHit[][]> {
  const frozen = segments.map((segment) => ({
    ...segment,
    live: segment.live.slice(),
    frequencies: segment.frequencies.slice(),
  }));
  const allowedBy = new Map<string, Bitset[]>();
  const allowed = (filter: RankRequest["filter"]) => {
    const key = JSON.stringify(filter ?? {});
    const known = allowedBy.get(key) ?? frozen.map((segment) => sharedCopy(allowedDocuments(segment, filter)));
    allowedBy.set(key, known);
    return known;
  };
  const queries: WeighedQuery[] = [];
  function* plans(): Generator<RankPlan> {
    for (const { terms, filter, limit } of requests) {
      const query = weighQuery(frozen, terms, params);
      queries.push(query);
      yield planQuery({ segments: frozen, allowed: allowed(filter), query, limit });
    }
  }
  const found = await runPlans(plans(), threads);
  return found.map((each, at) => toHits({ segments: frozen, query: queries[at]!, limit: requests[at]!.limit }, each));
}

/** Shared, so that a message holds no copy. */
function sharedCopy(bits: Bitset): Bitset {
  const copy = sharedIntegers(bits.length);
  copy.set(bits);
  return copy;
}
