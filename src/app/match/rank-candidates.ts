import type { Analyser } from "../../domain/matching/analyser.ts";
import type { SearchField } from "../../domain/matching/document.ts";
import { type GateHit, gatesOf } from "../../domain/matching/gates.ts";
import { orientPair } from "../../domain/matching/pair.ts";
import type { MatchProfile } from "../../domain/matching/profile.ts";
import {
  blendSimilarity,
  queryMass,
  queryTerms,
  termBound,
  termWeight,
  textRelevance,
} from "../../domain/matching/query.ts";
import {
  type FactorMeans,
  type FactorValues,
  factorMeans,
  type PairScore,
  scorePair,
} from "../../domain/matching/score.ts";
import { type FactorSignals, factorSignals } from "../../domain/matching/signals/all.ts";
import {
  type LexicalParams,
  lexicalParams,
  type SimilarityShare,
  similarityShare,
  type Weights,
} from "../../domain/matching/weights.ts";
import type { EntityKind, Visibility } from "../../domain/shared/entity.ts";
import type { Audience } from "../../domain/shared/principal.ts";
import type { RankHit, RankRequest, SearchEngine, TermStatistics } from "../../search/engine.ts";

/** Candidates retrieved per place of the list. Factors can lift a candidate, but not from beyond this depth
 * (docs/matching.md#depth). */
const depthPerPlace = 5;
const leastDepth = 200;

/** Lists for staff rest on records as they are; those for members on what all members may see. */
export type ListAudience = Exclude<Audience, "public">;

/** Where candidates come from: an index and the profiles behind it. */
export interface CandidatePool {
  engine: SearchEngine;
  analyser: Analyser;
  /** Whose shelves are read. @default "internal" */
  audience?: ListAudience;
  /** Profiles of those ids that may be matched now; others are left out. */
  profiles(kind: EntityKind, ids: readonly string[]): Promise<Map<string, MatchProfile>>;
}

export interface MatchSubject {
  profile: MatchProfile;
  text: Partial<Record<SearchField, readonly string[]>>;
  /** Who may see the text; absent = as `private`. */
  visibility?: Visibility;
}

export interface RankedCandidate {
  profile: MatchProfile;
  rank: number;
  result: PairScore;
  signals: FactorSignals;
  gates: GateHit[];
}

export interface RankedList {
  items: RankedCandidate[];
  /** What stood in for unknown factors; stored so that the list can be replayed. */
  means: FactorMeans;
  /** How common the subject's terms are among the candidates. */
  statistics: TermStatistics;
}

export interface RankOptions {
  subject: MatchSubject;
  targetKind: EntityKind;
  limit: number;
  weights: Weights;
  /** Constants the pool's engine was made with; the product's where absent. */
  lexical?: LexicalParams;
  /** Another weight of meaning than the product's, for ablations. */
  similarity?: SimilarityShare;
  currentYear: number;
}

/** Ranks every candidate of a kind for one subject: need → experts or achievements, or the reverse.
 * The one path behind pages, API, workbooks and evaluation. Equal scores order by id. */
export async function rankCandidates(pool: CandidatePool, options: RankOptions): Promise<RankedList> {
  const request = candidateRequest(pool, options);
  return scoreCandidates(pool, options, request, await pool.engine.rank(request));
}

/** Lists for many subjects at once, in their order: what `rankCandidates` gives for each, on all processors where the engine can. */
export async function rankCandidatesOfMany(pool: CandidatePool, many: readonly RankOptions[]): Promise<RankedList[]> {
  const requests = many.map((options) => candidateRequest(pool, options));
  const { engine } = pool;
  const lists = engine.rankMany
    ? await engine.rankMany(requests)
    : await Promise.all(requests.map((request) => engine.rank(request)));
  return Promise.all(many.map((options, at) => scoreCandidates(pool, options, requests[at]!, lists[at]!)));
}

function candidateRequest(
  { analyser, audience = "internal" }: CandidatePool,
  { subject, targetKind, limit }: RankOptions,
): RankRequest {
  const terms = queryTerms(subject.text, analyser);
  return {
    kind: targetKind,
    audience,
    terms,
    limit: Math.max(leastDepth, limit * depthPerPlace),
    text: Object.values(subject.text).flat().join("\n"),
    visibility: subject.visibility ?? "private",
  };
}

async function scoreCandidates(
  pool: CandidatePool,
  options: RankOptions,
  { terms }: RankRequest,
  hits: readonly RankHit[],
): Promise<RankedList> {
  const { subject, targetKind, limit, weights, currentYear } = options;
  const { lexical = lexicalParams, similarity = similarityShare } = options;
  const statistics = await pool.engine.termStatistics(targetKind, terms.keys(), pool.audience);
  const mass = queryMass(terms, statistics, (term) => termWeight(term, lexical), termBound(lexical));
  const profiles = await pool.profiles(
    targetKind,
    hits.map((hit) => hit.id),
  );
  const offer = targetKind === "need" ? subject.profile.kind : targetKind;
  const scores = blendSimilarity(hits, mass, offer === "need" ? 0 : similarity[offer]);
  const candidates = hits.flatMap((hit, index) => {
    const profile = profiles.get(hit.id);
    if (profile === undefined) return [];
    // Scored by wording that may since have been hidden: the record returns once the index has caught up.
    if (pool.audience === "members" && profile.version !== hit.version) return [];
    const pair = orientPair(subject.profile, profile);
    const relevance = textRelevance(scores[index]!, mass, weights.textScale);
    return [{ profile, pair, signals: factorSignals(pair, relevance, currentYear) }];
  });
  const values = candidates.map(({ signals }) => valuesOf(signals));
  const means = factorMeans(values, weights);
  const items = candidates
    .map(({ profile, pair, signals }, index) => ({
      profile,
      signals,
      result: scorePair(values[index]!, means, weights),
      gates: pairGates(pair),
    }))
    .sort((a, b) => b.result.score - a.result.score || (a.profile.id < b.profile.id ? -1 : 1))
    .slice(0, limit)
    .map((item, index) => ({ ...item, rank: index + 1 }));
  return { items, means, statistics };
}

/** The factor values of signals, without their words. */
export function valuesOf(signals: FactorSignals): FactorValues {
  return Object.fromEntries(Object.entries(signals).map(([name, signal]) => [name, signal.value])) as FactorValues;
}

function pairGates({ need, candidate }: { need: MatchProfile; candidate: MatchProfile }): GateHit[] {
  return gatesOf({
    needOrganization: need.organizationName,
    candidateOrganization: candidate.organizationName,
    conflicts: candidate.conflicts,
    consentWithdrawn: candidate.consentWithdrawn,
    available: candidate.available,
    maxMeetingsPerYear: candidate.maxMeetingsPerYear,
    // Meetings are recorded once events exist; until then the count is 0.
    meetingsThisYear: 0,
  });
}
