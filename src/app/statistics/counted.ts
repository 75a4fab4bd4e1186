import { and, eq, isNotNull, isNull, ne, or, type SQL, sql } from "drizzle-orm";
import { searchable } from "../../db/records.ts";
import { hasSeveralFields, needTable, type RecordTable, recordTable } from "../../db/schema/record.ts";
import { rootDigits } from "../../db/schema/record-cell.ts";
import type { EntityKind } from "../../domain/shared/entity.ts";
import type { Principal } from "../../domain/shared/principal.ts";
import { requireDuty } from "../duty.ts";
import { disclosedTo, isInChargeOfAll, scopeFor } from "../scope.ts";

/** How far needs came, each stage counted by itself. */
export const stages = ["collected", "published", "listed", "sent", "agreed"] as const;
export type Stage = (typeof stages)[number];

const onList = sql`${needTable.id} in (select sheet.need_id from match_sheet as sheet)`;
const asked = sql`${needTable.id} in (select answer.need_id from match_answer as answer)`;
/** Both parties of one pair said yes, on the same version of a list. */
const agreed = sql`${needTable.id} in (select ours.need_id from match_answer as ours join match_answer as theirs
  on theirs.list_id = ours.list_id and theirs.number = ours.number and theirs.need_id = ours.need_id
  and theirs.target_id = ours.target_id and theirs.side = 'counterpart' and theirs.status = 'accepted'
  where ours.side = 'need' and ours.status = 'accepted')`;

const reached: Record<Stage, SQL> = {
  collected: ne(needTable.status, "draft"),
  published: disclosedTo("members", "need"),
  listed: sql`(${onList} or ${asked})`,
  sent: asked,
  agreed,
};

/** The needs of a stage among those that were handed in. */
export function stageCondition(stage: Stage): SQL {
  return and(reached.collected, reached[stage])!;
}

/** Records of a kind that statistics count for the principal: of its region, and such as may be found.
 * @throws AppError `unauthenticated`, `forbidden` */
export function countedScope(principal: Principal, kind: EntityKind): SQL | undefined {
  requireDuty(principal, "readStatistics");
  return scopeFor(principal, "own", kind);
}

/** Rows of a part of what is counted, and how they stand in a field. */
interface Part {
  rows: SQL;
  /** The part's rows in a field, by its root; in all fields for null. */
  inField(root: string | null): SQL | undefined;
}

/** What statistics count of a kind for the principal, in parts that have no row in common: rows of one field or none that are kept from nobody,
 * which an index alone tells, the few kept from some, and the few of several fields.
 * @throws AppError `unauthenticated`, `forbidden` */
export function countedParts(principal: Principal, kind: EntityKind): [open: Part, kept: Part, several: Part] {
  const table = recordTable(kind);
  const { fieldRoot, restrictedTo } = table;
  const scope = countedScope(principal, kind);
  const scopeOfOpen = isInChargeOfAll(principal, kind) ? undefined : scope;
  const inField = (root: string | null) => (root === null ? isNotNull(fieldRoot) : eq(fieldRoot, root));
  return [
    { rows: and(isNull(restrictedTo), searchable(kind), scopeOfOpen)!, inField },
    { rows: and(isNotNull(restrictedTo), searchable(kind), scope)!, inField },
    {
      rows: and(hasSeveralFields(table), searchable(kind), scope)!,
      inField: (root) => (root === null ? undefined : hasRoot(table, root)),
    },
  ];
}

const rootOfCode = sql.raw(`left(code, ${rootDigits})`);

/** Roots of a record's fields, each once. */
export function rootsOfRow({ fields }: Pick<RecordTable, "fields">): SQL {
  return sql`(select distinct ${rootOfCode} as root from jsonb_array_elements_text(${fields}) as code)`;
}

function hasRoot({ fields }: Pick<RecordTable, "fields">, root: string): SQL {
  return sql`exists (select 1 from jsonb_array_elements_text(${fields}) as code where ${rootOfCode} = ${root}::text)`;
}

/** A cell of supply and demand; null = any, "" = not stated. */
export interface Cell {
  field: string | null;
  city: string | null;
}

/** The records of a kind in a cell. */
export function cellCondition(kind: EntityKind, { field, city }: Cell): SQL {
  const table = recordTable(kind);
  const inField =
    field === null ? undefined : or(eq(table.fieldRoot, field), and(hasSeveralFields(table), hasRoot(table, field)));
  return and(searchable(kind), inField, city === null ? undefined : eq(table.city, city))!;
}
