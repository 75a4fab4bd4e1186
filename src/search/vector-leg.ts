import type { SearchDocument } from "../domain/matching/document.ts";
import type { EntityKind } from "../domain/shared/entity.ts";
import type { DocumentRef, QueryTerms, TrainOptions } from "./engine.ts";

/** Vectors of documents beside an engine: what `withVectors` adds to one. */
export interface VectorLeg {
  /** Names the vectors in use: lists made under another name are out of date. "" while there are none. */
  readonly model: string;
  /** Takes documents newer than those it holds, and gives them vectors at once under the present model. */
  upsert(documents: readonly SearchDocument[]): Promise<void>;
  remove(refs: readonly DocumentRef[]): Promise<void>;
  clear(): Promise<void>;
  /** Nearness of each document to a query, in the order of `ids`, 0–1; null where it has no vector. */
  similarities(kind: EntityKind, ids: readonly string[], terms: QueryTerms): Promise<(number | null)[]>;
  versions(kind: EntityKind): ReadonlyMap<string, number>;
  train(options?: TrainOptions): Promise<boolean>;
  flush(): Promise<void>;
  close(): Promise<void>;
}
