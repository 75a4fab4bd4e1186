import { inArray, type SQL, sql } from "drizzle-orm";
import { recordTable } from "../../db/schema/record.ts";
import { type DisclosedField, needFieldRules } from "../../domain/disclosure/need-fields.ts";
import type { EntityKind } from "../../domain/shared/entity.ts";
import { actsFor, audienceOf, openLevels, type Principal } from "../../domain/shared/principal.ts";
import { worksWith } from "../scope.ts";

/** Level from which nothing is hidden. */
export const wholeLevel = 4;

/**
 * The disclosure level at which the principal sees a row, as a value of SQL: 4 for whoever works with it, 2 or 3 by an
 * introduction, 1 for every account, 0 for everybody. Of profiles and achievements all is shown or nothing.
 * The one place that decides it; `shown` applies it.
 */
export function shownLevel(principal: Principal, kind: EntityKind): SQL<number> {
  if (kind !== "need" || principal.kind === "system" || principal.kind === "localStaff") {
    return sql<number>`${sql.raw(String(wholeLevel))}`;
  }
  const open = sql.raw(String(audienceOf(principal) === "public" ? openLevels.public : openLevels.members));
  const organizations = actsFor(principal);
  const introduced =
    organizations.length === 0
      ? open
      : sql`coalesce((select max(case introduction.status when 'confidential' then 3 when 'approved' then 2 end)
          from introduction where introduction.need_id = ${recordTable(kind).id}
          and ${inArray(sql`introduction.organization_id`, [...organizations])}), ${open})`;
  return sql<number>`(case when ${worksWith(principal, kind)} then ${sql.raw(String(wholeLevel))} else ${introduced} end)`;
}

/** Rows of which the principal sees a field as it is, so that what is hidden can be neither found nor counted by it;
 * undefined means every row. */
export function fieldShown(principal: Principal, kind: EntityKind, field: DisclosedField): SQL | undefined {
  if (kind !== "need" || principal.kind === "system" || principal.kind === "localStaff") return undefined;
  const { level, least } = needFieldRules[field];
  const { disclosure } = recordTable(kind);
  return sql`${shownLevel(principal, kind)} >= greatest(${sql.raw(String(least))},
    coalesce((${disclosure}->>${field}::text)::int, ${sql.raw(String(level))}))`;
}
