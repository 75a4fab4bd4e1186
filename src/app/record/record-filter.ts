import { and, eq, like, or, type SQL, sql } from "drizzle-orm";
import { type RecordTable, recordTable } from "../../db/schema/record.ts";
import { prefectureOf } from "../../domain/disclosure/disclose-need.ts";
import type { EntityKind } from "../../domain/shared/entity.ts";
import type { Principal } from "../../domain/shared/principal.ts";
import { regionPrefix } from "../../domain/taxonomy/region-code.ts";
import { fieldShown } from "./shown-level.ts";

/** `%`, `_` and `\` stand for themselves. */
export function likeLiteral(text: string): string {
  return text.replaceAll(/[\\%_]/g, "\\$&");
}

/** Conditions on what records say, as one principal sees them: a value that is hidden from it is not there. */
interface Filters {
  /** Region `code` or one in it: `330300` takes in `330302`, but for those who see the prefecture alone. */
  region(code: string): SQL | undefined;
  /** Field `code` or one of its sub-fields: `10` takes in `101` and `10101`. */
  field(code: string): SQL | undefined;
  organization(name: string): SQL | undefined;
  mode(mode: string): SQL | undefined;
  trl(trl: string): SQL | undefined;
}

function filtersFor(principal: Principal, kind: EntityKind): Filters {
  const table = recordTable(kind);
  const shown = (field: Parameters<typeof fieldShown>[2]) => fieldShown(principal, kind, field);
  return {
    region: (code) => {
      const within = like(table.regionCode, `${likeLiteral(regionPrefix(code))}%`);
      return prefectureOf(code) === code ? within : and(shown("region"), within);
    },
    field: (code) => {
      const within = `${likeLiteral(code)}%`;
      return and(
        shown("field"),
        sql`exists (select 1 from jsonb_array_elements_text(${table.fields}) as code where code like ${within})`,
      );
    },
    organization: (name) => and(shown("organizationName"), eq(table.organizationName, name)),
    mode: (mode) =>
      and(
        shown("cooperationModes"),
        sql`${table.content}->${modesKey(kind)}::text @> ${JSON.stringify([mode])}::jsonb`,
      ),
    trl: (trl) => sql`${table.content}->>'trl' = ${trl}`,
  };
}

/** Rows of one facet with any of `values`; none for a facet nobody has, every row for no values. */
export function facetCondition(
  principal: Principal,
  kind: EntityKind,
  facet: string,
  values: readonly string[],
): SQL | undefined {
  const filters: Filters = filtersFor(principal, kind);
  const condition = Object.hasOwn(filters, facet) ? filters[facet as keyof Filters] : undefined;
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

/** The condition of a list's filter, on what the principal sees; undefined without one. */
export function filterCondition(principal: Principal, kind: EntityKind, filter: RecordFilter): SQL | undefined {
  const table = recordTable(kind);
  const { field, regionCode, status, organizationName } = filter;
  const filters = filtersFor(principal, kind);
  return and(
    field === undefined ? undefined : filters.field(field),
    regionCode === undefined ? undefined : filters.region(regionCode),
    status === undefined ? undefined : eq(table.status, status as RecordTable["$inferSelect"]["status"]),
    organizationName === undefined ? undefined : filters.organization(organizationName),
  );
}
