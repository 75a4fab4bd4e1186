import { z } from "zod";
import { type EntityKind, entityKinds } from "../../domain/shared/entity.ts";
import { guardFacets } from "./search-space.ts";

export interface SearchRecordsInput {
  /** What the user typed; "" browses. */
  query?: string | undefined;
  /** @default all three */
  kinds?: readonly EntityKind[] | undefined;
  /** Facet → values; any value of a facet, all facets. Facets: field, region, organization, mode, trl. */
  filter?: Readonly<Record<string, readonly string[]>> | undefined;
  /** Facets whose counts are wanted. */
  facets?: readonly string[] | undefined;
  /** `newest` puts the records made last first. @default "best" */
  order?: "best" | "newest" | undefined;
  offset?: number | undefined;
  /** 1–100. @default 20 */
  limit?: number | undefined;
}

const facetName = z
  .string()
  .max(40)
  .refine((name) => !guardFacets.includes(name), { error: "没有这个筛选项" });

/** What a search asks for, defaults filled in. */
export const searchRequest = z.strictObject({
  query: z.string().max(20_000).default(""),
  kinds: z
    .array(z.enum(entityKinds))
    .min(1)
    .default([...entityKinds]),
  filter: z.record(facetName, z.array(z.string().max(120)).max(100)).default({}),
  facets: z.array(facetName).max(10).default([]),
  order: z.enum(["best", "newest"]).default("best"),
  offset: z.int().min(0).max(10_000).default(0),
  limit: z.int().min(1).max(100).default(20),
});
export type SearchRequest = z.output<typeof searchRequest>;
