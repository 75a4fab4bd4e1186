import type { EntityKind, Visibility } from "../shared/entity.ts";
import type { Audience } from "../shared/principal.ts";

/** The fields ranking tells apart, in index order. Weights live in weights.ts. */
export const searchFields = ["title", "keywords", "topics", "body", "works"] as const;
export type SearchField = (typeof searchFields)[number];

/** What is found of a record: never a contact. Strings are as the author wrote them. */
export interface SearchFace {
  /** Items per field: title of a need or achievement; keywords; topics = directions or key technology; body = prose; works = papers, patents, projects. */
  text: Partial<Record<SearchField, readonly string[]>>;
  /** Names the search box completes: titles, people, organisations, keywords. */
  names: readonly string[];
  /** Facet values by facet name (`field`, `region`, `trl`, `mode`, `organization`); a code list value stands with its ancestors. */
  facets: Readonly<Record<string, readonly string[]>>;
}

/** What the index holds of one record. */
export interface SearchDocument extends SearchFace {
  kind: EntityKind;
  id: string;
  version: number;
  /** Who may see the record; absent = as `private`. Says which texts may leave the machine. */
  visibility?: Visibility;
  /** The shelf it stands on: found by that audience, and unless it is a need by those who see more. @default "internal" */
  shelf?: Audience;
  /** What others find of a need in its place, on shelves of their own. */
  faces?: Readonly<Partial<Record<Exclude<Audience, "internal">, SearchFace>>>;
  /** What named organisations, and no other member, find of a need that is limited to them. */
  named?: { readonly organizations: readonly string[]; readonly face: SearchFace };
}

/** Shelves an audience finds documents on. A need stands on each in the wording of its audience, so that only one is read;
 * a profile or achievement stands on one, that of the widest audience it is shown to. */
export function shelvesOf(kind: EntityKind, audience: Audience): readonly Audience[] {
  if (kind === "need" || audience === "public") return [audience];
  return audience === "members" ? ["public", "members"] : ["public", "members", "internal"];
}
