import { z } from "@hono/zod-openapi";
import { searchRecords } from "../../app/search/search-records.ts";
import { suggestNames } from "../../app/search/suggest-names.ts";
import { type EntityKind, entityKinds } from "../../domain/shared/entity.ts";
import type { AnyRecord } from "../../domain/shared/record-content.ts";
import { type Api, answers, defineRoute, parseQuery } from "../define-route.ts";
import { searchExample, suggestExample } from "../schema/examples/records.ts";
import { problems } from "../schema/problem-schema.ts";
import { recordBrief } from "../schema/record-view.ts";
import { searchSchema, suggestSchema } from "../schema/search-view.ts";

const facetNames = ["field", "region", "organization", "mode", "trl"] as const;
const listed = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]));
const kindList = listed
  .pipe(z.array(z.enum(entityKinds)))
  .openapi({ description: "need、expert、achievement，可重复；默认全部" });

const searchQuery = z.strictObject({
  q: z.string().default("").openapi({ description: "检索词，可用拼音", example: "耐蚀涂层" }),
  kind: kindList,
  field: listed,
  region: listed,
  organization: listed,
  mode: listed,
  trl: listed,
  offset: z.coerce.number().int().min(0).max(10_000).default(0),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
const suggestQuery = z.strictObject({
  prefix: z.string().max(100).openapi({ example: "耐蚀" }),
  kind: kindList,
  limit: z.coerce.number().int().min(1).max(20).default(8),
});

/** The search box, in JSON. */
export function searchRoutes(api: Api): void {
  defineRoute(
    api,
    {
      method: "get",
      path: "/api/v1/search",
      summary: "检索需求、专家和成果",
      tags: ["检索"],
      request: { query: searchQuery },
      responses: { 200: answers("检索结果", searchSchema, searchExample), ...problems("invalid_input", "unavailable") },
    },
    async (c) => {
      const query = parseQuery(c, searchQuery);
      const chosen = facetNames
        .map((facet) => [facet, query[facet]] as const)
        .filter(([, values]) => values.length > 0);
      const found = await searchRecords({
        ctx: c.var.ctx,
        input: {
          query: query.q,
          kinds: kindsOf(query.kind),
          filter: Object.fromEntries(chosen),
          facets: facetNames,
          offset: query.offset,
          limit: query.limit,
        },
      });
      const lists = c.var.deps.codeLists;
      const facets = Object.entries(found.facets).map(([facet, values]) => [
        facet,
        values.map(({ value, count }) => ({
          value,
          name: facet === "field" || facet === "region" ? (lists[facet].name(value) ?? value) : value,
          count,
        })),
      ]);
      const { totals, correctedTo, terms, degraded } = found;
      return c.json({
        hits: found.hits.map(({ record, score }) => ({ ...recordBrief(record as AnyRecord), score })),
        totals,
        facets: Object.fromEntries(facets),
        correctedTo,
        terms,
        degraded,
      });
    },
  );

  defineRoute(
    api,
    {
      method: "get",
      path: "/api/v1/suggest",
      summary: "输入时的名称建议",
      tags: ["检索"],
      request: { query: suggestQuery },
      responses: { 200: answers("建议", suggestSchema, suggestExample), ...problems("invalid_input") },
    },
    async (c) => {
      const { prefix, kind, limit } = parseQuery(c, suggestQuery);
      const { suggestions } = await suggestNames({ ctx: c.var.ctx, input: { prefix, kinds: kindsOf(kind), limit } });
      return c.json({ items: suggestions.map(({ text, kind }) => ({ text, kind })) });
    },
  );
}

function kindsOf(chosen: readonly EntityKind[]): readonly EntityKind[] {
  return chosen.length === 0 ? entityKinds : chosen;
}
