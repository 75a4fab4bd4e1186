import { and, eq, isNull, type SQL } from "drizzle-orm";
import { isAmong } from "../../db/is-among.ts";
import { findRows, type RecordRow, recordFields, searchable, toRecord } from "../../db/records.ts";
import { recordTable } from "../../db/schema/record.ts";
import { discloseNeed } from "../../domain/disclosure/disclose-need.ts";
import type { DisclosureLevel } from "../../domain/disclosure/disclosure.ts";
import { levelOf } from "../../domain/disclosure/need-fields.ts";
import type { EntityKind } from "../../domain/shared/entity.ts";
import { type Audience, openLevels } from "../../domain/shared/principal.ts";
import type { RecordOf } from "../../domain/shared/record-content.ts";
import type { AppContext } from "../context.ts";
import { disclosedTo } from "../scope.ts";
import { shownLevel, wholeLevel } from "./shown-level.ts";

/** A row and how far its reader sees into it. */
export type ShownRow = RecordRow & { level: number };

/** Columns a record is read with for somebody: every reading use case selects these and turns them into a record by `shown`. */
export function shownFields(ctx: AppContext, kind: EntityKind) {
  return { ...recordFields(kind), level: shownLevel(ctx.principal, kind) };
}

/** What of a row its reader sees: the record as it is, or a need as far as it was disclosed. */
export function shown<K extends EntityKind>(kind: K, { level, ...row }: ShownRow): RecordOf<K> {
  const record = toRecord(kind, row);
  if (kind !== "need" || level === wholeLevel) return record;
  return discloseRecord(record as RecordOf<"need">, row, level as DisclosureLevel) as RecordOf<K>;
}

/** A need as it is seen at a level, by the very rules its owner's preview uses. */
export function discloseRecord(
  need: RecordOf<"need">,
  { disclosure: levels, redaction, contentHash }: Pick<RecordRow, "disclosure" | "redaction" | "contentHash">,
  level: DisclosureLevel,
): RecordOf<"need"> {
  const confirmed = redaction?.contentHash === contentHash ? redaction : null;
  return {
    ...need,
    number: level >= levelOf("number", levels) ? need.number : null,
    organizationId: level >= levelOf("organizationName", levels) ? need.organizationId : null,
    sourceRow: null,
    createdBy: "",
    content: discloseNeed(need.content, { level, levels, redaction: confirmed }),
  };
}

/** One row inside `scope` as the principal sees it, or undefined. */
export async function readRow(
  ctx: AppContext,
  kind: EntityKind,
  id: string,
  scope: SQL | undefined,
): Promise<ShownRow | undefined> {
  // NUL cannot be stored, so no row has it; asking would be an error of the database.
  if (id.includes("\0")) return undefined;
  const table = recordTable(kind);
  const rows = await ctx.db.orm
    .select(shownFields(ctx, kind))
    .from(table)
    .where(and(eq(table.id, id), scope));
  return rows[0];
}

/** The rows among `ids` inside `scope` as the principal sees them, in no order. */
export async function readRows(
  ctx: AppContext,
  kind: EntityKind,
  ids: readonly string[],
  scope: SQL | undefined,
): Promise<ShownRow[]> {
  if (ids.length === 0) return [];
  const table = recordTable(kind);
  return ctx.db.orm
    .select(shownFields(ctx, kind))
    .from(table)
    .where(and(isAmong(table.id, ids), scope));
}

/** The searchable records among `ids` as every reader of an audience sees them, whoever asks, in no order. */
export async function readFor<K extends EntityKind>(
  ctx: AppContext,
  audience: Audience,
  kind: K,
  ids: readonly string[],
): Promise<RecordOf<K>[]> {
  const isInternal = audience === "internal";
  const scope = isInternal
    ? searchable(kind)
    : and(disclosedTo(audience, kind), isNull(recordTable(kind).restrictedTo));
  const level = isInternal ? wholeLevel : openLevels[audience];
  const rows = await findRows(ctx.db.orm, kind, ids, scope);
  return rows.map((row) => shown(kind, { ...row, level }));
}
