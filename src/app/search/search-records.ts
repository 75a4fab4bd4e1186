import { z } from "zod";
import { type EntityKind, entityKinds } from "../../domain/shared/entity.ts";
import { type AnyRecord, recordTitle } from "../../domain/shared/record-content.ts";
import type { BoxResult } from "../../search/engine.ts";
import type { AppContext } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { getRecords } from "../record/get-records.ts";
import { searchDatabase } from "./search-database.ts";

export interface SearchRecordsInput {
  /** What the user typed; "" browses. */
  query?: string | undefined;
  /** @default all three */
  kinds?: readonly EntityKind[] | undefined;
  /** Facet → values; any value of a facet, all facets. Facets: field, region, organization, mode, trl. */
  filter?: Readonly<Record<string, readonly string[]>> | undefined;
  /** Facets whose counts are wanted. */
  facets?: readonly string[] | undefined;
  offset?: number | undefined;
  /** 1–100. @default 20 */
  limit?: number | undefined;
}

export interface SearchHit {
  record: AnyRecord;
  title: string;
  score: number;
}

export interface SearchPage {
  hits: SearchHit[];
  /** Matching records per kind, before offset and limit. */
  totals: Record<EntityKind, number>;
  facets: Record<string, { value: string; count: number }[]>;
  /** What was searched instead where the query had no hit; else null. */
  correctedTo: string | null;
  /** Terms to highlight. */
  terms: string[];
  /** The engine did not answer, or not fully: say so, and do not take a short list for all there is. */
  degraded: boolean;
}

const inputSchema = z.strictObject({
  query: z.string().max(20_000).default(""),
  kinds: z
    .array(z.enum(entityKinds))
    .min(1)
    .default([...entityKinds]),
  filter: z.record(z.string().max(40), z.array(z.string().max(120)).max(100)).default({}),
  facets: z.array(z.string().max(40)).max(10).default([]),
  offset: z.int().min(0).max(10_000).default(0),
  limit: z.int().min(1).max(100).default(20),
});
export type SearchRequest = z.output<typeof inputSchema>;

/**
 * The search box. Every hit is read again from the database, so that one hidden or withdrawn since it was indexed is never
 * shown; without the engine the database answers by names alone.
 * @throws AppError `invalid_input`; `unavailable` when the database does not answer either
 */
export async function searchRecords({
  ctx,
  input,
}: {
  ctx: AppContext;
  input: SearchRecordsInput;
}): Promise<SearchPage> {
  const request = parseInput(inputSchema, input);
  const { result, degraded } = await askEngine(ctx, request);
  const hits = await currentHits(ctx, result);
  const totals = { ...result.totals };
  const shown = new Set(hits.map(({ record }) => record.id));
  for (const { kind, id } of result.hits) {
    if (!shown.has(id)) totals[kind] = Math.max(0, totals[kind] - 1);
  }
  const { facets, correctedTo, terms } = result;
  return { hits, totals, facets, correctedTo, terms, degraded };
}

async function askEngine(ctx: AppContext, request: SearchRequest): Promise<{ result: BoxResult; degraded: boolean }> {
  try {
    const result = await ctx.search.search(request);
    return { result, degraded: result.degraded };
  } catch {
    // Whatever the engine's fault is, the user still gets an answer, marked as the lesser one. Its status reports the fault.
    return { result: await searchDatabase(ctx, request), degraded: true };
  }
}

async function currentHits(ctx: AppContext, { hits }: BoxResult): Promise<SearchHit[]> {
  const records = new Map<string, AnyRecord>();
  for (const kind of entityKinds) {
    const ids = hits.filter((hit) => hit.kind === kind).map(({ id }) => id);
    for (const record of await getRecords({ ctx, kind, ids, onlySearchable: true })) {
      records.set(`${kind} ${record.id}`, record as AnyRecord);
    }
  }
  return hits.flatMap(({ kind, id, score }) => {
    const record = records.get(`${kind} ${id}`);
    return record === undefined ? [] : [{ record, title: recordTitle(kind, record.content), score }];
  });
}
