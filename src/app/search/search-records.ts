import { type EntityKind, entityKinds } from "../../domain/shared/entity.ts";
import { audienceOf } from "../../domain/shared/principal.ts";
import { type AnyRecord, recordTitle } from "../../domain/shared/record-content.ts";
import type { BoxResult } from "../../search/engine.ts";
import type { AppContext } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { getRecords } from "../record/get-records.ts";
import { searchDatabase } from "./search-database.ts";
import { type SearchRecordsInput, type SearchRequest, searchRequest } from "./search-request.ts";
import { searchSpace } from "./search-space.ts";

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

/**
 * The search box, on the shelves of the principal's audience. Every hit is read again from the database, so that one hidden or
 * withdrawn since it was indexed is never shown, nor one that was found by wording it no longer has; without the engine the database answers by names alone.
 * @throws AppError `invalid_input`; `unavailable` when the database does not answer either
 */
export async function searchRecords({
  ctx,
  input,
}: {
  ctx: AppContext;
  input: SearchRecordsInput;
}): Promise<SearchPage> {
  const request = parseInput(searchRequest, input);
  const { result, degraded } = await askEngine(ctx, request);
  const hits = await readHits(ctx, result);
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
    const result = await ctx.search.search({ ...request, ...(await searchSpace(ctx)) });
    return { result, degraded: result.degraded };
  } catch {
    // Whatever the engine's fault is, the user still gets an answer, marked as the lesser one. Its status reports the fault.
    return { result: await searchDatabase(ctx, request), degraded: true };
  }
}

async function readHits(ctx: AppContext, { hits }: BoxResult): Promise<SearchHit[]> {
  const records = new Map<string, AnyRecord>();
  for (const kind of entityKinds) {
    const ids = hits.filter((hit) => hit.kind === kind).map(({ id }) => id);
    for (const record of await getRecords({ ctx, kind, ids, onlySearchable: true })) {
      records.set(`${kind} ${record.id}`, record as AnyRecord);
    }
  }
  const open = audienceOf(ctx.principal) !== "internal";
  return hits.flatMap(({ kind, id, version, score }) => {
    const record = records.get(`${kind} ${id}`);
    const outdated = open && record !== undefined && record.version !== version;
    return record === undefined || outdated ? [] : [{ record, title: recordTitle(kind, record.content), score }];
  });
}
