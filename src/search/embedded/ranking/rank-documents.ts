import type { LexicalParams } from "../../../domain/matching/weights.ts";
import type { RankHit, RankRequest } from "../../engine.ts";
import { allowedDocuments } from "../facets.ts";
import type { Segment } from "../segment/segment.ts";
import { rankSegments } from "./rank-segments.ts";
import { weighQuery } from "./weigh-query.ts";

/** Best documents of some segments for a bag of terms; how rare a term is, they alone decide. */
export function rankDocuments(
  segments: readonly Segment[],
  { terms, filter, limit }: Pick<RankRequest, "terms" | "filter" | "limit">,
  params: LexicalParams,
): RankHit[] {
  const query = weighQuery(segments, terms, params);
  const allowed = segments.map((segment) => allowedDocuments(segment, filter));
  return rankSegments({ segments, allowed, query, limit });
}
