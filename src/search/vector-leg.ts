import type { SearchDocument } from "../domain/matching/document.ts";
import type { EntityKind } from "../domain/shared/entity.ts";
import type { DocumentRef, RankRequest, TrainOptions } from "./engine.ts";

/** What a query's vector may be made of. */
export type VectorQuery = Pick<RankRequest, "kind" | "audience" | "terms" | "text" | "visibility">;

/** Vectors of documents beside an engine: what `withVectors` adds to one. */
export interface VectorLeg {
  /** Names the vectors in use: lists made under another name are out of date. "" while there are none. */
  readonly model: string;
  /** What the leg does without for now, zh-CN, no address; null when all is well. */
  readonly degraded: string | null;
  /** Takes documents newer than those it holds, and gives them vectors under the present model, at once or in the background. */
  upsert(documents: readonly SearchDocument[]): Promise<void>;
  remove(refs: readonly DocumentRef[]): Promise<void>;
  clear(): Promise<void>;
  /** Nearness of each document to a query, in the order of `ids`, 0–1, all under one model, from the wording of the query's audience;
   * null where it has no vector. */
  similarities(query: VectorQuery, ids: readonly string[]): Promise<(number | null)[]>;
  versions(kind: EntityKind): ReadonlyMap<string, number>;
  train(options?: TrainOptions): Promise<boolean>;
  flush(): Promise<void>;
  close(): Promise<void>;
}
