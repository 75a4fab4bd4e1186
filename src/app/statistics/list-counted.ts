import { and, count, desc, type SQL } from "drizzle-orm";
import { z } from "zod";
import { recordTable } from "../../db/schema/record.ts";
import { entityKinds } from "../../domain/shared/entity.ts";
import type { AnyRecord } from "../../domain/shared/record-content.ts";
import type { AppContext } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { shown, shownFields } from "../record/read-rows.ts";
import { cellCondition, countedScope, stageCondition, stages } from "./counted.ts";

/** Records shown at a time. */
export const countedPerPage = 50;

const code = z.string().max(20).nullable().default(null);
const inputSchema = z.strictObject({
  kind: z.enum(entityKinds),
  /** Needs of one stage; null = the cell of field and city. */
  stage: z.enum(stages).nullable().default(null),
  field: code,
  city: code,
  page: z.int().min(1).max(10_000).default(1),
});
export type CountedInput = z.input<typeof inputSchema>;

export interface CountedPage {
  items: AnyRecord[];
  /** The number the chart shows. */
  total: number;
}

/** The records behind a number of the statistics, the newest first.
 * @throws AppError `unauthenticated`, `forbidden`, `invalid_input` */
export async function listCounted({ ctx, input }: { ctx: AppContext; input: CountedInput }): Promise<CountedPage> {
  const { kind, stage, page, ...cell } = parseInput(inputSchema, input);
  const table = recordTable(kind);
  const counted: SQL = stage === null || kind !== "need" ? cellCondition(kind, cell) : stageCondition(stage);
  const condition = and(countedScope(ctx.principal, kind), counted);
  const totals = await ctx.db.orm.select({ rows: count() }).from(table).where(condition);
  const rows = await ctx.db.orm
    .select(shownFields(ctx, kind))
    .from(table)
    .where(condition)
    .orderBy(desc(table.seq))
    .offset((page - 1) * countedPerPage)
    .limit(countedPerPage);
  return { items: rows.map((row) => shown(kind, row) as AnyRecord), total: totals[0]!.rows };
}
