import type { EntityKind, Visibility } from "../shared/entity.ts";

/** The fields ranking tells apart, in index order. Weights live in weights.ts. */
export const searchFields = ["title", "keywords", "topics", "body", "works"] as const;
export type SearchField = (typeof searchFields)[number];

/** What the index holds of one record: public wording only, never a contact. Strings are as the author wrote them. */
export interface SearchDocument {
  kind: EntityKind;
  id: string;
  version: number;
  /** Who may see the record; absent = as `private`. Says which texts may leave the machine. */
  visibility?: Visibility;
  /** Items per field: title of a need or achievement; keywords; topics = directions or key technology; body = prose; works = papers, patents, projects. */
  text: Partial<Record<SearchField, readonly string[]>>;
  /** Names the search box completes: titles, people, organisations, keywords. */
  names: readonly string[];
  /** Facet values by facet name (`field`, `region`, `trl`, `mode`, `organization`); a code list value stands with its ancestors. */
  facets: Readonly<Record<string, readonly string[]>>;
}
