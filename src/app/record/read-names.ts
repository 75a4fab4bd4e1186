import { and, inArray, isNull, type SQL, sql } from "drizzle-orm";
import { type RecordRow, searchable } from "../../db/records.ts";
import { recordTable } from "../../db/schema/record.ts";
import type { EntityKind } from "../../domain/shared/entity.ts";
import { type Audience, openLevels } from "../../domain/shared/principal.ts";
import { type RecordOf, recordTitle } from "../../domain/shared/record-content.ts";
import type { AppContext } from "../context.ts";
import { disclosedTo, scopeFor } from "../scope.ts";
import { shown } from "./read-rows.ts";
import { shownLevel, wholeLevel } from "./shown-level.ts";

/** What a record is called, for lists of hundreds: its other texts are left where they are. */
export interface RecordName extends Pick<RecordOf<EntityKind>, "id" | "number" | "version" | "organizationId"> {
  title: string;
  organizationName: string;
  /** Of an expert; else "". */
  department: string;
}

const whole = sql<number>`${sql.raw(String(wholeLevel))}`;

/** Part of the content that names a record, if it is not blank. */
const nameKeys: Record<EntityKind, string> = { need: "title", expert: "name", achievement: "title" };

/** The names of `ids` as `getRecords` would show them, by id. */
export function readNames(
  ctx: AppContext,
  kind: EntityKind,
  ids: readonly string[],
  { onlySearchable = false } = {},
): Promise<Map<string, RecordName>> {
  const scope = scopeFor(ctx.principal, onlySearchable ? "search" : "read", kind);
  const level = shownLevel(ctx.principal, kind);
  return namesIn(ctx, kind, ids, onlySearchable ? and(scope, searchable(kind)) : scope, level);
}

/** The names of those of `ids` the principal answers for or is in charge of, and therefore sees whole, by id. */
export function ownNames(ctx: AppContext, kind: EntityKind, ids: readonly string[]): Promise<Map<string, RecordName>> {
  return namesIn(ctx, kind, ids, scopeFor(ctx.principal, "own", kind), whole);
}

/** The names of `ids` as `readFor` would show them to an audience, by id. */
export function namesFor(
  ctx: AppContext,
  audience: Audience,
  kind: EntityKind,
  ids: readonly string[],
): Promise<Map<string, RecordName>> {
  const isInternal = audience === "internal";
  const scope = isInternal
    ? searchable(kind)
    : and(disclosedTo(audience, kind), isNull(recordTable(kind).restrictedTo));
  const level = kind !== "need" || isInternal ? wholeLevel : openLevels[audience];
  return namesIn(ctx, kind, ids, scope, sql<number>`${sql.raw(String(level))}`);
}

async function namesIn(
  ctx: AppContext,
  kind: EntityKind,
  ids: readonly string[],
  scope: SQL | undefined,
  level: SQL<number>,
): Promise<Map<string, RecordName>> {
  if (ids.length === 0) return new Map();
  const table = recordTable(kind);
  const key = sql.raw(`'${nameKeys[kind]}'`);
  const isWhole = sql`${level} = ${sql.raw(String(wholeLevel))}`;
  // What is seen in part is read whole: what stands in place of hidden texts is decided by `shown` alone.
  const content = sql<RecordRow["content"]>`case when ${isWhole} and ${table.content}->>${key} <> ''
    then jsonb_build_object(${key}, ${table.content}->${key}, 'organizationName', ${table.content}->'organizationName',
      'department', ${table.content}->'department')
    else ${table.content} end`.mapWith(table.content);
  const rows = await ctx.db.orm
    .select({
      id: table.id,
      number: table.number,
      version: table.version,
      organizationId: table.organizationId,
      contentHash: table.contentHash,
      disclosure: table.disclosure,
      redaction: sql<RecordRow["redaction"]>`case when ${isWhole} then null else ${table.redaction} end`.mapWith(
        table.redaction,
      ),
      level,
      content,
    })
    .from(table)
    .where(and(inArray(table.id, [...new Set(ids)]), scope));
  return new Map(
    rows.map((row) => {
      const { id, number, version, organizationId, content } = shown(kind, row as never);
      const title = recordTitle(kind, content);
      const { organizationName } = content;
      const department = "department" in content ? (content.department ?? "") : "";
      return [id, { id, number, version, organizationId, title, organizationName, department }];
    }),
  );
}
