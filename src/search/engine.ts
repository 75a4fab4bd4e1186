import type { SearchDocument } from "../domain/matching/document.ts";
import type { EntityKind, Visibility } from "../domain/shared/entity.ts";
import type { Audience } from "../domain/shared/principal.ts";

/** What an engine can do; callers ask these flags, never the engine's name. */
export interface EngineCapabilities {
  /** `rank` returns the exact lexical score of every hit, so no second scoring pass is needed. */
  exactScores: boolean;
  /** `rank` sees the whole query; otherwise only its strongest terms reach retrieval. */
  wholeQuery: boolean;
  /** `rankMany` is there and uses every processor. */
  batch: boolean;
  /** `rank` also says how near the meanings are, and `train` learns from what is indexed. */
  vectors: boolean;
}

/** Terms of one whole text with their weight > 0; order does not matter. */
export type QueryTerms = ReadonlyMap<string, number>;

/** Values of one facet; a document passes when it has any of them. Facets combine by AND. */
export type FacetFilter = Readonly<Record<string, readonly string[]>>;

export interface RankRequest {
  kind: EntityKind;
  /** Whose shelves are read: hits, rarity of terms and similarities come from nowhere else. @default "internal" */
  audience?: Audience;
  terms: QueryTerms;
  filter?: FacetFilter;
  /** How many hits, 1–10,000. */
  limit: number;
  /** The subject's own wording, for vectors that are not made of terms. */
  text?: string;
  /** Who may see `text`; absent = as `private`. */
  visibility?: Visibility;
}

/** How common terms are among the documents of a kind. */
export interface TermStatistics {
  documents: number;
  /** Documents holding each asked term; a term in none may be absent. */
  frequency: ReadonlyMap<string, number>;
}

export interface RankHit {
  id: string;
  version: number;
  /** Lexical score ≥ 0, comparable within one index state only. */
  score: number;
  /** Nearness of meaning, 0–1: mean cosine of the document's best items. Null or absent without vectors, or where the document has none yet. */
  similarity?: number | null;
}

export interface BoxRequest {
  /** What the user typed, raw; "" browses by recency of id. */
  query: string;
  kinds: readonly EntityKind[];
  /** Whose shelves are read: hits, counts, corrections and completions come from nowhere else. @default "internal" */
  audience?: Audience;
  /** Ids of needs kept for named organisations that the asker may find: to be read as if they stood on the asker's shelves. */
  also?: readonly string[] | undefined;
  /** Documents outside do not exist for this search: other than with `filter`, no count and no correction rests on them. */
  within?: Readonly<Partial<Record<EntityKind, FacetFilter>>> | undefined;
  filter?: FacetFilter;
  /** Facets whose counts are wanted. Counts of a facet ignore that facet's own filter. */
  facets?: readonly string[];
  /** `newest`: by recency of id, as browsing. @default "best" */
  order?: "best" | "newest" | undefined;
  offset: number;
  limit: number;
}

export interface BoxHit {
  kind: EntityKind;
  id: string;
  version: number;
  /** ≥ 0, comparable within one answer only; 0 where hits come by recency. */
  score: number;
}

export interface BoxResult {
  hits: BoxHit[];
  /** Exact number of matching documents per kind, before offset and limit. */
  totals: Record<EntityKind, number>;
  facets: Record<string, { value: string; count: number }[]>;
  /** What the engine searched instead where the query had no hit (拼音 or typo repair); null when it searched the query. */
  correctedTo: string | null;
  /** Terms to highlight in the originals. */
  terms: string[];
  degraded: boolean;
}

export interface SuggestRequest {
  prefix: string;
  kinds: readonly EntityKind[];
  /** Whose shelves are read. @default "internal" */
  audience?: Audience;
  also?: BoxRequest["also"];
  /** Names that no document inside carries are not completed. */
  within?: BoxRequest["within"];
  limit: number;
}

export interface Suggestion {
  text: string;
  kind: EntityKind;
}

export interface EngineStatus {
  documents: Record<EntityKind, number>;
  /** Names tokenizer, dictionary and field settings; another value means the index must be rebuilt. */
  analyser: string;
  /** Grows with every applied change; stored with match runs. */
  indexVersion: string;
  /** What the engine does without for now, in words for the operator, zh-CN, no address; null or absent when all is well. */
  degraded?: string | null;
}

export interface DocumentRef {
  kind: EntityKind;
  id: string;
  version: number;
}

export interface TrainOptions {
  /** Also where little has changed. */
  always?: boolean;
  /** Gives the learning up; `train` then fails. */
  signal?: AbortSignal;
}

/** The search port. Writes resolve only when the change is searchable; older versions than the one held are ignored. */
export interface SearchEngine {
  readonly can: EngineCapabilities;
  upsert(documents: readonly SearchDocument[]): Promise<void>;
  /** Removes a document and remembers `version`, so that a replayed older upsert does not bring it back. */
  remove(refs: readonly DocumentRef[]): Promise<void>;
  rank(request: RankRequest): Promise<RankHit[]>;
  /** What `rank` gives for each request, in their order, all of one index state. */
  rankMany?(requests: readonly RankRequest[]): Promise<RankHit[][]>;
  /** Learns vectors anew where enough has changed since they were last learnt. Searching goes on meanwhile.
   * @returns whether there are new vectors: lists made with the old ones are then out of date */
  train(options?: TrainOptions): Promise<boolean>;
  /** For explanations and for the scale of text relevance. */
  termStatistics(kind: EntityKind, terms: Iterable<string>, audience?: Audience): Promise<TermStatistics>;
  search(request: BoxRequest): Promise<BoxResult>;
  /** Names that complete the prefix; an engine may give names near to it where none does. */
  suggest(request: SuggestRequest): Promise<Suggestion[]>;
  /** Needs kept for named organisations, one of these among them. They stand on no members' shelf: who asks for one by `also` has
   * made sure that its asker may find it now. */
  namedNeeds(organizations: readonly string[]): Promise<DocumentRef[]>;
  /** Version of every live document that an audience can find, for reconciling with the database. @param audience @default "internal" */
  versions(kind: EntityKind, audience?: Audience): Promise<Map<string, number>>;
  status(): Promise<EngineStatus>;
  /** Forgets everything, e.g. before a rebuild. */
  clear(): Promise<void>;
  /** Makes what was applied survive a restart, where the engine keeps its own files. */
  flush(): Promise<void>;
  close(): Promise<void>;
}
