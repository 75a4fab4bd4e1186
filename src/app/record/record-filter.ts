import { and, eq, like, or, type SQL, sql } from "drizzle-orm";
import { type RecordTable, recordTable } from "../../db/schema/record.ts";
import type { EntityKind } from "../../domain/shared/entity.ts";
import { regionPrefix } from "../../domain/taxonomy/region-code.ts";

/** `%`, `_` and `\` stand for themselves. */
export function likeLiteral(text: string): string {
  return text.replaceAll(/[\\%_]/g, "\\$&");
}

/** Rows whose region is `code` or lies in it: `330300` takes in `330302`. */
export function inRegion(kind: EntityKind, code: string): SQL {
  return like(recordTable(kind).regionCode, `${likeLiteral(regionPrefix(code))}%`);
}

/** Rows with the field `code` or one of its sub-fields: `10` takes in `101` and `10101`. */
export function inField(kind: EntityKind, code: string): SQL {
  const table = recordTable(kind);
  const within = `${likeLiteral(code)}%`;
  return sql`exists (select 1 from jsonb_array_elements_text(${table.fields}) as code where code like ${within})`;
}

/** Rows of one facet with any of `values`; none for a facet nobody has, every row for no values. */
export function facetCondition(kind: EntityKind, facet: string, values: readonly string[]): SQL | undefined {
  const table = recordTable(kind);
  const one: Record<string, (value: string) => SQL> = {
    region: (code) => inRegion(kind, code),
    field: (code) => inField(kind, code),
    organization: (name) => eq(table.organizationName, name),
    mode: (mode) => sql`${table.content}->${modesKey(kind)}::text @> ${JSON.stringify([mode])}::jsonb`,
    trl: (trl) => sql`${table.content}->>'trl' = ${trl}`,
  };
  const condition = one[facet];
  return condition === undefined ? sql`false` : or(...values.map(condition));
}

function modesKey(kind: EntityKind): string {
  return kind === "achievement" ? "transferModes" : "cooperationModes";
}

export interface RecordFilter {
  field?: string | undefined;
  regionCode?: string | undefined;
  status?: string | undefined;
  organizationName?: string | undefined;
}

/** The condition of a list's filter; undefined without one. */
export function filterCondition(kind: EntityKind, filter: RecordFilter): SQL | undefined {
  const table = recordTable(kind);
  return and(
    filter.field === undefined ? undefined : inField(kind, filter.field),
    filter.regionCode === undefined ? undefined : inRegion(kind, filter.regionCode),
    filter.status === undefined ? undefined : eq(table.status, filter.status as RecordTable["$inferSelect"]["status"]),
    filter.organizationName === undefined ? undefined : eq(table.organizationName, filter.organizationName),
  );
}
