import { z } from "zod";
import { entityKinds } from "../shared/entity.ts";

/** Facets a search is narrowed by, in the order shown. */
export const searchFacets = ["field", "region", "organization", "mode", "trl"] as const;
export type FacetName = (typeof searchFacets)[number];
export type SearchFilter = Partial<Record<FacetName, readonly string[]>>;

/** Searches one person keeps. */
export const mostSaved = 20;

const values = z.array(z.string().min(1).max(120)).max(20);

/** What a saved search looks for, in one form for all ways to write it: spaces folded, filters in order, each value once. */
export const savedQuery = z
  .strictObject({
    text: z
      .string()
      .max(500)
      .transform((text) => text.trim().replaceAll(/\s+/g, " "))
      .default(""),
    kind: z.enum(entityKinds).nullable().default(null),
    filter: z.partialRecord(z.enum(searchFacets), values).transform(inOrder).default({}),
  })
  .refine(({ text, kind, filter }) => text !== "" || kind !== null || Object.keys(filter).length > 0, {
    error: "请先输入检索词、选择类别或筛选条件，再保存",
    path: ["text"],
  });
export type SavedQuery = z.output<typeof savedQuery>;

export const savedName = z.string().trim().min(1, { error: "请填写名称" }).max(60, { error: "名称不超过 60 个字" });

function inOrder(filter: SearchFilter): SearchFilter {
  const held = searchFacets.flatMap((facet) => {
    const distinct = [...new Set(filter[facet] ?? [])].sort();
    return distinct.length === 0 ? [] : [[facet, distinct] as const];
  });
  return Object.fromEntries(held);
}

/** Address of a search; page 1, "all kinds" and the best first go unsaid. */
export function searchPath({
  text,
  kind,
  filter,
  page = 1,
  newest = false,
}: Pick<SavedQuery, "text" | "kind" | "filter"> & { page?: number; newest?: boolean | undefined }): string {
  const params = new URLSearchParams();
  if (text !== "") params.set("q", text);
  if (kind !== null) params.set("kind", kind);
  for (const facet of searchFacets) for (const value of filter[facet] ?? []) params.append(facet, value);
  if (newest) params.set("sort", "newest");
  if (page > 1) params.set("page", String(page));
  const query = params.toString();
  return query === "" ? "/search" : `/search?${query}`;
}
