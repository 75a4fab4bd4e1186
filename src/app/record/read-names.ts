import { and, isNull, type SQL, sql } from "drizzle-orm";
import { isAmong } from "../../db/is-among.ts";
import { findRows, searchable } from "../../db/records.ts";
import { recordTable } from "../../db/schema/record.ts";
import type { EntityKind } from "../../domain/shared/entity.ts";
import { type Audience, openLevels } from "../../domain/shared/principal.ts";
import { type RecordOf, recordTitle } from "../../domain/shared/record-content.ts";
import type { AppContext } from "../context.ts";
import { disclosedTo, scopeFor } from "../scope.ts";
import { type ShownRow, shown } from "./read-rows.ts";
import { shownLevel, wholeLevel } from "./shown-level.ts";

/** What a record is called, for lists of hundreds: its other texts are left where they are. */
export interface RecordName extends Pick<RecordOf<EntityKind>, "id" | "number" | "version" | "organizationId"> {
  title: string;
  organizationName: string;
  /** Of an expert; else "". */
  department: string;
}

const whole = sql<number>`${sql.raw(String(wholeLevel))}`;

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
  const { id, number, version, organizationId, organizationName, contentHash, disclosure, redaction, content } =
    recordTable(kind);
  const department = kind === "expert" ? sql`${content}->>'department'` : sql`''`;
  // Each look into a content unpacks the whole of it. What is seen in part is read whole: `shown` alone decides what stands for hidden texts.
  const row = sql`case when ${level} = ${sql.raw(String(wholeLevel))}
    then json_build_array(${id}, ${number}, ${version}, ${organizationId}, ${organizationName}, ${content}->>${nameKey(kind)}, ${department})
    else json_build_object('id', ${id}, 'number', ${number}, 'version', ${version}, 'organizationId', ${organizationId},
      'contentHash', ${contentHash}, 'disclosure', ${disclosure}, 'redaction', ${redaction}, 'level', ${level}, 'content', ${content}) end`;
  // All in one cell: a driver takes three times as long over a thousand rows of several.
  const [found] = await ctx.db.orm
    .select({ rows: sql<string>`coalesce(json_agg(${row}), '[]')::text` })
    .from(recordTable(kind))
    .where(and(isAmong(id, new Set(ids)), scope));
  const names = new Map<string, RecordName>();
  const untitled: string[] = [];
  for (const row of JSON.parse(found!.rows) as (WholeRow | ShownRow)[]) {
    if (!Array.isArray(row)) names.set(row.id, nameOf(kind, row));
    else if (!row[5]) untitled.push(row[0]);
    else {
      const [id, number, version, organizationId, organizationName, title, department] = row;
      names.set(id, { id, number, version, organizationId, organizationName, title, department: department ?? "" });
    }
  }
  // Named by what else they say.
  for (const row of await findRows(ctx.db.orm, kind, untitled, scope))
    names.set(row.id, nameOf(kind, { ...row, level: wholeLevel }));
  return names;
}

/** A row that is seen whole, as its cells come. */
type WholeRow = [
  id: string,
  number: string | null,
  version: number,
  organizationId: string | null,
  organizationName: string,
  title: string | null,
  department: string | null,
];

function nameOf(kind: EntityKind, row: ShownRow): RecordName {
  const { id, number, version, organizationId, content } = shown(kind, row);
  const department = "department" in content ? (content.department ?? "") : "";
  const { organizationName } = content;
  return { id, number, version, organizationId, title: recordTitle(kind, content), organizationName, department };
}

/** Part of the content that names a record, if it is not blank. */
function nameKey(kind: EntityKind): SQL {
  return sql.raw(kind === "expert" ? "'name'" : "'title'");
}
