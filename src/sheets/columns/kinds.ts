import type { EntityKind } from "../../domain/shared/entity.ts";
import { achievementColumns } from "./achievement-columns.ts";
import type { ColumnSpec } from "./column.ts";
import { expertColumns } from "./expert-columns.ts";
import { needColumns } from "./need-columns.ts";

/** The columns of each kind, in template and export order. */
export const columnsOf: Record<EntityKind, readonly ColumnSpec[]> = {
  need: needColumns,
  expert: expertColumns,
  achievement: achievementColumns,
};
