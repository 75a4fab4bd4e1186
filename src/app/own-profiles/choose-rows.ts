import { and, asc, inArray } from "drizzle-orm";
import { z } from "zod";
import type { Orm } from "../../db/database.ts";
import { recordTable } from "../../db/schema/record.ts";
import { entityNames, type Visibility } from "../../domain/shared/entity.ts";
import { AppError } from "../../domain/shared/errors.ts";
import { recordTitle } from "../../domain/shared/record-content.ts";
import type { AppContext } from "../context.ts";
import { shown, shownFields } from "../record/read-rows.ts";
import { confirmationStates, filteredRows, ownRows, type ProfileKind } from "./own-rows.ts";

/** More rows than this are not changed at once. */
export const maxChosen = 5_000;
/** More rows than this are not named one by one. */
const maxPicked = 200;

export const ownFilter = z.strictObject({
  words: z.string().max(200).default(""),
  incomplete: z.boolean().default(false),
  confirmed: z.enum(confirmationStates).default("any"),
});

/** Rows named one by one, as their author saw them, or all that a filter showed. */
export const rowSelection = z.discriminatedUnion("of", [
  z.strictObject({
    of: z.literal("picked"),
    rows: z
      .array(z.strictObject({ id: z.string().max(60), version: z.int().positive() }))
      .min(1, { error: "请先勾选要办理的资料" })
      .max(maxPicked),
  }),
  z.strictObject({ of: z.literal("filter"), filter: ownFilter, total: z.int().min(0) }),
]);
export type RowSelection = z.output<typeof rowSelection>;

export interface ChosenRow {
  id: string;
  version: number;
  visibility: Visibility;
}

/** A row that was left as it is, and why. */
export interface LeftRow {
  id: string;
  title: string;
  reason: string;
}

export interface BulkOutcome {
  /** Rows changed. */
  done: number;
  /** Rows that were so already. */
  unchanged: number;
  left: LeftRow[];
}

/**
 * The own rows a selection names, locked until the transaction ends, and the ids of those that somebody changed after they were shown.
 * @throws AppError `not_found` when one of them is not one's own; `conflict` when a filter lets through another number of rows than
 *   it showed; `precondition_failed` for more than 5,000 rows
 */
export async function chooseRows(
  ctx: AppContext,
  tx: Orm,
  kind: ProfileKind,
  selection: RowSelection,
): Promise<{ current: ChosenRow[]; stale: string[] }> {
  const table = recordTable(kind);
  const { id, version, visibility } = table;
  const versions = new Map(selection.of === "picked" ? selection.rows.map((row) => [row.id, row.version]) : []);
  const condition =
    selection.of === "picked"
      ? and(ownRows(ctx, kind), inArray(id, [...versions.keys()]))
      : filteredRows(ctx, kind, selection.filter);
  const rows = await tx
    .select({ id, version, visibility })
    .from(table)
    .where(condition)
    .orderBy(asc(id))
    .limit(maxChosen + 1)
    .for("update");
  if (selection.of === "filter") {
    requireTotal(selection.total, rows.length);
    return { current: rows, stale: [] };
  }
  if (rows.length < versions.size) {
    throw new AppError(
      "not_found",
      `所选资料中有 ${versions.size - rows.length} 条不在您名下或已撤回，一条也没有改动。请重新勾选。`,
      { reason: "foreign_rows" },
    );
  }
  return {
    current: rows.filter((row) => versions.get(row.id) === row.version),
    stale: rows.filter((row) => versions.get(row.id) !== row.version).map((row) => row.id),
  };
}

function requireTotal(told: number, found: number): void {
  if (found > maxChosen) {
    throw new AppError("precondition_failed", `一次最多办理 ${maxChosen} 条，请缩小筛选范围分次办理。`, {
      reason: "too_many_rows",
    });
  }
  if (found !== told) {
    throw new AppError("conflict", `筛选结果已从 ${told} 条变为 ${found} 条，一条也没有改动。请核对后重新办理。`, {
      reason: "filter_changed",
    });
  }
}

/** Names rows that were left as they are. */
export async function nameLeft(
  ctx: AppContext,
  tx: Orm,
  kind: ProfileKind,
  reasons: ReadonlyMap<string, string>,
): Promise<LeftRow[]> {
  if (reasons.size === 0) return [];
  const table = recordTable(kind);
  const rows = await tx
    .select(shownFields(ctx, kind))
    .from(table)
    .where(inArray(table.id, [...reasons.keys()]));
  return rows
    .map((row) => ({
      id: row.id,
      title: recordTitle(kind, shown(kind, row).content),
      reason: reasons.get(row.id)!,
    }))
    .sort((a, b) => (a.title + a.id < b.title + b.id ? -1 : 1));
}

/** Why a row that changed after it was shown is left alone. */
export function staleReason(kind: ProfileKind): string {
  return `页面打开之后，该${entityNames[kind]}已被他人修改，请看过最新内容再办理`;
}
