import { and, count, desc, type SQL, sql } from "drizzle-orm";
import { searchable } from "../../db/records.ts";
import { recordTable } from "../../db/schema/record.ts";
import type { EntityKind } from "../../domain/shared/entity.ts";
import { audienceOf, type Principal } from "../../domain/shared/principal.ts";
import type { BoxHit, BoxResult } from "../../search/engine.ts";
import { searchKey } from "../../text/normalise.ts";
import type { AppContext } from "../context.ts";
import { facetCondition, likeLiteral } from "../record/record-filter.ts";
import { shownLevel, wholeLevel } from "../record/shown-level.ts";
import { scopeFor } from "../scope.ts";
import type { SearchRequest } from "./search-request.ts";

/** Words of a query that count here; more would only make the scan slower. */
const MAX_WORDS = 8;

/** What the database alone can answer: records whose names, as the principal sees them, hold every word of the query, newest first, without facet counts. */
export async function searchDatabase(ctx: AppContext, request: SearchRequest): Promise<BoxResult> {
  const words = searchKey(request.query)
    .split(/\s+/)
    .filter((word) => word !== "")
    .slice(0, MAX_WORDS);
  const totals: Record<EntityKind, number> = { need: 0, expert: 0, achievement: 0 };
  const hits: BoxHit[] = [];
  let skip = request.offset;
  for (const kind of request.kinds) {
    const table = recordTable(kind);
    const condition = and(
      scopeFor(ctx.principal, "search", kind),
      searchable(kind),
      ...wordConditions(ctx.principal, kind, words),
      ...facets(ctx.principal, kind, request),
    );
    const counted = await ctx.db.orm.select({ rows: count() }).from(table).where(condition);
    totals[kind] = counted[0]!.rows;
    const wanted = request.limit - hits.length;
    if (wanted > 0 && skip < totals[kind]) {
      const rows = await ctx.db.orm
        .select({ id: table.id, version: table.version })
        .from(table)
        .where(condition)
        .orderBy(desc(table.seq))
        .offset(skip)
        .limit(wanted);
      hits.push(...rows.map(({ id, version }) => ({ kind, id, version, score: 0 })));
    }
    skip = Math.max(0, skip - totals[kind]);
  }
  return { hits, totals, facets: {}, correctedTo: null, terms: words, degraded: true };
}

function wordConditions(principal: Principal, kind: EntityKind, words: readonly string[]): SQL[] {
  const { searchTitle, redaction } = recordTable(kind);
  const open = audienceOf(principal) === "public" ? "public" : "members";
  const names =
    kind === "need"
      ? sql`case when ${shownLevel(principal, kind)} = ${sql.raw(String(wholeLevel))} then ${searchTitle}
          else coalesce(${redaction}->'searchKeys'->>${open}::text, '') end`
      : searchTitle;
  return words.map((word) => sql`${names} like ${`%${likeLiteral(word)}%`}`);
}

function facets(principal: Principal, kind: EntityKind, { filter }: SearchRequest): (SQL | undefined)[] {
  return Object.entries(filter).map(([facet, values]) => facetCondition(principal, kind, facet, values));
}
