import { and, eq, ne, type SQL, sql } from "drizzle-orm";
import { searchable } from "../../db/records.ts";
import { needTable, type RecordTable, recordTable } from "../../db/schema/record.ts";
import type { EntityKind } from "../../domain/shared/entity.ts";
import type { Principal } from "../../domain/shared/principal.ts";
import { cityProvinces } from "../../domain/taxonomy/region-code.ts";
import { requireDuty } from "../duty.ts";
import { disclosedTo, scopeFor } from "../scope.ts";

/** How far needs came, each stage counted by itself. */
export const stages = ["collected", "published", "listed", "sent", "agreed"] as const;
export type Stage = (typeof stages)[number];

const onList = sql`exists (select 1 from match_sheet as sheet where sheet.need_id = ${needTable.id})`;
const asked = sql`exists (select 1 from match_answer as answer where answer.need_id = ${needTable.id})`;
/** Both parties of one pair said yes, on the same version of a list. */
const agreed = sql`exists (select 1 from match_answer as ours join match_answer as theirs
  on theirs.list_id = ours.list_id and theirs.number = ours.number and theirs.need_id = ours.need_id
  and theirs.target_id = ours.target_id and theirs.side = 'counterpart' and theirs.status = 'accepted'
  where ours.need_id = ${needTable.id} and ours.side = 'need' and ours.status = 'accepted')`;

/** The needs of a stage among those that were handed in. */
export function stageCondition(stage: Stage): SQL {
  const reached: Record<Stage, SQL | undefined> = {
    collected: undefined,
    published: disclosedTo("members", "need"),
    listed: sql`(${onList} or ${asked})`,
    sent: asked,
    agreed,
  };
  return and(ne(needTable.status, "draft"), reached[stage])!;
}

/** Records of a kind that statistics count for the principal: of its region, and such as may be found.
 * @throws AppError `unauthenticated`, `forbidden` */
export function countedScope(principal: Principal, kind: EntityKind): SQL | undefined {
  requireDuty(principal, "readStatistics");
  return scopeFor(principal, "own", kind);
}

/** Technical fields count by their root, the first two digits of a code. */
const rootDigits = 2;

/** A record's city as a value of SQL, by the rule of `cityOf`; "" where none is stated or only a province. */
export function cityOfRow({ regionCode }: Pick<RecordTable, "regionCode">): SQL<string> {
  const whole = sql.join(
    cityProvinces.map((province) => sql`${province}`),
    sql`, `,
  );
  return sql<string>`(case when ${regionCode} is null then ''
    when left(${regionCode}, 2) in (${whole}) then left(${regionCode}, 2) || '0000'
    when right(${regionCode}, 4) = '0000' then ''
    when substr(${regionCode}, 3, 2) = '90' then ${regionCode}
    else left(${regionCode}, 4) || '00' end)`;
}

/** Root of the only field a record declares; "" where it declares none. */
export function onlyRootOfRow({ fields }: Pick<RecordTable, "fields">): SQL<string> {
  return sql<string>`coalesce(left(${fields}->>0, ${sql.raw(String(rootDigits))}), '')`;
}

/** Roots of a record's fields, each once; none where it declares none. */
export function rootsOfRow({ fields }: Pick<RecordTable, "fields">): SQL {
  return sql`(select distinct left(code, ${sql.raw(String(rootDigits))}) as root from jsonb_array_elements_text(${fields}) as code)`;
}

function hasRoot({ fields }: Pick<RecordTable, "fields">, root: string): SQL {
  if (root === "") return sql`jsonb_array_length(${fields}) = 0`;
  if (root.length > rootDigits) return sql`false`;
  if (root.length < rootDigits) return sql`${fields} @> ${JSON.stringify([root])}::jsonb`;
  return sql`jsonb_path_exists(${fields}, '$[*] ? (@ starts with $root)', ${JSON.stringify({ root })}::jsonb)`;
}

/** A cell of supply and demand; null = any. */
export interface Cell {
  field: string | null;
  city: string | null;
}

/** The records of a kind in a cell. */
export function cellCondition(kind: EntityKind, { field, city }: Cell): SQL {
  const table = recordTable(kind);
  return and(
    searchable(kind),
    field === null ? undefined : hasRoot(table, field),
    city === null ? undefined : eq(cityOfRow(table), city),
  )!;
}
